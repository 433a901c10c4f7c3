import type { Operation } from '../../description/operation';
import { connectorOfEndpoint, endpointId } from './endpointFields';

/**
 * Inferred path: an answer that a customer of Patchworks published shows the object, without its address.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/connectors-and-instances/systems
 */
export const getEndpointSchema: Operation = {
	option: {
		name: 'Get Endpoint Schema',
		value: 'getEndpointSchema',
		action: 'Get schema of endpoint',
		description: 'Get what the data of an endpoint looks like, as the text of a JSON schema',
		routing: {
			request: { method: 'GET', url: '/api/v1/endpoints/{endpointId}/schema' },
		},
	},
	fields: [connectorOfEndpoint, endpointId],
};
