import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { search } from '../../shared/search';

/** Lists process flows by name: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flows */
export async function searchFlows(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await search(
		this,
		{
			path: '/api/v1/flows',
			toEntry: ({ id, name }) => ({ name: String(name ?? id), value: String(id) }),
		},
		filter,
		paginationToken,
	);
}
