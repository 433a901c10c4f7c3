import { limit, returnAll } from '../../description/commonFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { ENDPOINT_SUMMARY } from './endpointFields';
import { connectorId } from './fields';

/**
 * Inferred path: an answer that a customer of Patchworks published shows the list, without its address.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/systems
 */
export const getEndpoints: Operation = {
	option: {
		name: 'Get Endpoints',
		value: 'getEndpoints',
		action: 'Get endpoints of connector',
		description: 'List what a connector can receive from its system and send to it',
		routing: {
			request: { method: 'GET', url: '/api/v1/systems/{connectorId}/endpoints' },
			output: { postReceive: [simplify(ENDPOINT_SUMMARY)] },
		},
	},
	fields: [connectorId, returnAll, limit, simplifyField],
};
