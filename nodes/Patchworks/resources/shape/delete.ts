import { DELETES } from '../../description/builderHints';
import { notice } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { flowOfVersion, flowVersionId } from '../flowVersion/fields';
import { shapeId } from './fields';

/**
 * The operation is documented; its path is inferred from the one of Get.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-steps
 */
export const deleteOperation: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete shape',
		description:
			'Delete a shape and its settings from a version of a process flow for good. Make sure that the version is not the deployed one.',
		builderHint: DELETES,
		routing: {
			request: {
				method: 'DELETE',
				url: '/api/v1/flow-versions/{flowVersionId}/steps/{shapeId}',
			},
		},
	},
	fields: [
		notice('deleteNotice', 'This cannot be undone. The shape is deleted with its settings.'),
		flowOfVersion,
		flowVersionId,
		shapeId,
	],
};
