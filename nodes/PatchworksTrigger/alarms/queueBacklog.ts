import type { IDataObject } from 'n8n-workflow';

import { isoOf } from '../../api/facts/values';
import type { Outcome, Queue, Seen } from './alarm';
import { alarmItem, changeOf, MINUTE_MS, durationIn } from './alarm';

/** How long the queue may get; Infinity where a limit does not count. */
export interface QueueBacklogSettings {
	runs: number;
	/** How long the oldest run may wait. */
	waitMs: number;
}

/** When the alarm began, in Unix milliseconds. */
export interface QueueBacklogState {
	raisedAt?: number;
}

/** Says whether the queue has begun to be too long, or no longer is. */
export function watchQueue(
	state: QueueBacklogState,
	{ queue, now, isWhole }: Seen,
	settings: QueueBacklogSettings,
): Outcome<QueueBacklogState> {
	if (!queue || !isWhole) return { state, items: [] };
	const isDue =
		queue.count > settings.runs ||
		(queue.oldestAt !== undefined && now - queue.oldestAt > settings.waitMs);
	const change = changeOf(state.raisedAt, isDue);
	if (!change) return { state, items: [] };
	const { raisedAt = now } = state;
	const clearedAt = change === 'cleared' ? now : undefined;
	return {
		state: change === 'raised' ? { raisedAt } : {},
		items: [queueBacklogItem(queue, settings, now, raisedAt, clearedAt)],
	};
}

/** The item for a queue that is too long, or no longer is. */
export function queueBacklogItem(
	{ count, oldestAt }: Queue,
	{ runs, waitMs }: QueueBacklogSettings,
	now: number,
	raisedAt: number,
	clearedAt?: number,
): IDataObject {
	const waits = oldestAt === undefined ? '' : `, the oldest for ${durationIn(now - oldestAt)}`;
	const queued = count === 1 ? '1 run waits' : `${count} runs wait`;
	return alarmItem(
		{
			event: 'queueBacklog',
			message: `${clearedAt === undefined ? '' : 'The backlog is over: '}${queued} in the queue${waits}.`,
			raisedAt,
			clearedAt,
		},
		{
			queuedRuns: count,
			oldestQueuedAt: isoOf(oldestAt),
			limitRuns: Number.isFinite(runs) ? runs : undefined,
			limitMinutes: Number.isFinite(waitMs) ? waitMs / MINUTE_MS : undefined,
		},
	);
}
