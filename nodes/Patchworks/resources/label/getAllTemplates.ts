import { filters } from '../../description/collections';
import { idFilter, limit, nameFilter, returnAll, sort } from '../../description/commonFields';
import type { Operation } from '../../description/operation';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/labels-tags/label-templates */
export const getAllTemplates: Operation = {
	option: {
		name: 'Get Many Templates',
		value: 'getAllTemplates',
		action: 'Get many label templates',
		description: 'List the labels that Patchworks suggests',
		routing: {
			request: { method: 'GET', url: '/api/v1/patchworks/label-templates' },
		},
	},
	fields: [
		returnAll,
		limit,
		filters(idFilter('label template'), nameFilter('label templates', 'Peak season')),
		sort({ created_at: 'Creation Time', name: 'Name' }),
	],
};
