import { options } from '../../description/collections';
import { relations } from '../../description/commonFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { FLOW_RELATIONS, FLOW_SUMMARY, flowId } from './fields';

/**
 * Inferred from the pattern that every other resource follows: no page shows it.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flows
 */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get process flow',
		description: 'Get one process flow, to see whether it is enabled and when it was deployed',
		routing: {
			request: { method: 'GET', url: '/api/v1/flows/{flowId}' },
			output: { postReceive: [simplify(FLOW_SUMMARY)] },
		},
	},
	fields: [flowId, simplifyField, options(...relations(FLOW_RELATIONS))],
};
