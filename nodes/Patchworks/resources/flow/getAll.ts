import { options } from '../../description/collections';
import { limit, relations, returnAll } from '../../description/commonFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { FLOW_RELATIONS, FLOW_SUMMARY } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flows */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many process flows',
		description: 'List the process flows of your company, enabled or not',
		routing: {
			request: { method: 'GET', url: '/api/v1/flows' },
			output: { postReceive: [simplify(FLOW_SUMMARY)] },
		},
	},
	fields: [returnAll, limit, simplifyField, options(...relations(FLOW_RELATIONS))],
};
