import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { connectorAuthenticationId } from './authenticationFields';

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
export const getAuthentication: Operation = {
	option: {
		name: 'Get Authentication',
		value: 'getAuthentication',
		action: 'Get authentication method of connector',
		description:
			'Get how a connector authenticates with its system; the API calls it an authentication implementation',
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
