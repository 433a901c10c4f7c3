import { listFrom, namedEntry } from '../../description/listFrom';

/** Lists packages by name: https://doc.wearepatchworks.com/product-documentation/api-reference/virtual-environments-and-packages/packages */
export const searchPackages = listFrom({
	path: '/api/v1/packages',
	qs: { sort: 'name' },
	searchParameter: 'filter[name]',
	toEntry: namedEntry,
});
