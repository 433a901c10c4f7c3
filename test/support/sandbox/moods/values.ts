import { DateTime } from 'luxon';

import { STATUS } from '../state/runs';
import { changeEach } from './mood';
import type { Mood } from './mood';

const isId = (name: string) => name === 'id' || name.endsWith('_id');

/** Changes IDs, however deep. */
function ids(change: (id: string | number) => string | number): Pick<Mood, 'row'> {
	return {
		row: (row) =>
			changeEach(row, (value, name) =>
				isId(name) && (typeof value === 'string' || typeof value === 'number')
					? change(value)
					: value,
			),
	};
}

const STATUS_NAMES: Record<number, string> = {
	[STATUS.started]: 'started',
	[STATUS.success]: 'success',
	[STATUS.failure]: 'failure',
	[STATUS.stopped]: 'stopped',
	[STATUS.partial]: 'partial_success',
};

/** `partial_success` as `Partial Success`. */
function label(status: number): string {
	const words = STATUS_NAMES[status].split('_');
	return words.map((word) => word[0].toUpperCase() + word.slice(1)).join(' ');
}

/** Changes the status of runs, the only one that is a number. */
function statuses(change: (status: number) => unknown): Pick<Mood, 'row'> {
	return {
		row: (row) =>
			changeEach(row, (value, name) =>
				name === 'status' && typeof value === 'number' ? change(value) : value,
			),
	};
}

/** Changes times, which the sandbox writes as ISO in UTC. */
function times(change: (time: DateTime) => unknown): Pick<Mood, 'row'> {
	return {
		row: (row) =>
			changeEach(row, (value) =>
				typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
					? change(DateTime.fromISO(value, { zone: 'utc' }))
					: value,
			),
	};
}

const SQL = 'yyyy-MM-dd HH:mm:ss';

/** Changes what is true or false. */
function flags(change: (flag: boolean) => unknown): Pick<Mood, 'row'> {
	return {
		row: (row) => changeEach(row, (value) => (typeof value === 'boolean' ? change(value) : value)),
	};
}

/** How values are written. */
export const VALUES: Mood[] = [
	{
		name: 'ids-as-numbers',
		description: 'Writes IDs as numbers where they are made of digits.',
		...ids((id) => (/^\d{1,15}$/.test(String(id)) ? Number(id) : id)),
	},
	{
		name: 'ids-as-text',
		description: 'Writes all IDs as text.',
		...ids(String),
	},
	{
		name: 'statuses-as-digits',
		description: 'Writes the status of a run as text with its number in it.',
		...statuses(String),
	},
	{
		name: 'statuses-as-names',
		description: 'Writes the status of a run as a name in lower case, such as success.',
		...statuses((status) => STATUS_NAMES[status]),
	},
	{
		name: 'statuses-as-labels',
		description: 'Writes the status of a run as a label, such as Success.',
		...statuses(label),
	},
	{
		name: 'statuses-as-objects',
		description: 'Writes the status of a run as an object with value and label.',
		...statuses((status) => ({ value: status, label: label(status) })),
	},
	{
		name: 'times-without-zone',
		description: 'Writes times in UTC, in the form of SQL and without a zone.',
		...times((time) => time.toFormat(SQL)),
	},
	{
		name: 'times-in-london',
		description: 'Writes times as clocks in London show them, without a zone.',
		...times((time) => time.setZone('Europe/London').toFormat(SQL)),
	},
	{
		name: 'times-in-new-york',
		description: 'Writes times as clocks in New York show them, without a zone.',
		...times((time) => time.setZone('America/New_York').toFormat(SQL)),
	},
	{
		name: 'times-in-seconds',
		description: 'Writes times as Unix seconds.',
		...times((time) => Math.floor(time.toSeconds())),
	},
	{
		name: 'times-in-milliseconds',
		description: 'Writes times as Unix milliseconds.',
		...times((time) => time.toMillis()),
	},
	{
		name: 'flags-as-numbers',
		description: 'Writes 1 and 0 for true and false.',
		...flags(Number),
	},
	{
		name: 'flags-as-text',
		description: 'Writes true and false as text.',
		...flags(String),
	},
	{
		name: 'flags-as-arrays',
		description: 'Writes an array for true, which is empty for false.',
		...flags((flag) => (flag ? ['made up'] : [])),
	},
	{
		name: 'json-api',
		description: 'Dresses objects as JSON:API does: id, type and attributes.',
		dress: ({ id, ...attributes }, { path }) => ({
			id: String(id),
			type: path.split('/')[3] ?? 'object',
			attributes,
		}),
	},
	{
		name: 'json-api-without-type',
		description: 'Dresses objects as JSON:API does, but leaves out their type.',
		dress: ({ id, ...attributes }) => ({ id: String(id), attributes }),
	},
];
