import { simplifyField } from '../../description/fields';
import { simplify } from '../../output/output';
import type { Operation } from '../../description/operation';
import { connectorAuthenticationId } from './fields';

/** What is left of a connector authentication when it is simplified. */
const SUMMARY = [
	'id',
	'name',
	'system_id',
	'authentication_type_id',
	'authentication_implementation_template_id',
	'endpoint',
	'method',
	'data_type',
	'body_format',
	'timeout',
];

/**
 * Inferred path: an answer that a customer of Patchworks published shows the object, without its address.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/authentication/authentication-implementations
 */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a connector authentication',
		description: 'Get how a connector signs in; the API calls it an authentication implementation',
		routing: {
			request: {
				method: 'GET',
				url: '/api/v1/authentication-implementations/{connectorAuthenticationId}',
			},
			output: { postReceive: [simplify(SUMMARY)] },
		},
	},
	fields: [connectorAuthenticationId, simplifyField],
};
