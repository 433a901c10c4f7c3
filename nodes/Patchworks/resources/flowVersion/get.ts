import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';
import { FLOW_VERSION_SUMMARY, flowVersionId } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-versions */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get flow version',
		description: 'Get one version of a process flow, to see whether it is deployed',
		routing: {
			request: { method: 'GET', url: '/api/v1/flows/{flowId}/versions/{flowVersionId}' },
			output: { postReceive: [simplify(FLOW_VERSION_SUMMARY)] },
		},
	},
	fields: [flowId, flowVersionId, simplifyField],
};
