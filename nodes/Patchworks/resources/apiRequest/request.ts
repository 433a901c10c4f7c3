import { customRequest } from '../../request/customRequest';
import { options } from '../../description/collections';
import type { Operation } from '../../description/operation';
import { SENDS_ANYTHING } from '../../description/builderHints';

/** https://doc.wearepatchworks.com/product-documentation/api-reference */
export const request: Operation = {
	option: {
		name: 'Send',
		value: 'request',
		action: 'Send API request',
		description: 'Send any request to Patchworks, even one that this node has no operation for',
		builderHint: SENDS_ANYTHING,
	},
	transforms: [customRequest],
	fields: [
		{
			displayName: 'Host',
			name: 'host',
			type: 'options',
			options: [
				{
					name: 'Core',
					value: 'core',
					description: 'The Core API, which serves almost everything',
				},
				{
					name: 'Login',
					value: 'login',
					description: 'The dashboard, which serves the login and its own services',
				},
				{
					name: 'Start',
					value: 'start',
					description: 'The service that starts flows',
				},
			],
			default: 'core',
			description: 'Which of Patchworks’ hosts the request goes to',
		},
		{
			displayName: 'Method',
			name: 'method',
			type: 'options',
			options: ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'].map((method) => ({
				name: method,
				value: method,
			})),
			default: 'GET',
			description: 'The HTTP method of the request',
			routing: { request: { method: '={{ $value }}' as 'GET' } },
		},
		{
			displayName: 'Path',
			name: 'path',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. /api/v1/flows',
			description: 'The path of the request, without the host',
		},
		{
			displayName: 'Query Parameters',
			name: 'query',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. {"include": "versions"}',
			description:
				'The query parameters as a JSON object. Lists are sent separated by commas, and null is left out.',
		},
		{
			displayName: 'Body',
			name: 'body',
			type: 'json',
			displayOptions: { show: { method: ['DELETE', 'PATCH', 'POST', 'PUT'] } },
			default: '',
			placeholder: 'e.g. {"name": "Returns"}',
			description: 'The body as JSON. Leave it empty to send none.',
		},
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			displayOptions: { show: { method: ['GET'] } },
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		options({
			displayName: 'Headers',
			name: 'headers',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. {"Accept": "application/json"}',
			description:
				'Further headers as a JSON object. With a Content-Type other than JSON, the body is sent as text.',
		}),
	],
};
