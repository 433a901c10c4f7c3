import { statusName } from '../../../api/facts/status';
import { describedEntry, listFrom } from '../../description/listFrom';

/** Lists flow runs, the latest first: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue */
export const searchFlowRuns = listFrom({
	path: '/api/v1/flow-runs',
	qs: { sort: '-started_at' },
	searchParameter: 'filter[search]',
	toEntry: ({ id, name, status, started_at: startedAt }) =>
		describedEntry(id, name ?? `Run ${String(id)}`, statusName(status), startedAt),
});
