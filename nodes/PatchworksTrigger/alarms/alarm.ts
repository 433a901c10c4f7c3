import omit from 'lodash/omit';
import type { IDataObject } from 'n8n-workflow';

import { flowIdOf, flowNameOf } from '../../api/facts/relations';
import { isoOf, known } from '../../api/facts/values';

/** What the trigger can notice besides what happens to a run. */
export const ALARMS = ['failureRate', 'overdue', 'queueBacklog', 'runningTooLong'] as const;

export type AlarmName = (typeof ALARMS)[number];

/** What a poll has seen. Times are Unix milliseconds by Patchworks' clock. */
export interface Seen {
	now: number;
	/** The flows that are watched each on its own, or {@link ALL_FLOWS} for all runs together. */
	flows: string[];
	/** The runs that the poll has read, as they are now. */
	runs: IDataObject[];
	/** Those of them whose end was not known before. */
	ended: IDataObject[];
	/** The IDs of the runs that go on. */
	open: ReadonlySet<string>;
	queue?: Queue;
	/** Whether everything was read. Else the state takes in what was, and no alarm changes. */
	isWhole: boolean;
}

/** Stands for all runs where no flow is chosen. */
export const ALL_FLOWS = '';

/** The runs that wait to start. */
export interface Queue {
	count: number;
	/** Since when the oldest one waits; undefined for an empty queue, or one that does not say. */
	oldestAt?: number;
}

/** Runs of before an alarm began to watch. */
export interface Past {
	/** The latest ones. */
	runs: IDataObject[];
	/** When they were read. */
	now: number;
}

/** What an alarm made of what was seen. */
export interface Outcome<State> {
	state: State;
	items: IDataObject[];
}

/** Whether an alarm is to begin, to end, or to stay as it is. */
export function changeOf(
	raisedAt: number | undefined,
	isDue: boolean,
): 'raised' | 'cleared' | undefined {
	if (isDue === (raisedAt !== undefined)) return undefined;
	return isDue ? 'raised' : 'cleared';
}

/** What an item of an alarm says besides what the alarm is about. */
export interface AlarmHead {
	event: AlarmName;
	/** One sentence for a message to people. */
	message: string;
	raisedAt: number;
	/** Left out while the alarm lasts. */
	clearedAt?: number;
}

/**
 * Makes the item that says that an alarm began, or that it is over.
 *
 * @param more what the alarm is about; what is undefined is left out
 */
export function alarmItem(
	{ event, message, raisedAt, clearedAt }: AlarmHead,
	more: IDataObject,
): IDataObject {
	return known<IDataObject>({
		event,
		state: clearedAt === undefined ? 'raised' : 'cleared',
		message,
		raisedAt: isoOf(raisedAt),
		clearedAt: isoOf(clearedAt),
		...more,
	});
}

export const MINUTE_MS = 60_000;

/** A length of time in whole minutes, in words: its two largest units, such as `2 days 3 hours`. */
export function durationIn(milliseconds: number): string {
	const minutes = Math.floor(milliseconds / MINUTE_MS);
	const units = [
		[Math.floor(minutes / 1440), 'day'],
		[Math.floor(minutes / 60) % 24, 'hour'],
		[minutes % 60, 'minute'],
	] as const;
	const words = units
		.filter(([count]) => count > 0)
		.map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
	return words.slice(0, 2).join(' ') || 'less than a minute';
}

/** The ID of a flow as items have it; undefined for {@link ALL_FLOWS}, and where it is not known. */
export function flowIdIn(flow: string | undefined): string | undefined {
	return flow === ALL_FLOWS ? undefined : flow;
}

/**
 * Whether a run is one of those that are watched under a flow, or under {@link ALL_FLOWS}. Of runs that
 * do not say their flow, only those are read for which Patchworks was asked for one flow alone.
 */
export function isOf(flow: string, run: IDataObject): boolean {
	return flow === ALL_FLOWS || (flowIdOf(run) ?? flow) === flow;
}

const MAX_NAME_LENGTH = 60;

/** The name of the flow that runs are of, cut to what can be remembered of it. */
export function nameIn(flow: string, runs: IDataObject[]): string | undefined {
	if (flow === ALL_FLOWS) return undefined;
	const run = runs.find((one) => isOf(flow, one) && flowNameOf(one) !== undefined);
	return run && flowNameOf(run)?.slice(0, MAX_NAME_LENGTH);
}

/** How a sentence begins that is about a flow. */
export function subjectOf(flow: string | undefined, name: string | undefined): string {
	if (flow === ALL_FLOWS) return 'Patchworks';
	return flow === undefined ? 'A flow' : `Flow ${name ? `"${name}"` : flow}`;
}

/** What is known of a flow that is watched on its own. */
interface WatchedFlow {
	name?: string;
	/** Unix milliseconds. */
	raisedAt?: number;
}

/** How an alarm looks at a flow. */
interface FlowAlarm<Watched> {
	/** What is known of the flow by now. */
	look: (watched: Watched, flow: string) => Watched;
	/** Whether the alarm should stand; undefined where that cannot be told. */
	isDue: (watched: Watched) => boolean | undefined;
	item: (flow: string, watched: Watched, clearedAt?: number) => IDataObject;
}

/** Says for which flows an alarm begins, and for which it is over, or they are not watched any more. */
export function watchFlows<Watched extends WatchedFlow>(
	state: Record<string, Watched>,
	{ flows, now, isWhole }: Seen,
	{ look, isDue, item }: FlowAlarm<Watched>,
): Outcome<Record<string, Watched>> {
	const next: Record<string, Watched> = {};
	const items: IDataObject[] = [];
	for (const flow of flows) {
		if (!state[flow]) continue;
		const watched = look(state[flow], flow);
		next[flow] = watched;
		const due = isWhole ? isDue(watched) : undefined;
		const change = due === undefined ? undefined : changeOf(watched.raisedAt, due);
		if (!change) continue;
		const raised = { ...watched, raisedAt: watched.raisedAt ?? now };
		items.push(item(flow, raised, change === 'cleared' ? now : undefined));
		next[flow] = change === 'raised' ? raised : (omit(watched, 'raisedAt') as Watched);
	}
	for (const [flow, watched] of Object.entries(state)) {
		if (watched.raisedAt === undefined || flows.includes(flow)) continue;
		const subject =
			flow === ALL_FLOWS ? 'All flows together are' : `${subjectOf(flow, watched.name)} is`;
		const message = `${subject} not watched any more.`;
		if (isWhole) items.push({ ...item(flow, watched, now), message });
		else next[flow] = watched;
	}
	return { state: next, items };
}
