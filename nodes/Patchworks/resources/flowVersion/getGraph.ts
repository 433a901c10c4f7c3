import type { Operation } from '../../description/operation';
import { flowOfVersion, flowVersionId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/canvas/canvas-steps */
export const getGraph: Operation = {
	option: {
		name: 'Get Graph',
		value: 'getGraph',
		action: 'Get the graph of a flow version',
		description: 'Get the steps of a version as they lie on the canvas',
		routing: {
			request: { method: 'GET', url: '/api/v1/flow-versions/{flowVersionId}/graph' },
		},
	},
	fields: [flowOfVersion, flowVersionId],
};
