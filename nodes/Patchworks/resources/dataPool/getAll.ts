import { filters } from '../../description/collections';
import { idFilter, limit, nameFilter, returnAll, sort } from '../../description/commonFields';
import type { Operation } from '../../description/operation';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/dedupe-and-tracking */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many data pools',
		description: 'List the data pools of your company without the data in them',
		routing: {
			request: { method: 'GET', url: '/api/v1/data-pool' },
		},
	},
	fields: [
		returnAll,
		limit,
		filters(idFilter('data pool'), nameFilter('data pools', 'Orders sent to warehouse')),
		sort({ created_at: 'Creation Time' }),
	],
};
