import { limit, returnAll } from '../../description/commonFields';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';

/**
 * Inferred path, the same as that of callbacks: the operation is documented, its address is not visible.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-triggers/flow-webhooks
 */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many flow webhooks',
		description: 'List the webhook URLs of a process flow',
		routing: {
			request: { method: 'GET', url: '/api/v1/flows/{flowId}/webhooks' },
		},
	},
	fields: [flowId, returnAll, limit],
};
