import { limit, returnAll } from '../../description/commonFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { VARIABLE_SUMMARY, connectorId } from './fields';

/**
 * Inferred path: an answer that a customer of Patchworks published shows the list, without its address.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/systems
 */
export const getVariables: Operation = {
	option: {
		name: 'Get Variables',
		value: 'getVariables',
		action: 'Get variables of connector',
		description: 'List the variables of a connector; Patchworks shows secret values as asterisks',
		routing: {
			request: { method: 'GET', url: '/api/v1/systems/{connectorId}/variables' },
			output: { postReceive: [simplify(VARIABLE_SUMMARY)] },
		},
	},
	fields: [connectorId, returnAll, limit, simplifyField],
};
