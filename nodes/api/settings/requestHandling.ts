import type { IDataObject, INode, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { RetryBudget } from '../sending/retryPolicy';

/** How requests are sent, whatever the operation. */
export interface SendingSettings extends RetryBudget {
	/** How many requests of the credential may be under way at once. */
	requestsAtOnce: number;
	/** How many pages of a list are fetched at once. */
	pagesAtOnce: number;
}

const DEFAULTS: SendingSettings = {
	retries: 4,
	maximumWaitMs: 300_000,
	requestsAtOnce: Infinity,
	pagesAtOnce: 8,
};

/** For lists in the editor, where a person waits. */
export const IMPATIENT: SendingSettings = { ...DEFAULTS, retries: 2, maximumWaitMs: 10_000 };

const NAME = 'requestHandling';

/**
 * The collection of options that say how requests are sent: one parameter for all operations, beside
 * n8n's own Request Options, which has the batching, the timeout of one request and the proxy.
 *
 * Its values are read without expressions, once for each item, so they cannot have any.
 */
export const sendingFields: INodeProperties = {
	displayName: 'Request Handling',
	name: NAME,
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Maximum Requests at Once',
			name: 'requestsAtOnce',
			type: 'number',
			noDataExpression: true,
			typeOptions: { minValue: 1 },
			default: 20,
			description:
				'How many requests with this credential may be under way at once. By default 32 at first, more with each answer, and fewer once Patchworks says that it is too much.',
		},
		{
			displayName: 'Maximum Wait (Seconds)',
			name: 'maximumWait',
			type: 'number',
			noDataExpression: true,
			typeOptions: { minValue: 0 },
			default: 300,
			description:
				'How long to keep trying one request. While Patchworks lets others through, one that takes its turn can wait longer.',
		},
		{
			displayName: 'Pages at Once',
			name: 'pagesAtOnce',
			type: 'number',
			noDataExpression: true,
			displayOptions: { show: { '/returnAll': [true, false] } },
			typeOptions: { minValue: 1 },
			default: 8,
			description: 'How many pages of a list to fetch at once',
		},
		{
			displayName: 'Retries',
			name: 'retries',
			type: 'number',
			noDataExpression: true,
			typeOptions: { minValue: 0 },
			default: 4,
			description:
				'How often to send a request again that Patchworks may have missed. Requests that it says are too many go out again for as long as Maximum Wait allows. 0 sends nothing twice.',
		},
		{
			displayName: 'Send Items',
			name: 'sendItems',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'At Once',
					value: 'atOnce',
					description:
						'Faster, but they may be carried out in any order, and after a failure others may have been carried out already',
				},
				{
					name: 'In Order',
					value: 'inOrder',
					description: 'One item after the other; the node stops at the first that fails',
				},
			],
			default: 'inOrder',
			description:
				'How items are sent that change something or start a flow. Items that only read are always sent at once.',
		},
	],
};

/**
 * Reads how requests are sent.
 *
 * @throws NodeOperationError naming the option that is not a number it can be
 */
export function sendingSettings(node: INode, itemIndex: number): SendingSettings {
	const values = node.parameters[NAME] as IDataObject | undefined;
	if (!values) return DEFAULTS;
	const read = (name: string, label: string, minimum: number, fallback: number): number => {
		const value = values[name];
		if (value === undefined) return fallback;
		if (typeof value === 'number' && value >= minimum) return value;
		throw new NodeOperationError(
			node,
			`'${label}' has to be a number, at least ${minimum} [item ${itemIndex}]. Nothing was sent.`,
			{ itemIndex },
		);
	};
	return {
		retries: read('retries', 'Retries', 0, DEFAULTS.retries),
		maximumWaitMs:
			1000 * read('maximumWait', 'Maximum Wait (Seconds)', 0, DEFAULTS.maximumWaitMs / 1000),
		requestsAtOnce: read('requestsAtOnce', 'Maximum Requests at Once', 1, DEFAULTS.requestsAtOnce),
		pagesAtOnce: read('pagesAtOnce', 'Pages at Once', 1, DEFAULTS.pagesAtOnce),
	};
}

/** Whether items that change something are to be sent one after the other. */
export function sendsInOrder({ parameters }: INode): boolean {
	return (parameters[NAME] as IDataObject | undefined)?.sendItems !== 'atOnce';
}
