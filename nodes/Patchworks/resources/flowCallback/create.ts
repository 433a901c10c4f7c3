import { additionalFields } from '../../description/collections';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';
import { callbackFields } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-triggers */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create flow callback',
		description: 'Give a process flow a URL that starts it and gives back what it makes',
		routing: {
			request: { method: 'POST', url: '/api/v1/flows/{flowId}/callbacks' },
		},
	},
	fields: [flowId, additionalFields(...callbackFields)],
};
