import { DELETES } from '../../description/builderHints';
import { notice } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';
import { flowVersionId } from './fields';

/**
 * The operation is documented; its path is inferred from the one of Get.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-versions
 */
export const deleteOperation: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete flow version',
		description:
			'Delete a version of a process flow with all its shapes for good. Make sure that it is not the deployed one.',
		builderHint: DELETES,
		routing: {
			request: { method: 'DELETE', url: '/api/v1/flows/{flowId}/versions/{flowVersionId}' },
		},
	},
	fields: [
		notice('deleteNotice', 'This cannot be undone. The version is deleted with all its shapes.'),
		flowId,
		flowVersionId,
	],
};
