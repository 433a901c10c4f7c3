import { filters } from '../../description/collections';
import { limit, nameFilter, returnAll, sort } from '../../description/commonFields';
import type { Operation } from '../../description/operation';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/labels-tags/labels */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many labels',
		description: 'List the labels that process flows and other things can be tagged with',
		routing: {
			request: { method: 'GET', url: '/api/v1/labels' },
		},
	},
	fields: [
		returnAll,
		limit,
		filters(nameFilter('labels', 'Peak season')),
		sort({ created_at: 'Creation Time' }),
	],
};
