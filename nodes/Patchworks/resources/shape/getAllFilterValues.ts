import { limit, returnAll } from '../../description/commonFields';
import type { Operation } from '../../description/operation';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/models/model-filter-values */
export const getAllFilterValues: Operation = {
	option: {
		name: 'Get Many Filter Values',
		value: 'getAllFilterValues',
		action: 'Get many filter values',
		description:
			'List the values that filters of shapes compare with; the API calls them model filter values',
		routing: {
			request: { method: 'GET', url: '/api/v1/model-filter-values' },
		},
	},
	fields: [returnAll, limit],
};
