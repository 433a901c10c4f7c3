import { STATUS } from '../../../api/facts/status';
import { filters, options } from '../../description/collections';
import { queryField } from '../../description/sentFields';
import type { Field } from '../../description/operation';
import { dateAsMilliseconds } from '../../request/transforms/dates';
import { FROM, TO } from './period';

const period: Field = {
	displayName: 'Period',
	name: 'period',
	type: 'options',
	options: [
		{ name: 'From – To', value: 'fromTo', description: 'Runs that started between two times' },
		{ name: 'Last Hours', value: 'lastHours', description: 'Runs that started since then' },
		{
			name: 'Last Night',
			value: 'lastNight',
			description: "From 18:00 yesterday to 8:00 today, in the workflow's time zone",
		},
	],
	default: 'lastHours',
	description: 'When the runs started. Patchworks keeps logs for 7 days.',
};

const hours: Field = {
	displayName: 'Hours',
	name: 'hours',
	type: 'number',
	displayOptions: { show: { period: ['lastHours'] } },
	typeOptions: { minValue: 1 },
	default: 24,
	description: 'How many hours to look back',
};

const from = startField(FROM, {
	displayName: 'From',
	name: 'from',
	required: true,
	description: 'Only runs that started after this time',
});

const to = startField(TO, {
	displayName: 'To',
	name: 'to',
	description: 'Only runs that started before this time; empty for until now',
});

/** A time that the user gives the period by. */
function startField(
	parameter: string,
	field: Pick<Field, 'displayName' | 'name' | 'required' | 'description'>,
): Field {
	const sent = queryField(parameter, {
		...field,
		type: 'dateTime',
		displayOptions: { show: { period: ['fromTo'] } },
	});
	const { transforms = [] } = sent;
	return { ...sent, transforms: [...transforms, dateAsMilliseconds(parameter, field.displayName)] };
}

const output: Field = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{
			name: 'One Item for Each Cause',
			value: 'causes',
			description: 'The most frequent first; no item when no run failed',
		},
		{
			name: 'One Item with a Text',
			value: 'text',
			description: 'All causes, with a text in Markdown for a chat and a page in HTML for a mail',
		},
	],
	default: 'causes',
	description: 'What the report comes as',
};

/** The fields of the report, in the order of the panel. */
export const reportFields: Field[] = [
	period,
	hours,
	from,
	to,
	output,
	filters(
		{
			displayName: 'Flow IDs',
			name: 'flowIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 101,102',
			description: 'Only runs of these process flows, separated by commas',
		},
		{
			displayName: 'Statuses',
			name: 'statuses',
			type: 'multiOptions',
			options: [
				{ name: 'Failure', value: STATUS.failure },
				{ name: 'Partial Success', value: STATUS.partialSuccess },
				{ name: 'Stopped', value: STATUS.stopped },
			],
			default: [STATUS.failure],
			description: 'What the runs ended as. For those that did not fail, a warning is the cause.',
		},
		{
			displayName: 'Virtual Environment IDs',
			name: 'virtualEnvironmentIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 12,13',
			description: 'Only runs in these virtual environments, separated by commas',
		},
	),
	options(
		{
			displayName: 'Add Run IDs',
			name: 'addRunIds',
			type: 'boolean',
			default: true,
			description: 'Whether to add to each cause the IDs of all its runs, such as to retry them',
		},
		{
			displayName: 'Compare With',
			name: 'compareWith',
			type: 'json',
			default: '[]',
			description:
				'The items of an earlier report, or the keys of its causes. Each cause then says whether it is new, grown, shrunk or the same, and those that are gone are added.',
		},
	),
];
