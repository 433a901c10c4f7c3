import { limit, returnAll, simplifyField } from '../../description/fields';
import { simplify } from '../../output/output';
import type { Operation } from '../../description/operation';
import { VARIABLE_SUMMARY } from '../connector/fields';
import { connectorOfEndpoint, endpointId } from './fields';

/**
 * Inferred path: an answer that a customer of Patchworks published shows the list, without its address.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/systems
 */
export const getVariables: Operation = {
	option: {
		name: 'Get Variables',
		value: 'getVariables',
		action: 'Get the variables of an endpoint',
		description: 'List the variables of an endpoint; Patchworks gives secret values as asterisks',
		routing: {
			request: { method: 'GET', url: '/api/v1/endpoints/{endpointId}/variables' },
			output: { postReceive: [simplify(VARIABLE_SUMMARY)] },
		},
	},
	fields: [connectorOfEndpoint, endpointId, returnAll, limit, simplifyField],
};
