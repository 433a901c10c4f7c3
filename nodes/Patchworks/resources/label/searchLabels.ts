import { describedEntry, listFrom } from '../../description/listFrom';

/** Lists labels by name: https://doc.wearepatchworks.com/product-documentation/api-reference/labels-tags/labels */
export const searchLabels = listFrom({
	path: '/api/v1/labels',
	searchParameter: 'filter[name]',
	toEntry: ({ id, name, colour }) => describedEntry(id, name ?? id, colour),
});
