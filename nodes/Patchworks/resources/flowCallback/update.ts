import { updateFields } from '../../description/collections';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';
import { callbackFields, flowCallbackId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-triggers */
export const update: Operation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update flow callback',
		description: 'Change the format of the response, or the status of a callback',
		routing: {
			request: { method: 'PUT', url: '/api/v1/flows/{flowId}/callbacks/{flowCallbackId}' },
		},
	},
	fields: [flowId, flowCallbackId, updateFields(...callbackFields)],
};
