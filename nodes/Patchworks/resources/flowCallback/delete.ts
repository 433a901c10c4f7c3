import { DELETES } from '../../description/builderHints';
import { notice } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';
import { flowCallbackId } from './fields';

/**
 * The operation is documented; its path is inferred from the one of Update.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-triggers
 */
export const deleteOperation: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete flow callback',
		description:
			'Delete a callback of a process flow for good. Its URL stops working for everyone who calls it.',
		builderHint: DELETES,
		routing: {
			request: { method: 'DELETE', url: '/api/v1/flows/{flowId}/callbacks/{flowCallbackId}' },
		},
	},
	fields: [
		notice(
			'deleteNotice',
			'This cannot be undone. The URL stops working for everyone who calls it.',
		),
		flowId,
		flowCallbackId,
	],
};
