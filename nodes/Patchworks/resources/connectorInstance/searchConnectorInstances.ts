import { listFrom, namedEntry } from '../../description/listFrom';

/** Lists instances of connectors by name: https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/connectors */
export const searchConnectorInstances = listFrom({
	path: '/api/v1/connectors',
	qs: { sort: 'name' },
	toEntry: namedEntry,
});
