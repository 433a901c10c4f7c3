import { limit, returnAll } from '../../description/commonFields';
import type { Operation } from '../../description/operation';
import { flowOfVersion, flowVersionId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/canvas/canvas-notes */
export const getCanvasNotes: Operation = {
	option: {
		name: 'Get Canvas Notes',
		value: 'getCanvasNotes',
		action: 'Get canvas notes of flow version',
		description: 'List the notes on the canvas of a version',
		routing: {
			request: { method: 'GET', url: '/api/v1/flow-versions/{flowVersionId}/notes' },
		},
	},
	fields: [flowOfVersion, flowVersionId, returnAll, limit],
};
