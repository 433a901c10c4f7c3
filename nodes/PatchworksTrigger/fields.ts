import sortBy from 'lodash/sortBy';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { TRIGGER_OPTIONS } from '../api/flowRun';
import { simplifyField } from '../api/settings/simplify';
import { alarmEvents, alarmFields } from './alarms/fields';
import { DEFAULT_CATCH_UP_HOURS } from './triggerSettings';

/** What can happen to a run. */
const runEvents: INodePropertyOptions[] = [
	{
		name: 'Failed',
		value: 'failed',
		action: 'On failed flow run',
		description: 'A run ended as a failure',
	},
	{
		name: 'Finished',
		value: 'finished',
		action: 'On finished flow run',
		description: 'A run ended, whichever way',
	},
	{
		name: 'Partially Succeeded',
		value: 'partiallySucceeded',
		action: 'On partially succeeded flow run',
		description: 'A run ended as a partial success',
	},
	{
		name: 'Started',
		value: 'started',
		action: 'On started flow run',
		description: 'A run has started',
	},
	{
		name: 'Stopped',
		value: 'stopped',
		action: 'On stopped flow run',
		description: 'A run was stopped',
	},
	{
		name: 'Succeeded',
		value: 'succeeded',
		action: 'On succeeded flow run',
		description: 'A run ended as a success, which it also does when its flow caught an error',
	},
];

/** The parameters of the trigger besides how to sign in. */
export const fields: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: sortBy([...runEvents, ...alarmEvents], 'name'),
		default: ['failed'],
		description:
			'What has to happen. A flow run gives one item when it starts and one when it ends; Failure Rate, Overdue, Queue Backlog and Running Too Long give one when they begin and one when they are over.',
		builderHint: {
			propertyHint:
				'A list, such as ["failed"]. For an alert on failures add onlyNewCauses in options, so that each cause comes once a day. An alarm gives an item with state raised and one with state cleared: branch on state.',
		},
	},
	...alarmFields,
	simplifyField,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
			{
				displayName: 'Flow Names or IDs',
				name: 'flowIds',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getFlows' },
				default: [],
				description:
					'Only runs of these process flows. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Started By',
				name: 'triggers',
				type: 'multiOptions',
				options: TRIGGER_OPTIONS,
				default: [],
				description:
					'Only runs that were started in one of these ways; the API calls it the trigger',
			},
			{
				displayName: 'Virtual Environment Names or IDs',
				name: 'virtualEnvironmentIds',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getVirtualEnvironments' },
				default: [],
				description:
					'Only runs in these virtual environments. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Add Failure Summary',
				name: 'includeFailureSummary',
				type: 'boolean',
				default: true,
				description:
					'Whether to say why each run failed, by its logs. It also finds errors that the flow caught.',
			},
			{
				displayName: 'Add Logs',
				name: 'includeLogs',
				type: 'boolean',
				default: true,
				description:
					'Whether to add the first 1,000 lines that each run logged. Costs at least one request for each run.',
			},
			{
				displayName: 'Catch-Up Limit (Hours)',
				name: 'catchUpLimit',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: DEFAULT_CATCH_UP_HOURS,
				description:
					'How far back to catch up after n8n was down, in hours. Where it was down for longer, the next item says in "skipped" what was left out.',
			},
			{
				displayName: 'Include Past (Hours)',
				name: 'includePast',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description:
					'How many hours before the workflow is first published to look back for runs. With 0, only what happens from then on counts.',
			},
			{
				displayName: 'Only New Causes',
				name: 'onlyNewCauses',
				type: 'boolean',
				default: false,
				description:
					'Whether to give a failed run only when it is the first of the day with its cause. The item says how many runs failed so since the last one. IDs, numbers, dates and quoted values in error messages make no difference.',
			},
		],
	},
];
