import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { search } from '../../shared/search';

/** Lists virtual environments that have a deployment: https://doc.wearepatchworks.com/product-documentation/api-reference/virtual-environments-and-packages/virtual-environments */
export async function searchVirtualEnvironments(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await search(
		this,
		{
			path: '/api/v1/flow-version-deployments/virtual-environments',
			searchParameter: 'filter[name]',
			toEntry: ({ id, name }) => ({ name: String(name ?? id), value: String(id) }),
		},
		filter,
		paginationToken,
	);
}
