import { options } from '../../description/collections';
import { relations } from '../../description/commonFields';
import type { Operation } from '../../description/operation';
import { CONNECTION_POOL_RELATIONS, connectionPoolId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/connection-pools */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get connection pool',
		description: 'Get one connection pool and its limits',
		routing: {
			request: { method: 'GET', url: '/api/v1/connection-pools/{connectionPoolId}' },
		},
	},
	fields: [connectionPoolId, options(...relations(CONNECTION_POOL_RELATIONS))],
};
