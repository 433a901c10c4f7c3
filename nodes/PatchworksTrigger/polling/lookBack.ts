import { log } from '../../api/companyLabel';
import { flowIdOf } from '../../api/facts/relations';
import { timeOf } from '../../api/facts/time';
import type { Sender } from '../../api/sender';
import { listQueuedRuns } from '../alarms/queue';
import type { Settings } from '../triggerSettings';
import type { Memory } from './memory';
import { HOUR_MS, LOOK_BACK_MS, recentStart, WINDOW_MS } from './window';

const LOOK_BACK_EVERY_MS = 10 * 60_000;
/** For how long a run that does not leave the queue keeps others remembered. */
const MAX_HELD_MS = 6 * HOUR_MS;
/** Queue and run may write one and the same moment to another second. */
const MARGIN_MS = 10_000;

/** A run that waits in the queue. */
interface WaitingRun {
	id: string;
	flowId?: string;
	/** Unix milliseconds. */
	queuedAt: number;
}

/** What is known of the chosen runs in the queue. */
export interface WaitingRuns {
	/** Those that have waited longest first. */
	runs: WaitingRun[];
	isRead: boolean;
	/** Whether there are no others. */
	isWhole: boolean;
}

export const NOT_READ: WaitingRuns = { runs: [], isRead: false, isWhole: false };

/** Whether it is time again to read all runs since the start of the memory, and not only the latest ones. */
export function isLookBackDue({ lookedBackAt = 0 }: Memory): boolean {
	return Math.abs(Date.now() - lookedBackAt) >= LOOK_BACK_EVERY_MS;
}

/**
 * The chosen runs that wait in the queue. The reference does not say whether a run starts when it is
 * queued or when it leaves the queue; it is listed only then.
 */
export async function waitingRuns(sender: Sender, settings: Settings): Promise<WaitingRuns> {
	try {
		const { rows, isWhole } = await listQueuedRuns(sender, settings);
		const runs = rows
			.map((row) => ({
				id: String(row.id),
				flowId: flowIdOf(row),
				queuedAt: timeOf(row.created_at) ?? Infinity,
			}))
			.sort((a, b) => a.queuedAt - b.queuedAt);
		return { runs, isRead: true, isWhole };
	} catch (error) {
		await log(
			sender,
			'debug',
			`The queue could not be read, so runs that have waited in it for more than an hour may be missed: ${(error as Error).message}`,
		);
		return NOT_READ;
	}
}

/**
 * Where the memory is to start once all of it was read: an hour ago, or before the run that has waited
 * longest. While the queue cannot be read as before, the memory starts where it did.
 */
export function lookBackStart(memory: Memory, waiting: WaitingRuns, now: number): number {
	const hourAgo = recentStart(memory) + WINDOW_MS - LOOK_BACK_MS;
	const longest = now - MAX_HELD_MS;
	const queuedAt = (waiting.runs[0]?.queuedAt ?? Infinity) - MARGIN_MS;
	const mayHideOthers = !waiting.isWhole && (waiting.isRead || memory.knowsQueue === true);
	const start = Math.max(Math.min(queuedAt, mayHideOthers ? memory.from : Infinity), longest);
	// A queue that can never be read is not worth hours of runs at each look.
	memory.knowsQueue = waiting.isRead || (mayHideOthers && start > longest);
	return Math.min(hourAgo, start);
}

/** Says in the log, once, which queued runs may be missed: they were queued before what is remembered. */
export async function warnOfOutOfReach(
	sender: Sender,
	memory: Memory,
	{ runs }: WaitingRuns,
): Promise<void> {
	for (const { id, flowId = 'unknown', queuedAt } of runs) {
		if (queuedAt >= memory.from || queuedAt <= (memory.warnedOfQueueTo ?? 0)) continue;
		memory.warnedOfQueueTo = queuedAt;
		await log(
			sender,
			'warn',
			`Queued run ${id} of flow ${flowId} has waited since ${new Date(queuedAt).toISOString()}, which is longer than the trigger looks back. If Patchworks gives that as the start of its flow run, the trigger misses it.`,
		);
	}
}
