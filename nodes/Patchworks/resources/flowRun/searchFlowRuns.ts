import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { flowNameOf } from '../../../api/facts/relations';
import { STATUS, statusName } from '../../../api/facts/status';
import type { SearchSource } from '../../description/searchSource';
import type { List } from '../../description/listFrom';
import { describedEntry, listFrom, search, shortTime } from '../../description/listFrom';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue */
const ALL: SearchSource = {
	path: '/api/v1/flow-runs',
	qs: { include: 'flow', 'fields[flow]': 'id,name', sort: '-started_at' },
	searchParameter: 'filter[search]',
	toEntry: (run) =>
		describedEntry(
			run.id,
			run.id,
			flowNameOf(run) ?? run.name,
			statusName(run.status),
			shortTime(run.started_at),
		),
};

const FAILED: SearchSource = { ...ALL, qs: { ...ALL.qs, 'filter[status]': STATUS.failure } };

/** Lists flow runs, the latest first. */
export const searchFlowRuns = listFrom(ALL);

/** Lists the runs that failed, the latest first, and then all others. */
export const searchFailedFlowRunsFirst: List = Object.assign(listFailedFirst, { source: ALL });

async function listFailedFirst(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken = 'failed',
): Promise<INodeListSearchResult> {
	const [part, ...place] = paginationToken.split(' ');
	const isFailed = part === 'failed';
	const page = await search(this, isFailed ? FAILED : ALL, filter, place.join(' ') || undefined);
	const results = isFailed ? page.results : page.results.filter(({ name }) => !isOfFailure(name));
	if (page.paginationToken) {
		return { results, paginationToken: `${part} ${String(page.paginationToken)}` };
	}
	if (!isFailed) return { results };
	return results.length > 0
		? { results, paginationToken: 'others' }
		: await listFailedFirst.call(this, filter, 'others');
}

function isOfFailure(entry: string): boolean {
	return entry.split(' · ').includes(statusName(STATUS.failure));
}
