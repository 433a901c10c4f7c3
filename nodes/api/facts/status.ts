import type { IDataObject } from 'n8n-workflow';

import { isTime } from './time';
import { shown } from './shown';

/** https://github.com/gopatchworks/patchworks-mcp: the reference itself prints another list by mistake. */
export const STATUS = {
	started: 1,
	success: 2,
	failure: 3,
	stopped: 4,
	partialSuccess: 5,
} as const;

/** The statuses of a run by their number, as the dashboard names them. */
const NAMES: Record<number, string> = {
	[STATUS.started]: 'Started',
	[STATUS.success]: 'Success',
	[STATUS.failure]: 'Failure',
	[STATUS.stopped]: 'Stopped',
	[STATUS.partialSuccess]: 'Partial Success',
};

/** What a status may be, in words. */
export const EXPECTED_STATUS = `${STATUS.started} to ${STATUS.partialSuccess} or ${Object.values(NAMES).join(', ')}`;

/** The statuses by their name, without case, spaces and underscores. */
const NUMBERS = new Map(
	Object.entries(NAMES).map(([number, name]) => [keyOf(name), Number(number)]),
);

function keyOf(name: string): string {
	return name.toLowerCase().replace(/[^a-z]/g, '');
}

/**
 * The status of a run as a number. The reference calls it a text and the client filters by numbers, so a
 * number, digits, a name such as `partial_success`, and an object with one of these are taken.
 *
 * @param value as the API gives it
 * @returns undefined for one that is not known
 */
export function statusOf(value: unknown): number | undefined {
	if (typeof value === 'object' && value !== null) {
		const { value: inner, id, name, label } = value as IDataObject;
		return [inner, id, name, label].map(readStatus).find((status) => status !== undefined);
	}
	return readStatus(value);
}

function readStatus(value: unknown): number | undefined {
	const text = String(value ?? '').trim();
	if (/^\d+$/.test(text)) return Number(text) in NAMES ? Number(text) : undefined;
	return NUMBERS.get(keyOf(text));
}

/** What the dashboard calls a status; one that is not known as the API gives it. */
export function statusName(value: unknown): string {
	const status = statusOf(value);
	if (status !== undefined) return NAMES[status];
	return typeof value === 'object' ? shown(value) : String(value ?? '');
}

/** Whether a run will not change any more. A status that is not known counts by its end time. */
export function hasEnded({ status, finished_at: finishedAt }: IDataObject): boolean {
	const known = statusOf(status);
	return known === undefined ? isTime(finishedAt) : known !== STATUS.started;
}

/** Whether a run has ended in a way that cannot be told from its status. */
export function hasUnknownEnd(run: IDataObject): boolean {
	return statusOf(run.status) === undefined && hasEnded(run);
}

/** Says of a run what its status is, and what was expected; continues the sentence "Flow run 1". */
export function unknownStatus({ status }: IDataObject): string {
	return `has ended with status ${shown(status)}, where ${STATUS.success} to ${STATUS.partialSuccess} or ${Object.values(NAMES).slice(1).join(', ')} was expected`;
}
