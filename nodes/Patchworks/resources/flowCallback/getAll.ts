import { limit, returnAll } from '../../description/commonFields';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-triggers */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many flow callbacks',
		description: 'List the callback URLs of a process flow',
		routing: {
			request: { method: 'GET', url: '/api/v1/flows/{flowId}/callbacks' },
		},
	},
	fields: [flowId, returnAll, limit],
};
