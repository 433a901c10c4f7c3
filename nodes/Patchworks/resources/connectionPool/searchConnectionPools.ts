import { listFrom, namedEntry } from '../../description/listFrom';

/** Lists connection pools by name: https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/connection-pools */
export const searchConnectionPools = listFrom({
	path: '/api/v1/connection-pools',
	qs: { sort: 'name' },
	searchParameter: 'filter[name]',
	toEntry: namedEntry,
});
