import { limit, returnAll, simplifyField } from '../../description/fields';
import { simplify } from '../../output/output';
import type { Operation } from '../../description/operation';
import { flowOfVersion, versionOfStep } from '../flowVersion/fields';
import { FLOW_STEP_SUMMARY, flowStepId } from './fields';

/**
 * Inferred path: the operation is documented, its address is not visible.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-routes-and-branches
 */
export const getRoutes: Operation = {
	option: {
		name: 'Get Routes',
		value: 'getRoutes',
		action: 'Get the routes of a flow step',
		description: 'List the legs of a step that routes or branches',
		routing: {
			request: { method: 'GET', url: '/api/v1/flow-steps/{flowStepId}/routes' },
			output: { postReceive: [simplify(FLOW_STEP_SUMMARY)] },
		},
	},
	fields: [flowOfVersion, versionOfStep, flowStepId, returnAll, limit, simplifyField],
};
