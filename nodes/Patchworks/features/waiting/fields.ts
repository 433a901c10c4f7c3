import type { INodeProperties } from 'n8n-workflow';

import { simplifyField } from '../../../api/settings/simplify';
import { NOT_IN_TOOL } from '../../request/display';

/** When a wait that goes on in a sub-execution began. Empty where the user's own node runs. */
export const WAITING_SINCE = 'waitingSince';

/** The fields of an operation that waits. They are read once, for all items. */
export const waitFields: INodeProperties[] = [
	{
		displayName: 'On Failed Run',
		name: 'onFailedRun',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Fail the Item',
				value: 'fail',
				description: 'The item fails with the error that the run logged',
			},
			{
				name: 'Output the Run',
				value: 'passOn',
				description: 'The item holds the run, with a summary of its failure',
			},
		],
		default: 'fail',
		description:
			'What to do when a run fails or is stopped. A partial success counts as a success.',
	},
	{
		displayName: 'Check Every (Seconds)',
		name: 'pollInterval',
		type: 'number',
		noDataExpression: true,
		typeOptions: { minValue: 1 },
		default: 30,
		description:
			'How often to check whether the run has ended, in the first minute. n8n then puts the execution to sleep, and checks at most every 70 seconds.',
	},
	{
		displayName: 'Timeout (Minutes)',
		name: 'waitLimit',
		type: 'number',
		noDataExpression: true,
		typeOptions: { minValue: 1 },
		default: 60,
		description: 'After this time the item fails and says which run to look at; the run goes on',
	},
	simplifyField,
	{
		displayName: 'Include Input Fields',
		name: 'includeInputFields',
		type: 'boolean',
		// The input of a tool is what the model filled in.
		displayOptions: { show: NOT_IN_TOOL },
		default: false,
		description:
			'Whether each output item has the fields of its input item, such as an order number, under "input"',
	},
	{ displayName: 'Waiting Since', name: WAITING_SINCE, type: 'hidden', default: '' },
];
