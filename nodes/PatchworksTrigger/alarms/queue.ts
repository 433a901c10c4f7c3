import type { IDataObject } from 'n8n-workflow';

import { apiRequestAllItems } from '../../api/client';
import { QUEUE_PATH } from '../../api/facts/queue';
import { flowIdOf } from '../../api/facts/relations';
import { timeOf } from '../../api/facts/time';
import { triggerOf } from '../../api/facts/trigger';
import type { Sender } from '../../api/sender';
import type { Settings } from '../triggerSettings';
import type { Queue } from './alarm';

/** How many queued runs are looked at; beyond it, how many there are is what Patchworks says. */
const MAX_QUEUED = 1_000;

/** What of the settings chooses queued runs. */
type QueueFilters = Pick<Settings, 'flowIds' | 'triggers'>;

/**
 * Lists the chosen runs in the queue.
 *
 * The state `pending` is what a published client asks for, https://github.com/NoDiskInDriveA/patchworks-api.
 * What a row does not say counts as chosen: an alarm too many is better than none.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/scheduled-flows
 *
 * @returns their rows, whether the queue was read to its end, how many there are of all, and the time at Patchworks in Unix milliseconds if it says so
 * @throws NodeApiError when it cannot be read
 */
export async function listQueuedRuns(sender: Sender, { flowIds, triggers }: QueueFilters) {
	const {
		rows,
		total = 0,
		answeredAt,
	} = await apiRequestAllItems(
		sender,
		{
			path: QUEUE_PATH,
			qs: { 'filter[status]': 'pending', include: 'flow' },
		},
		MAX_QUEUED,
	);
	const names = triggers.map((name) => name.toLowerCase());
	const chosen = rows.filter(
		(row) => passes(flowIdOf(row), flowIds) && passes(triggerOf(row), names),
	);
	const isWhole = rows.length < MAX_QUEUED || rows.length === total;
	return { rows: chosen, isWhole, total, answeredAt };
}

/**
 * Counts the chosen runs in the queue.
 *
 * @returns the queue, and the time at Patchworks in Unix milliseconds if it says so
 * @throws NodeApiError when it cannot be read
 */
export async function readQueue(
	sender: Sender,
	filters: QueueFilters,
): Promise<Queue & { answeredAt?: number }> {
	const { rows, total, answeredAt } = await listQueuedRuns(sender, filters);
	const isAll = filters.flowIds.length === 0 && filters.triggers.length === 0;
	const waiting = rows.flatMap((row: IDataObject) => timeOf(row.created_at) ?? []);
	return {
		count: isAll ? Math.max(total, rows.length) : rows.length,
		...(waiting.length > 0 && { oldestAt: Math.min(...waiting) }),
		...(answeredAt !== undefined && { answeredAt }),
	};
}

function passes(value: string | undefined, chosen: string[]): boolean {
	return chosen.length === 0 || value === undefined || chosen.includes(value);
}
