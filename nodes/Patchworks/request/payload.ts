import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { readJson, readText } from './parameters';

/** What a flow is to get. */
export interface GivenPayload {
	/** Whether it was given as text rather than as JSON. */
	isText: boolean;
	/** The text to send, JSON or not; undefined for none. */
	text: string | undefined;
}

/**
 * Reads Payload in the form that Payload Format says.
 *
 * @throws NodeOperationError for what is not of that form
 */
export function readPayload(context: IExecuteSingleFunctions): GivenPayload {
	const isText = context.getNodeParameter('payloadFormat', 'json') === 'text';
	const text = isText
		? readText(
				context,
				'payload',
				'Payload',
				"Set 'Payload Format' to JSON, or turn the value into text in the expression.",
			)
		: readJson(
				context,
				'payload',
				'Payload',
				"To send XML, CSV or other text, set 'Payload Format' to Text.",
			);
	return { isText, text };
}
