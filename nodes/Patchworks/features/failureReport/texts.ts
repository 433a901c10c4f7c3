import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import type { Cause } from './causes';

/** What a report says of all runs together. */
export interface Totals extends IDataObject {
	from: string;
	to: string;
	failedRuns: number;
	/** All runs that started in the period; undefined where Patchworks does not tell. */
	totalRuns?: number;
	sharePercent?: number;
}

/** More causes than these make a message that nobody reads. */
export const MOST_CAUSES_IN_TEXT = 50;

/** The title of a report: the period, in the workflow's time zone. */
export function titleOf({ from, to }: Totals, zone: string): string {
	return `Failed runs from ${timeText(from, zone)} to ${timeText(to, zone)} (${zone})`;
}

/** The sentence that says how many runs failed. */
export function summaryOf(
	{ failedRuns, totalRuns, sharePercent }: Totals,
	causes: Cause[],
): string {
	if (failedRuns === 0 && totalRuns === 0) return 'No run started in this time.';
	const of = totalRuns === undefined ? '' : ` of ${numberText(totalRuns)}`;
	if (failedRuns === 0) return `None${of} ${totalRuns === 1 ? 'run' : 'runs'} failed.`;
	const share = sharePercent === undefined ? '' : ` (${sharePercent} %)`;
	const count = causes.filter(({ change }) => change !== 'gone').length;
	return `${numberText(failedRuns)}${of} runs failed${share}, for ${count} ${count === 1 ? 'cause' : 'causes'}.`;
}

/** Where a cause is: flow and shape. */
export function placeOf({ flowName, flowId, shapeName, shapeId }: Cause): string {
	const flow = flowName ?? (flowId === undefined ? 'Unknown flow' : `Flow ${flowId}`);
	const shape = shapeName ?? (shapeId === undefined ? undefined : `shape ${shapeId}`);
	return shape === undefined ? flow : `${flow} – ${shape}`;
}

/** What is to be known of a cause besides its error, in a few words each. */
export function notesOf(cause: Cause, zone: string): string[] {
	const { count, change, previousCount, sharePercent, lastSeen, retried, succeededSince } = cause;
	const { environments } = cause;
	if (change === 'gone') {
		return ['gone', ...(previousCount === undefined ? [] : [`${previousCount} before`])];
	}
	const names = environments.map(({ id, name }) => String(name ?? id)).join(', ');
	return [
		`${numberText(count)} ${count === 1 ? 'run' : 'runs'}${sharePercent === undefined ? '' : ` (${sharePercent} %)`}`,
		...(change === undefined ? [] : [changeText(change, previousCount)]),
		...(lastSeen === undefined ? [] : [`last ${timeText(lastSeen, zone)}`]),
		...(names === '' ? [] : [`in ${names}`]),
		...(retried > 0 ? [`${numberText(retried)} retried`] : []),
		...(succeededSince === undefined
			? []
			: [succeededSince ? 'has succeeded since' : 'no success since']),
	];
}

function changeText(change: string, previousCount?: number): string {
	return previousCount === undefined || change === 'same'
		? change
		: `${change} from ${numberText(previousCount)}`;
}

/** A time in words, e.g. `27 Nov 2026 18:00`. */
export function timeText(iso: string, zone: string): string {
	return DateTime.fromISO(iso, { zone }).setLocale('en').toFormat('d LLL yyyy HH:mm');
}

function numberText(number: number): string {
	return number.toLocaleString('en');
}
