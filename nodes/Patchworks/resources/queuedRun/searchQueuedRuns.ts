import type { IDataObject } from 'n8n-workflow';

import { describedEntry, listFrom, shortTime } from '../../description/listFrom';

/** Lists the queue of runs: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/scheduled-flows */
export const searchQueuedRuns = listFrom({
	path: '/api/v1/scheduled-flows',
	qs: { include: 'flow' },
	toEntry: ({ id, flow, status, created_at: createdAt }) =>
		describedEntry(
			id,
			(flow as IDataObject | undefined)?.name ?? `Queued run ${String(id)}`,
			status,
			shortTime(createdAt),
		),
});
