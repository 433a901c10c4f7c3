import type { Operation } from '../../description/operation';
import { trace as traceValues } from '../../features/trace/trace';
import { checkValues } from '../../features/trace/values';

/**
 * Lists what was tracked of a value, then gets the runs that saw it, their shapes and payloads, and the
 * logs of the one that failed.
 *
 * https://doc.wearepatchworks.com/product-documentation/api-reference/dedupe-and-tracking/tracked-data
 */
export const trace: Operation = {
	option: {
		name: 'Trace',
		value: 'trace',
		action: 'Trace where order or other tracked data is',
		description:
			'Find out where an order, or any other tracked value, is: whether it arrived, where it stopped and why, and which run to replay. Answers in a sentence, with the timeline of every flow that saw it.',
		routing: { request: { method: 'GET', url: '/api/v1/tracked-data' } },
	},
	isAboutRuns: true,
	perform: traceValues,
	fields: [
		{
			displayName: 'Value',
			name: 'value',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. ORDER-1001',
			description:
				'The value as the flows track it, such as an order number. Several, one a line, give an item each.',
			transforms: [checkValues],
		},
	],
};
