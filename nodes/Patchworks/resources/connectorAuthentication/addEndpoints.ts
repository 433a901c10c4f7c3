import { unpublishedBody } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { jsonBody } from '../../request/transforms/bodies';
import { connectorAuthenticationId } from './fields';

/**
 * Inferred path: the operation is documented, its address and body are cut.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/authentication/authentication-implementations
 */
export const addEndpoints: Operation = {
	option: {
		name: 'Add Endpoints',
		value: 'addEndpoints',
		action: 'Add endpoints to a connector authentication',
		description: 'Let a way of a connector to sign in serve more endpoints',
		routing: {
			request: {
				method: 'POST',
				url: '/api/v1/authentication-implementations/{connectorAuthenticationId}/endpoints',
			},
		},
	},
	transforms: [jsonBody('body', 'Body')],
	fields: [connectorAuthenticationId, unpublishedBody],
};
