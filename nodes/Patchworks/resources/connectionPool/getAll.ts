import { filters, options } from '../../description/collections';
import { limit, nameFilter, relations, returnAll, sort } from '../../description/commonFields';
import type { Operation } from '../../description/operation';
import { CONNECTION_POOL_RELATIONS } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/connection-pools */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many connection pools',
		description: 'List the connection pools of your company and their limits',
		routing: {
			request: { method: 'GET', url: '/api/v1/connection-pools' },
		},
	},
	fields: [
		returnAll,
		limit,
		filters(nameFilter('connection pools', 'Shopify UK, all instances')),
		sort({ created_at: 'Creation Time', limit: 'Connection Limit', name: 'Name' }),
		options(...relations(CONNECTION_POOL_RELATIONS)),
	],
};
