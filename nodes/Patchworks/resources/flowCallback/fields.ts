import { locator } from '../../description/fields';
import { bodyField } from '../../description/sentFields';

export const flowCallbackId = locator({
	name: 'flowCallbackId',
	displayName: 'Flow Callback',
	searchListMethod: 'searchFlowCallbacks',
	byName: false,
	placeholder: 'e.g. 01HYYYYYYYYYYYYYYYYYYYYYYY',
	description: 'The callback URL of the process flow',
});

/** The values of both are not published; the formats are those of flows: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-triggers */
export const callbackFields = [
	bodyField('format', {
		displayName: 'Format',
		name: 'format',
		type: 'options',
		options: [
			{ name: 'CSV', value: 'csv' },
			{ name: 'JSON', value: 'json' },
			{ name: 'Text', value: 'txt' },
			{ name: 'XML', value: 'xml' },
		],
		default: 'json',
		description: 'What the response to a caller is written in',
	}),
	bodyField('status', {
		displayName: 'Status',
		name: 'status',
		placeholder: 'e.g. 200',
		description: 'The status of the callback, as Get Many shows it',
	}),
];
