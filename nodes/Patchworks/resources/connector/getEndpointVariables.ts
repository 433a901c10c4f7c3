import { limit, returnAll } from '../../description/commonFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { VARIABLE_SUMMARY } from './fields';
import { connectorOfEndpoint, endpointId } from './endpointFields';

/**
 * Inferred path: an answer that a customer of Patchworks published shows the list, without its address.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/systems
 */
export const getEndpointVariables: Operation = {
	option: {
		name: 'Get Endpoint Variables',
		value: 'getEndpointVariables',
		action: 'Get variables of endpoint',
		description: 'List the variables of an endpoint; Patchworks shows secret values as asterisks',
		routing: {
			request: { method: 'GET', url: '/api/v1/endpoints/{endpointId}/variables' },
			output: { postReceive: [simplify(VARIABLE_SUMMARY)] },
		},
	},
	fields: [connectorOfEndpoint, endpointId, returnAll, limit, simplifyField],
};
