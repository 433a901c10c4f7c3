import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { STATUSES } from '../../resources/flowRun/fields';
import { search } from '../../shared/search';

/** Lists flow runs, the latest first: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue */
export async function searchFlowRuns(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await search(
		this,
		{
			path: '/api/v1/flow-runs',
			qs: { sort: '-started_at' },
			searchParameter: 'filter[search]',
			toEntry: ({ id, name, status, started_at: startedAt }) => ({
				name: [name ?? `Run ${String(id)}`, statusName(status), startedAt]
					.filter(Boolean)
					.join(' · '),
				value: String(id),
			}),
		},
		filter,
		paginationToken,
	);
}

function statusName(status: unknown): string {
	return (
		STATUSES.find(({ value }) => String(value) === String(status))?.name ?? String(status ?? '')
	);
}
