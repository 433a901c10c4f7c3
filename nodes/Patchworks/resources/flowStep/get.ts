import { simplifyField } from '../../description/fields';
import { simplify } from '../../output/output';
import type { Operation } from '../../description/operation';
import { flowOfVersion, flowVersionId } from '../flowVersion/fields';
import { FLOW_STEP_SUMMARY, flowStepId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-steps */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a flow step',
		description: 'Get one step of a version of a process flow',
		routing: {
			request: { method: 'GET', url: '/api/v1/flow-versions/{flowVersionId}/steps/{flowStepId}' },
			output: { postReceive: [simplify(FLOW_STEP_SUMMARY)] },
		},
	},
	fields: [flowOfVersion, flowVersionId, flowStepId, simplifyField],
};
