import { unpublishedBody } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { jsonBody } from '../../request/transforms/bodies';
import { flowOfVersion, flowVersionId } from './fields';

/**
 * Inferred path: the operation is documented, its address and body are not visible.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/canvas/canvas-notes
 */
export const createNote: Operation = {
	option: {
		name: 'Create Note',
		value: 'createNote',
		action: 'Create a canvas note in a flow version',
		description: 'Put a note on the canvas of a version',
		routing: {
			request: { method: 'POST', url: '/api/v1/flow-versions/{flowVersionId}/notes' },
		},
	},
	transforms: [jsonBody('body', 'Body')],
	fields: [flowOfVersion, flowVersionId, unpublishedBody],
};
