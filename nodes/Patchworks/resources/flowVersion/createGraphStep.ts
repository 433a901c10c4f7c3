import { unpublishedBody } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { jsonBody } from '../../request/transforms/bodies';
import { flowOfVersion, flowVersionId } from './fields';

/**
 * Inferred: the operation is documented, its method, path and body are not visible.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/canvas/canvas-steps
 */
export const createGraphStep: Operation = {
	option: {
		name: 'Create Graph Step',
		value: 'createGraphStep',
		action: 'Create a graph step in a flow version',
		description: 'Put a step on the canvas of a version',
		routing: {
			request: { method: 'POST', url: '/api/v1/flow-versions/{flowVersionId}/graph' },
		},
	},
	transforms: [jsonBody('body', 'Body')],
	fields: [flowOfVersion, flowVersionId, unpublishedBody],
};
