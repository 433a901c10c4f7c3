import { listFrom, namedEntry } from '../../description/listFrom';

/** Lists label templates by name: https://doc.wearepatchworks.com/product-documentation/api-reference/labels-tags/label-templates */
export const searchLabelTemplates = listFrom({
	path: '/api/v1/patchworks/label-templates',
	qs: { sort: 'name' },
	searchParameter: 'filter[name]',
	toEntry: namedEntry,
});
