import {
	limit,
	nameAndIdFilters,
	options,
	relations,
	returnAll,
	sort,
} from '../../description/fields';
import type { Operation } from '../../description/operation';
import { DATA_POOL_RELATIONS } from './fields';

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
		nameAndIdFilters,
		options(...relations(DATA_POOL_RELATIONS), sort({ created_at: 'Creation Time' })),
	],
};
