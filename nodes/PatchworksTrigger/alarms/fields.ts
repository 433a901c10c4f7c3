import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { AlarmName } from './alarm';
import { MAX_RATED_RUNS } from './settings';

/** What Trigger On offers besides what happens to a run. */
export const alarmEvents: Array<INodePropertyOptions & { value: AlarmName }> = [
	{
		name: 'Failure Rate',
		value: 'failureRate',
		action: 'On too many failed flow runs',
		description:
			'Too many of the last runs failed. Gives one item when it begins and one when it is over.',
	},
	{
		name: 'Overdue',
		value: 'overdue',
		action: 'On overdue flow',
		description:
			'A flow has not succeeded for too long. Gives one item when it begins and one when it is over.',
	},
	{
		name: 'Queue Backlog',
		value: 'queueBacklog',
		action: 'On queue backlog',
		description:
			'Too many runs wait in the queue, or for too long. Gives one item when it begins and one when it is over.',
	},
	{
		name: 'Running Too Long',
		value: 'runningTooLong',
		action: 'On flow run that runs too long',
		description:
			'A run goes on for too long. Gives one item when it begins and one when it is over.',
	},
];

/** The parameters of the alarms, each shown only where its alarm is chosen. */
export const alarmFields: INodeProperties[] = [
	{
		displayName: 'Failure Rate Above (%)',
		name: 'failureRatePercent',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		displayOptions: { show: { events: ['failureRate'] } },
		default: 20,
		description:
			'The share of failed runs above which the alarm begins. With flows chosen under Filters, each is watched on its own; without, all runs are watched together.',
	},
	{
		displayName: 'Failure Rate Of Last (Runs)',
		name: 'failureRateRuns',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MAX_RATED_RUNS },
		displayOptions: { show: { events: ['failureRate'] } },
		default: 20,
		description:
			'How many of the last runs that ended to look at, up to 100. With fewer runs there is no alarm yet.',
	},
	{
		displayName: 'No Success Within (Minutes)',
		name: 'overdueMinutes',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: { show: { events: ['overdue'] } },
		default: 60,
		description:
			'For how long there may be no run that succeeds, or partially succeeds. With flows chosen under Filters, each is watched on its own; without, all runs are watched together.',
	},
	{
		displayName: 'Overdue Schedule',
		name: 'overdueSchedule',
		type: 'collection',
		placeholder: 'Add condition',
		displayOptions: { show: { events: ['overdue'] } },
		default: {},
		description:
			'The days and hours in which a run is expected. Only this time counts as time without success.',
		options: [
			{
				displayName: 'From',
				name: 'from',
				type: 'string',
				default: '08:00',
				placeholder: 'e.g. 08:00',
				description: 'The time of the day from which runs are expected',
			},
			{
				displayName: 'Time Zone',
				name: 'timeZone',
				type: 'string',
				default: '',
				placeholder: 'e.g. Europe/London',
				description: 'The time zone of days and hours. By default that of the workflow.',
			},
			{
				displayName: 'To',
				name: 'to',
				type: 'string',
				default: '18:00',
				placeholder: 'e.g. 18:00',
				description:
					'The time of the day up to which runs are expected. One that is not later than From is on the next day.',
			},
			{
				displayName: 'Weekdays',
				name: 'weekdays',
				type: 'multiOptions',
				options: [
					{ name: 'Friday', value: 5 },
					{ name: 'Monday', value: 1 },
					{ name: 'Saturday', value: 6 },
					{ name: 'Sunday', value: 7 },
					{ name: 'Thursday', value: 4 },
					{ name: 'Tuesday', value: 2 },
					{ name: 'Wednesday', value: 3 },
				],
				default: [1, 2, 3, 4, 5],
				description: 'The days on which runs are expected. With none chosen, every day.',
			},
		],
	},
	{
		displayName: 'More Queued Than (Runs)',
		name: 'queueBacklogRuns',
		type: 'number',
		typeOptions: { minValue: 0 },
		displayOptions: { show: { events: ['queueBacklog'] } },
		default: 100,
		description: 'How many runs may wait in the queue. 0 sets no limit.',
	},
	{
		displayName: 'Oldest Waits Longer Than (Minutes)',
		name: 'queueBacklogMinutes',
		type: 'number',
		typeOptions: { minValue: 0 },
		displayOptions: { show: { events: ['queueBacklog'] } },
		default: 30,
		description: 'For how long the oldest run may wait in the queue. 0 sets no limit.',
	},
	{
		displayName: 'Too Long Is',
		name: 'runningTooLongBy',
		type: 'options',
		displayOptions: { show: { events: ['runningTooLong'] } },
		options: [
			{
				name: 'More Than a Number of Minutes',
				value: 'minutes',
				description: 'The same limit for all flows',
			},
			{
				name: 'Several Times the Usual',
				value: 'usual',
				description:
					"A multiple of how long the flow's last successful runs took; from five of them on",
			},
		],
		default: 'minutes',
		description: 'When a run counts as running too long',
	},
	{
		displayName: 'Running Longer Than (Minutes)',
		name: 'runningTooLongMinutes',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: { show: { events: ['runningTooLong'], runningTooLongBy: ['minutes'] } },
		default: 60,
		description: 'For how long a run may go on',
	},
	{
		displayName: 'Times as Long as Usual',
		name: 'runningTooLongFactor',
		type: 'number',
		typeOptions: { minValue: 1 },
		displayOptions: { show: { events: ['runningTooLong'], runningTooLongBy: ['usual'] } },
		default: 3,
		description:
			'How many times as long as usual a run may go on. Usual is the median of the last 11 successful runs of its flow.',
	},
];
