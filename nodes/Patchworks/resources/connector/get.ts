import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { CONNECTOR_SUMMARY, connectorId } from './fields';

/**
 * Inferred path: an answer that a customer of Patchworks published shows the object, without its address.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/systems
 */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get connector',
		description:
			'Get one connector, with its version and its rate limit; the API calls it a system',
		routing: {
			request: { method: 'GET', url: '/api/v1/systems/{connectorId}' },
			output: { postReceive: [simplify(CONNECTOR_SUMMARY)] },
		},
	},
	fields: [connectorId, simplifyField],
};
