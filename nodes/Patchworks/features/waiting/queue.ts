import type { IDataObject } from 'n8n-workflow';

import { apiRequestAllItems } from '../../../api/client';
import { QUEUE_PATH } from '../../../api/facts/queue';
import { flowIdOf } from '../../../api/facts/relations';
import type { Sender } from '../../../api/sender';
import type { PendingRun } from './pendingRuns';

const MAX_ROWS = 1_000;

/** Whether the queue holds a run of the flow of a pendingRun, or any where the flow is not known. */
export type QueueState = 'may hold it' | 'does not hold it' | 'does not say';

/**
 * Looks whether the run of a pendingRun may still be in the queue. The queue does not say which run a row
 * will be, so a row of the same flow counts.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/scheduled-flows
 */
export async function queueStateOf(sender: Sender, { flowId }: PendingRun): Promise<QueueState> {
	const rows = await apiRequestAllItems(
		sender,
		{ path: QUEUE_PATH, qs: { include: 'flow' } },
		MAX_ROWS,
	).then(
		(list) => list.rows,
		() => undefined,
	);
	if (!rows) return 'does not say';
	const flows = rows.map((row: IDataObject) => flowIdOf(row));
	if (flows.some((flow) => flowId === undefined || flow === flowId)) return 'may hold it';
	return flows.includes(undefined) ? 'does not say' : 'does not hold it';
}
