import type { IDataObject } from 'n8n-workflow';

import { hasEnded, STATUS, statusOf } from '../../api/facts/status';
import { timeOf } from '../../api/facts/time';

/** How a run can end. `finished` is for an end that Patchworks has no published status for. */
export const END_EVENTS = [
	'succeeded',
	'failed',
	'stopped',
	'partiallySucceeded',
	'finished',
] as const;

export type EndEvent = (typeof END_EVENTS)[number];

/** Something that happened to a run. */
export interface RunEvent {
	name: 'started' | EndEvent;
	run: IDataObject;
	/** By what events are put in order: when it happened, or else when the run started; Unix milliseconds. */
	at: number;
}

const EVENT_OF_STATUS: Record<number, EndEvent> = {
	[STATUS.success]: 'succeeded',
	[STATUS.failure]: 'failed',
	[STATUS.stopped]: 'stopped',
	[STATUS.partialSuccess]: 'partiallySucceeded',
};

/** The status of a run that ended in a way; undefined for a way without a published one. */
export function statusOfEvent(event: EndEvent): number | undefined {
	const status = Object.keys(EVENT_OF_STATUS).find((one) => EVENT_OF_STATUS[Number(one)] === event);
	return status === undefined ? undefined : Number(status);
}

/** When a run started, in Unix milliseconds; undefined for one that still waits to. */
export function startOf(run: IDataObject): number | undefined {
	return timeOf(run.started_at) ?? timeOf(run.created_at);
}

/** The start of a run as an event. */
export function startEvent(run: IDataObject): RunEvent {
	return { name: 'started', run, at: startOf(run) ?? 0 };
}

/** The end of a run as an event; undefined while it goes on. */
export function endEvent(run: IDataObject): (RunEvent & { name: EndEvent }) | undefined {
	if (!hasEnded(run)) return undefined;
	const name = EVENT_OF_STATUS[statusOf(run.status) ?? 0] ?? 'finished';
	return { name, run, at: timeOf(run.finished_at) ?? startOf(run) ?? 0 };
}
