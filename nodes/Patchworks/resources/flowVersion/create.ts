import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';
import { FLOW_VERSION_SUMMARY } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-versions */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create flow version',
		description: 'Create a draft for a process flow that has no version yet; it does not copy one',
		routing: {
			request: { method: 'POST', url: '/api/v1/flows/{flowId}/versions' },
			output: { postReceive: [simplify(FLOW_VERSION_SUMMARY)] },
		},
	},
	fields: [flowId, simplifyField],
};
