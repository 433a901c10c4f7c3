import type { Operation } from '../../description/operation';
import { flowOfVersion, flowVersionId } from '../flowVersion/fields';
import { flowStepId } from './fields';

/**
 * The operation is documented; its path is inferred from the one of Get.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-steps
 */
export const deleteOperation: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a flow step',
		description: 'Delete a step of a version of a process flow for good',
		routing: {
			request: {
				method: 'DELETE',
				url: '/api/v1/flow-versions/{flowVersionId}/steps/{flowStepId}',
			},
		},
	},
	fields: [flowOfVersion, flowVersionId, flowStepId],
};
