import { listFrom, namedEntry } from '../../description/listFrom';

/** Lists process flows by name: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flows */
export const searchFlows = listFrom({ path: '/api/v1/flows', toEntry: namedEntry });
