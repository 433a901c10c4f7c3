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

/** Whether it is time again to read all runs since the start of the memory, and not only the latest ones. */
export function isLookBackDue({ lookedBackAt = 0 }: Memory): boolean {
	return Math.abs(Date.now() - lookedBackAt) >= LOOK_BACK_EVERY_MS;
}

/**
 * The chosen runs that wait in the queue, those that have waited longest first. The reference does not say
 * whether a run starts when it is queued or when it leaves the queue; it is listed only then.
 *
 * @returns none where the queue cannot be read
 */
export async function waitingRuns(sender: Sender, settings: Settings): Promise<WaitingRun[]> {
	try {
		const { rows } = await listQueuedRuns(sender, settings);
		return rows
			.map((row) => ({
				id: String(row.id),
				flowId: flowIdOf(row),
				queuedAt: timeOf(row.created_at) ?? Infinity,
			}))
			.sort((a, b) => a.queuedAt - b.queuedAt);
	} catch (error) {
		await log(
			sender,
			'debug',
			`The queue could not be read, so runs that have waited in it for more than an hour may be missed: ${(error as Error).message}`,
		);
		return [];
	}
}

/** Where the memory is to start once all of it was read: an hour ago, or before the run that has waited longest. */
export function lookBackStart(memory: Memory, waiting: WaitingRun[], now: number): number {
	const hourAgo = recentStart(memory) + WINDOW_MS - LOOK_BACK_MS;
	const queuedAt = waiting[0]?.queuedAt ?? Infinity;
	return Math.min(hourAgo, Math.max(queuedAt - MARGIN_MS, now - MAX_HELD_MS));
}

/** Says in the log, once, which queued runs may be missed: they were queued before what is remembered. */
export async function warnOfOutOfReach(
	sender: Sender,
	memory: Memory,
	waiting: WaitingRun[],
): Promise<void> {
	for (const { id, flowId = 'unknown', queuedAt } of waiting) {
		if (queuedAt >= memory.from || queuedAt <= (memory.warnedOfQueueTo ?? 0)) continue;
		memory.warnedOfQueueTo = queuedAt;
		await log(
			sender,
			'warn',
			`Queued run ${id} of flow ${flowId} has waited since ${new Date(queuedAt).toISOString()}, which is longer than the trigger looks back. If Patchworks gives that as the start of its flow run, the trigger misses it.`,
		);
	}
}
