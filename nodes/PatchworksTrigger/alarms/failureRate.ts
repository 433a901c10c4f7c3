import type { IDataObject } from 'n8n-workflow';

import { endEvent } from '../polling/events';
import type { Outcome, Past, Seen } from './alarm';
import { ALL_FLOWS, alarmItem, flowIdIn, isOf, nameIn, subjectOf, watchFlows } from './alarm';

/** How many of the last runs may fail. */
export interface FailureRateSettings {
	percent: number;
	runs: number;
}

/** What is known of the last runs of a flow. */
interface Watched {
	/** How they ended, as {@link packEnds} writes it. */
	ends: string;
	/** How many ends were to count when the past was read; with another number it has to be read anew. */
	of: number;
	/** Runs that ended by then count only as the past has them; Unix milliseconds. */
	since: number;
	name?: string;
	/** Unix milliseconds. */
	raisedAt?: number;
}

/** By flow. */
export type FailureRateState = Record<string, Watched>;

/** A run that ended: when, in Unix seconds, and whether as a failure. */
interface End {
	second: number;
	hasFailed: boolean;
}

/** Begins to watch a flow, also one that was watched before; an alarm that stands goes on. */
export function learnEnds(
	state: FailureRateState,
	flow: string,
	past: Past,
	{ runs }: FailureRateSettings,
): FailureRateState {
	const name = nameIn(flow, past.runs);
	const ends = packEnds(lastOf(endsOf(flow, past.runs), runs));
	const learned = { ends, of: runs, since: past.now, ...(name && { name }) };
	return { ...state, [flow]: { ...state[flow], ...learned } };
}

/** Says for which flows too many of the last runs have begun to fail, and for which no longer. */
export function watchFailureRate(
	state: FailureRateState,
	seen: Seen,
	settings: FailureRateSettings,
): Outcome<FailureRateState> {
	return watchFlows(state, seen, {
		look: (watched, flow) => {
			const { since, name = nameIn(flow, seen.ended) } = watched;
			const recent = seen.ended.filter((run) => (endEvent(run)?.at ?? 0) > since);
			const ends = [...unpackEnds(watched.ends), ...endsOf(flow, recent)];
			return { ...watched, ends: packEnds(lastOf(ends, settings.runs)), ...(name && { name }) };
		},
		isDue: (watched) => {
			const ends = unpackEnds(watched.ends);
			return ends.length < settings.runs ? undefined : percentOf(ends) > settings.percent;
		},
		item: (flow, watched, clearedAt) => failureRateItem(flow, watched, settings, clearedAt),
	});
}

/** The item for a flow of which too many runs fail, or no longer do. */
export function failureRateItem(
	flow: string,
	{ ends: packed, name, raisedAt = 0 }: Watched,
	{ percent }: FailureRateSettings,
	clearedAt?: number,
): IDataObject {
	const ends = unpackEnds(packed);
	const failedRuns = ends.filter(({ hasFailed }) => hasFailed).length;
	const of = flow === ALL_FLOWS ? '' : ` of ${subjectOf(flow, name).replace(/^F/, 'f')}`;
	const share = `${failedRuns} of the last ${ends.length} runs${of} failed`;
	return alarmItem(
		{
			event: 'failureRate',
			message: clearedAt === undefined ? `${share}.` : `The failure rate is down: ${share}.`,
			raisedAt,
			clearedAt,
		},
		{
			flowId: flowIdIn(flow),
			flowName: name,
			failedRuns,
			runs: ends.length,
			failurePercent: Math.round(percentOf(ends) * 10) / 10,
			limitPercent: percent,
		},
	);
}

function percentOf(ends: End[]): number {
	return ends.length === 0
		? 0
		: (100 * ends.filter(({ hasFailed }) => hasFailed).length) / ends.length;
}

function endsOf(flow: string, runs: IDataObject[]): End[] {
	return runs.flatMap((run) => {
		const end = isOf(flow, run) ? endEvent(run) : undefined;
		if (!end) return [];
		return [{ second: Math.floor(end.at / 1_000), hasFailed: end.name === 'failed' }];
	});
}

/** The last ends by when they were, whenever they were noticed. */
function lastOf(ends: End[], count: number): End[] {
	return [...ends]
		.sort((a, b) => a.second - b.second || Number(a.hasFailed) - Number(b.hasFailed))
		.slice(-count);
}

const BASE = 36;

/** Writes ends as the seconds since the one before, in base 36, with an exclamation mark behind a failure. */
function packEnds(ends: End[]): string {
	return ends
		.map(({ second, hasFailed }, index) => {
			const since = second - (ends[index - 1]?.second ?? 0);
			return `${since.toString(BASE)}${hasFailed ? '!' : ''}`;
		})
		.join(' ');
}

function unpackEnds(packed: string): End[] {
	let second = 0;
	return packed
		.split(' ')
		.filter((end) => end !== '')
		.map((end) => {
			second += parseInt(end, BASE);
			return { second, hasFailed: end.endsWith('!') };
		});
}
