import type { IDataObject } from 'n8n-workflow';

import { isoOf } from '../../api/facts/values';
import { endEvent, startOf } from '../polling/events';
import type { Outcome, Past, Seen } from './alarm';
import {
	alarmItem,
	flowIdIn,
	isOf,
	MINUTE_MS,
	durationIn,
	nameIn,
	subjectOf,
	watchFlows,
} from './alarm';
import type { Schedule } from './schedule';
import { timeUp } from './schedule';

/** When a flow that has not succeeded is overdue. */
export interface OverdueSettings {
	limitMs: number;
	/** Undefined where all time counts. */
	schedule?: Schedule;
}

/** What is known of a flow. Times are Unix milliseconds. */
interface Watched {
	/** When it last succeeded, or else since when it has not. */
	lastAt: number;
	/** Whether it is known to have succeeded at all. */
	hasSucceeded: boolean;
	name?: string;
	raisedAt?: number;
}

/** By flow. */
export type OverdueState = Record<string, Watched>;

/**
 * Begins to watch a flow, also one that was watched before; an alarm that stands goes on. A flow that has
 * not succeeded for as far as the past goes may be overdue at once.
 *
 * @param isOfOthers whether what is known is of other runs than the past
 */
export function learnSuccess(
	state: OverdueState,
	flow: string,
	past: Past,
	isOfOthers = false,
): OverdueState {
	const success = lastSuccess(flow, past.runs);
	const starts = past.runs.filter((run) => isOf(flow, run)).flatMap((run) => startOf(run) ?? []);
	const lastAt = success ?? Math.min(past.now, ...starts);
	const name = nameIn(flow, past.runs);
	const known: Watched | undefined = state[flow];
	const isLater = isOfOthers || known === undefined || success !== undefined;
	const learned = isLater ? { lastAt, hasSucceeded: success !== undefined } : {};
	return { ...state, [flow]: { ...known, ...learned, ...(name && { name }) } };
}

/** Says which flows have begun to be overdue, and which have succeeded since. A partial success counts as one. */
export function watchOverdue(
	state: OverdueState,
	seen: Seen,
	{ limitMs, schedule }: OverdueSettings,
): Outcome<OverdueState> {
	return watchFlows(state, seen, {
		look: (watched, flow) => ({ ...watched, ...successSince(watched, flow, seen.runs) }),
		isDue: ({ lastAt }) => timeUp(lastAt, limitMs, schedule, seen.now) !== undefined,
		item: (flow, watched, clearedAt) => overdueItem(flow, watched, limitMs, seen.now, clearedAt),
	});
}

/** The item for a flow that is overdue, or no longer is. */
export function overdueItem(
	flow: string,
	{ lastAt, hasSucceeded, name, raisedAt = lastAt }: Watched,
	limitMs: number,
	now: number,
	clearedAt?: number,
): IDataObject {
	const subject = subjectOf(flow, name);
	const isOver = clearedAt !== undefined;
	// Another time may be allowed by now.
	const begin = isOver ? `${subject} is no longer overdue. It` : subject;
	const message =
		isOver && hasSucceeded
			? `${begin} last succeeded at ${isoOf(lastAt)}.`
			: `${begin} has had no successful run for ${durationIn(now - lastAt)}.`;
	return alarmItem(
		{ event: 'overdue', message, raisedAt, clearedAt },
		{
			flowId: flowIdIn(flow),
			flowName: name,
			lastSuccessAt: hasSucceeded ? isoOf(lastAt) : undefined,
			limitMinutes: limitMs / MINUTE_MS,
		},
	);
}

function successSince(watched: Watched, flow: string, runs: IDataObject[]): Partial<Watched> {
	const name = nameIn(flow, runs);
	const success = lastSuccess(flow, runs);
	const isLater = success !== undefined && success >= watched.lastAt;
	return { ...(name && { name }), ...(isLater && { lastAt: success, hasSucceeded: true }) };
}

function lastSuccess(flow: string, runs: IDataObject[]): number | undefined {
	let last: number | undefined;
	for (const run of runs) {
		const end = endEvent(run);
		const isSuccess = end?.name === 'succeeded' || end?.name === 'partiallySucceeded';
		if (isSuccess && isOf(flow, run)) last = Math.max(last ?? 0, end.at);
	}
	return last;
}
