import type { INodeProperties } from 'n8n-workflow';

import { payloadFields } from './payloadFields';

/** The address of a trigger as a user copies it. It holds the signature, so it is masked. */
export function urlField(name: string, displayName: string, example: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		typeOptions: { password: true },
		default: '',
		required: true,
		placeholder: `e.g. ${example}`,
		description:
			'The URL as you copy it from the trigger shape of the flow. Its signature is a secret.',
	};
}

/** What the flow is to get, and how. */
export const signedUrlPayload: INodeProperties[] = [
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		options: [
			{ name: 'GET', value: 'GET', description: 'Send parameters in the URL' },
			{ name: 'POST', value: 'POST', description: 'Send a body, which suits most flows' },
		],
		default: 'POST',
		description: 'How the flow gets its payload',
		routing: { request: { method: '={{ $value }}' as 'POST' } },
	},
	...payloadFields({ method: ['POST'] }),
	{
		displayName: 'Query Parameters',
		name: 'query',
		type: 'json',
		displayOptions: { show: { method: ['GET'] } },
		default: '{}',
		placeholder: 'e.g. {"order": "1001"}',
		description: 'The data the flow starts with, as a JSON object. It is sent in the URL.',
	},
];

/** Options of every request to a signed URL. */
export const signedUrlOptions: INodeProperties[] = [
	{
		displayName: 'Content Type',
		name: 'contentType',
		type: 'string',
		default: 'text/plain',
		placeholder: 'e.g. application/xml',
		description: 'The type that a text payload is sent as, which tells the flow how to read it',
	},
	{
		displayName: 'Signature',
		name: 'signature',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'The patchworks_signature of the URL, if you keep it apart from the URL',
	},
	{
		displayName: 'Virtual Environment Prefix',
		name: 'virtualEnvironmentPrefix',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2',
		description: 'The URL prefix of the virtual environment to run in, if the URL has none yet',
	},
];
