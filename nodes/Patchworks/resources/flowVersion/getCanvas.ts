import type { Operation } from '../../description/operation';
import { flowOfVersion, flowVersionId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/canvas/canvas-steps */
export const getCanvas: Operation = {
	option: {
		name: 'Get Canvas',
		value: 'getCanvas',
		action: 'Get canvas of flow version',
		description:
			'Get the shapes of a version as they lie on the canvas; the API calls this the graph',
		routing: {
			request: { method: 'GET', url: '/api/v1/flow-versions/{flowVersionId}/graph' },
		},
	},
	fields: [flowOfVersion, flowVersionId],
};
