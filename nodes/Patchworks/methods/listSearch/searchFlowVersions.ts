import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { chosenId, search } from '../../shared/search';

/** Lists the versions of the chosen flow: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-versions */
export async function searchFlowVersions(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const flowId = chosenId(this, 'flowId');
	if (flowId === undefined) return { results: [] };
	return await search(
		this,
		{
			path: `/api/v1/flows/${flowId}/versions`,
			toEntry: ({ id, name, iteration, deployed_at: deployedAt }) => ({
				name: [name ?? `Version ${String(iteration ?? id)}`, deployedAt && 'deployed']
					.filter(Boolean)
					.join(' · '),
				value: String(id),
			}),
		},
		filter,
		paginationToken,
	);
}
