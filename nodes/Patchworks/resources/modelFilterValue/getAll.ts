import { limit, returnAll } from '../../description/fields';
import type { Operation } from '../../description/operation';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/models/model-filter-values */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many model filter values',
		description: 'List the values of filters on objects such as flow steps',
		routing: {
			request: { method: 'GET', url: '/api/v1/model-filter-values' },
		},
	},
	fields: [returnAll, limit],
};
