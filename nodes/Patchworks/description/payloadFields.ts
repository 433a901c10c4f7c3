import type { INodeProperties } from 'n8n-workflow';

import { NOT_IN_TOOL, ONLY_IN_TOOL } from '../request/display';
import { PAYLOAD, PAYLOAD_OF_TOOL } from './builderHints';

/**
 * What a flow is to get, which `readPayload` reads: JSON or other text.
 *
 * @param show the fields on which it depends whether there is a payload, with their values
 */
export function payloadFields(show: Record<string, string[]> = {}): INodeProperties[] {
	return [
		{
			displayName: 'Payload Format',
			name: 'payloadFormat',
			type: 'options',
			options: [
				{
					name: 'JSON',
					value: 'json',
					description: 'Send any JSON value as it is, which suits most flows',
				},
				{
					name: 'Text',
					value: 'text',
					description: 'Send XML, CSV or other text',
				},
			],
			...(Object.keys(show).length > 0 && { displayOptions: { show } }),
			default: 'json',
			description: 'Whether the flow gets JSON or other text',
		},
		{
			displayName: 'Payload',
			name: 'payload',
			type: 'json',
			displayOptions: { show: { ...show, payloadFormat: ['json'], ...NOT_IN_TOOL } },
			default: '={{ $json }}',
			description:
				'The data the flow starts with, up to 8 MB. By default it is the input item. Leave it empty to start without data.',
			builderHint: PAYLOAD,
		},
		{
			displayName: 'Payload',
			name: 'payload',
			type: 'json',
			displayOptions: { show: { ...show, payloadFormat: ['json'], ...ONLY_IN_TOOL } },
			// The input item of a tool is what was said in the chat, which no flow is to get unasked.
			default: '',
			placeholder: 'e.g. {"order": 1001}',
			description:
				'The data the flow starts with, up to 8 MB, such as an order as JSON. Let the model define it, or leave it empty to start without data.',
			builderHint: PAYLOAD_OF_TOOL,
		},
		{
			displayName: 'Payload',
			name: 'payload',
			type: 'string',
			typeOptions: { rows: 5 },
			displayOptions: { show: { ...show, payloadFormat: ['text'] } },
			default: '',
			placeholder: 'e.g. <order><number>1001</number></order>',
			description:
				'The text the flow starts with, up to 8 MB. Leave it empty to start without data.',
		},
	];
}
