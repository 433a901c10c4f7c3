import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { search } from '../../shared/search';

/** Lists payloads: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/payload-metadata */
export async function searchPayloads(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await search(
		this,
		{
			path: '/api/v1/payload-metadata',
			toEntry: ({ id, flow_run_id: run, created_at: createdAt, payload_size: size }) => ({
				name: [
					`Payload ${String(id)}`,
					run && `run ${String(run)}`,
					createdAt,
					size && `${String(size)} bytes`,
				]
					.filter(Boolean)
					.join(' · '),
				value: String(id),
			}),
		},
		filter,
		paginationToken,
	);
}
