import { listFrom, namedEntry } from '../../description/listFrom';

/** Lists data pools by name: https://doc.wearepatchworks.com/product-documentation/api-reference/dedupe-and-tracking */
export const searchDataPools = listFrom({
	path: '/api/v1/data-pool',
	searchParameter: 'filter[name]',
	toEntry: namedEntry,
});
