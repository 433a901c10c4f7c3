import some from 'lodash/some';
import type { IDataObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { inBatches } from '../../api/inBatches';
import type { Sender } from '../../api/sender';
import { listRuns } from '../polling/readRuns';
import type { Settings } from '../triggerSettings';
import type { Outcome, Past, Seen } from './alarm';
import { ALL_FLOWS } from './alarm';
import { learnEnds, watchFailureRate } from './failureRate';
import { learnSuccess, watchOverdue } from './overdue';
import { readQueue } from './queue';
import { watchQueue } from './queueBacklog';
import { learnDurations, NO_LONG_RUNS, watchLongRuns } from './runningTooLong';
import type { AlarmSettings } from './settings';
import type { AlarmState } from './state';

/** How many of the latest runs of a flow are read when it begins to be watched: one page. */
const PAST_RUNS = 100;
/** How many flows can be watched each on its own. Each costs a request once, and room in the memory. */
const MAX_FLOWS = 50;
const FLOWS_AT_ONCE = 8;
/** A run that cannot be read must not silence the alarms for good. */
const MAX_UNSETTLED_POLLS = 5;

/** What the poll has read besides what the alarms read for themselves. */
export interface Polled {
	/** Undefined at the first poll, which reads no runs. */
	now?: number;
	runs: IDataObject[];
	ended: IDataObject[];
	open: Iterable<string>;
	/** Whether runs were left out, so that the past has to be read anew. */
	hasSkipped: boolean;
	/** Whether other runs are chosen than before, so that the past was that of others. */
	hasOtherRuns: boolean;
	/** Whether the list of runs was read to its end. */
	isListWhole: boolean;
	/** Whether it is known of every run what became of it. */
	isSettled: boolean;
}

/** What a first poll has read. */
export const NOTHING_YET: Polled = {
	runs: [],
	ended: [],
	open: [],
	hasSkipped: false,
	hasOtherRuns: false,
	isListWhole: false,
	isSettled: false,
};

/**
 * Looks which alarms begin and which are over.
 *
 * @returns the state to remember, and the items, which say so once each
 * @throws NodeApiError when what an alarm needs cannot be read
 */
export async function watchAlarms(
	sender: Sender,
	settings: Settings,
	before: AlarmState,
	polled: Polled,
): Promise<Outcome<AlarmState>> {
	const { alarms } = settings;
	if (Object.keys(alarms).length === 0) return { state: {}, items: [] };

	const flows = watchedFlows(sender, settings);
	const learned = await learn(sender, settings, chosenOf(before, alarms), flows, polled);
	const queue =
		alarms.queueBacklog && polled.isListWhole ? await readQueue(sender, settings) : undefined;
	const unsettledPolls =
		polled.isSettled || !polled.isListWhole ? 0 : (before.unsettledPolls ?? 0) + 1;
	const seen: Seen = {
		now: polled.now ?? Date.now(),
		flows,
		runs: polled.runs,
		ended: polled.ended,
		open: new Set(polled.open),
		queue,
		isWhole: polled.isListWhole && (polled.isSettled || unsettledPolls >= MAX_UNSETTLED_POLLS),
	};
	const { state, items } = watchEach(learned, seen, alarms);
	return { state: { ...state, ...(unsettledPolls > 0 && { unsettledPolls }) }, items };
}

/**
 * The flows that are watched each on its own.
 *
 * @throws NodeOperationError when there are too many
 */
export function watchedFlows({ functions }: Sender, { flowIds, alarms }: Settings): string[] {
	const isEachWatched = alarms.overdue ?? alarms.failureRate ?? alarms.runningTooLong;
	if (isEachWatched && flowIds.length > MAX_FLOWS) {
		throw new NodeOperationError(
			functions.getNode(),
			`Overdue, Failure Rate and Running Too Long can watch up to ${MAX_FLOWS} flows, and ${flowIds.length} are chosen under 'Filters'`,
			{ description: 'Choose fewer flows, or spread them over several triggers.' },
		);
	}
	return flowIds.length > 0 ? flowIds : [ALL_FLOWS];
}

function watchEach(state: AlarmState, seen: Seen, alarms: AlarmSettings): Outcome<AlarmState> {
	const overdue = alarms.overdue && watchOverdue(state.overdue ?? {}, seen, alarms.overdue);
	const runningTooLong =
		alarms.runningTooLong &&
		watchLongRuns(state.runningTooLong ?? NO_LONG_RUNS, seen, alarms.runningTooLong);
	const queueBacklog =
		alarms.queueBacklog && watchQueue(state.queueBacklog ?? {}, seen, alarms.queueBacklog);
	const failureRate =
		alarms.failureRate && watchFailureRate(state.failureRate ?? {}, seen, alarms.failureRate);
	const outcomes = { overdue, runningTooLong, queueBacklog, failureRate };
	const next: AlarmState = {};
	const items: IDataObject[] = [];
	for (const [name, outcome] of Object.entries(outcomes)) {
		if (!outcome) continue;
		Object.assign(next, { [name]: outcome.state });
		items.push(...outcome.items);
	}
	return { state: next, items };
}

/** What is known for the alarms that are chosen. */
function chosenOf(state: AlarmState, alarms: AlarmSettings): AlarmState {
	return Object.fromEntries(Object.entries(state).filter(([name]) => name in alarms));
}

/**
 * Gets to know the past of the flows that begin to be watched: a request for each, once.
 *
 * Where runs were left out, or others are chosen, also of those whose past is known.
 */
async function learn(
	sender: Sender,
	settings: Settings,
	known: AlarmState,
	flows: string[],
	{ hasSkipped, hasOtherRuns }: Polled,
): Promise<AlarmState> {
	const { overdue, failureRate, runningTooLong } = settings.alarms;
	const isAnew = hasSkipped || hasOtherRuns;
	const isUsualWanted = runningTooLong && 'factor' in runningTooLong;
	const needs = (flow: string) => ({
		success: overdue && (isAnew || !known.overdue?.[flow]),
		ends: failureRate && (isAnew || known.failureRate?.[flow]?.of !== failureRate.runs),
		durations: isUsualWanted && !known.runningTooLong?.learned.includes(flow),
	});
	const unknown = flows.filter((flow) => some(needs(flow)));
	const pasts = await inBatches(
		unknown,
		FLOWS_AT_ONCE,
		async (flow) => await readPast(sender, settings, flow),
	);
	const next = { ...known };
	for (const [index, flow] of unknown.entries()) {
		const past = pasts[index];
		const { success, ends, durations } = needs(flow);
		if (success) next.overdue = learnSuccess(next.overdue ?? {}, flow, past, hasOtherRuns);
		if (failureRate && ends) {
			next.failureRate = learnEnds(next.failureRate ?? {}, flow, past, failureRate);
		}
		if (durations) {
			next.runningTooLong = learnDurations(next.runningTooLong ?? NO_LONG_RUNS, flow, past);
		}
	}
	return next;
}

/** Reads the latest runs of a flow. */
export async function readPast(sender: Sender, settings: Settings, flow: string): Promise<Past> {
	const filters = flow === ALL_FLOWS ? settings : { ...settings, flowIds: [flow] };
	const { rows, answeredAt } = await listRuns(sender, filters, { sort: '-started_at' }, PAST_RUNS);
	return { runs: rows, now: answeredAt ?? Date.now() };
}
