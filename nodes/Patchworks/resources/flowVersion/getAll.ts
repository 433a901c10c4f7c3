import { limit, returnAll } from '../../description/commonFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';
import { FLOW_VERSION_SUMMARY } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-versions */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many flow versions',
		description: 'List the versions of a process flow, to see which is deployed',
		routing: {
			request: { method: 'GET', url: '/api/v1/flows/{flowId}/versions' },
			output: { postReceive: [simplify(FLOW_VERSION_SUMMARY)] },
		},
	},
	fields: [flowId, returnAll, limit, simplifyField],
};
