import type { IDataObject } from 'n8n-workflow';

import { flowIdOf, flowNameOf } from '../../api/facts/relations';
import { statusIn } from '../../api/flowRun';
import { isoOf, known } from '../../api/facts/values';
import type { RunEvent } from '../polling/events';
import { endEvent, startOf } from '../polling/events';
import type { Outcome, Past, Seen } from './alarm';
import { alarmItem, flowIdIn, MINUTE_MS, durationIn, subjectOf } from './alarm';

/** How long a run may go on: for a time, or for a multiple of what is usual for its flow. */
export type RunningTooLongSettings = { limitMs: number } | { factor: number };

/** A run that goes on for too long. Times are Unix milliseconds. */
interface LongRun {
	startedAt: number;
	raisedAt: number;
	limitMs: number;
	usualMs?: number;
	flowId?: string;
	flowName?: string;
}

export interface RunningTooLongState {
	/** By the ID of the run. */
	raised: Record<string, LongRun>;
	/** How many seconds the last successful runs of a flow took, by its ID. */
	usual: Record<string, number[]>;
	/** The flows whose past is known. */
	learned: string[];
}

/** How many runs can be said to go on for too long at once; further ones have their turn when these are over. */
export const MAX_LONG_RUNS = 50;
const MAX_FLOWS = 200;
const RUNS_FOR_USUAL = 11;
/** With fewer, nothing is usual yet. */
const FEWEST_RUNS_FOR_USUAL = 5;
const MAX_NAME_LENGTH = 60;

export const NO_LONG_RUNS: RunningTooLongState = { raised: {}, usual: {}, learned: [] };

/** Gets to know how long runs took before. */
export function learnDurations(
	state: RunningTooLongState,
	flow: string,
	past: Past,
): RunningTooLongState {
	const oldestFirst = [...past.runs].reverse();
	return {
		...state,
		usual: withDurations(state.usual, oldestFirst),
		learned: [...state.learned, flow],
	};
}

/** Says which runs have begun to go on for too long, and which of those no longer go on. */
export function watchLongRuns(
	state: RunningTooLongState,
	{ runs, ended, open, now, flows, isWhole }: Seen,
	settings: RunningTooLongSettings,
): Outcome<RunningTooLongState> {
	const next: RunningTooLongState = {
		raised: { ...state.raised },
		usual: 'factor' in settings ? withDurations(state.usual, ended) : {},
		learned: state.learned.filter((flow) => flows.includes(flow)),
	};
	if (!isWhole) return { state: next, items: [] };

	const items: IDataObject[] = [];
	for (const [id, run] of Object.entries(state.raised)) {
		if (open.has(id)) continue;
		const end = runs.filter((one) => String(one.id) === id).map(endEvent)[0];
		items.push(longRunItem(id, run, now, { clearedAt: now, end }));
		delete next.raised[id];
	}
	for (const run of runs) {
		const id = String(run.id);
		if (!open.has(id) || endEvent(run) || id in next.raised) continue;
		if (Object.keys(next.raised).length >= MAX_LONG_RUNS) break;
		const long = longRunOf(run, next.usual, settings, now);
		if (!long || now - long.startedAt <= long.limitMs) continue;
		next.raised[id] = long;
		items.push(longRunItem(id, long, now));
	}
	return { state: next, items };
}

/** A run as one that goes on for too long; undefined while nothing says how long it may. */
export function longRunOf(
	run: IDataObject,
	usual: RunningTooLongState['usual'],
	settings: RunningTooLongSettings,
	now: number,
): LongRun | undefined {
	const startedAt = startOf(run);
	const flowId = flowIdOf(run);
	const usualMs = 'factor' in settings ? usualOf(usual[flowId ?? '']) : undefined;
	const limitMs =
		'factor' in settings ? usualMs !== undefined && settings.factor * usualMs : settings.limitMs;
	if (startedAt === undefined || limitMs === false) return undefined;
	const flowName = flowNameOf(run)?.slice(0, MAX_NAME_LENGTH) || undefined;
	return known({ startedAt, raisedAt: now, limitMs, usualMs, flowId, flowName });
}

/** The item for a run that goes on for too long, or no longer goes on. */
export function longRunItem(
	id: string,
	{ startedAt, raisedAt, limitMs, usualMs, flowId, flowName }: LongRun,
	now: number,
	over?: { clearedAt: number; end?: RunEvent },
): IDataObject {
	const inMinutes = (time: number) => Math.round((10 * time) / MINUTE_MS) / 10;
	const run = `Run ${id} of ${subjectOf(flowId, flowName).replace(/^[AF]/, (letter) => letter.toLowerCase())}`;
	const ranFor = (over?.end?.at ?? now) - startedAt;
	return alarmItem(
		{
			event: 'runningTooLong',
			message: over
				? describeEnd(run, ranFor, over.end)
				: `${run} has gone on for ${durationIn(ranFor)}.`,
			raisedAt,
			clearedAt: over?.clearedAt,
		},
		{
			flowRunId: id,
			flowId: flowIdIn(flowId),
			flowName,
			...(over?.end && statusIn(over.end.run)),
			startedAt: isoOf(startedAt),
			finishedAt: over?.end?.run.finished_at,
			outcome: over?.end?.name,
			runningMinutes: inMinutes(ranFor),
			limitMinutes: inMinutes(limitMs),
			usualMinutes: usualMs === undefined ? undefined : inMinutes(usualMs),
		},
	);
}

const WORDS_OF_END: Record<string, string> = {
	succeeded: 'succeeded',
	failed: 'failed',
	stopped: 'was stopped',
	partiallySucceeded: 'partially succeeded',
};

function describeEnd(run: string, ranFor: number, end: RunEvent | undefined): string {
	if (!end) return `${run} is not there any more, or not watched any more.`;
	return `${run} ${WORDS_OF_END[end.name] ?? 'ended'} after ${durationIn(ranFor)}.`;
}

function withDurations(
	usual: RunningTooLongState['usual'],
	runs: IDataObject[],
): RunningTooLongState['usual'] {
	const next = new Map(Object.entries(usual));
	for (const run of runs) {
		const end = endEvent(run);
		const startedAt = startOf(run);
		const flow = flowIdOf(run);
		if (end?.name !== 'succeeded' || startedAt === undefined || flow === undefined) continue;
		const seconds = Math.max(0, Math.round((end.at - startedAt) / 1_000));
		const durations = [...(next.get(flow) ?? []), seconds].slice(-RUNS_FOR_USUAL);
		next.delete(flow);
		next.set(flow, durations);
	}
	return Object.fromEntries([...next].slice(-MAX_FLOWS));
}

/** The median in milliseconds; undefined for too few. */
function usualOf(durations: number[] = []): number | undefined {
	if (durations.length < FEWEST_RUNS_FOR_USUAL) return undefined;
	const sorted = [...durations].sort((a, b) => a - b);
	return 1_000 * Math.max(1, sorted[Math.floor(sorted.length / 2)]);
}
