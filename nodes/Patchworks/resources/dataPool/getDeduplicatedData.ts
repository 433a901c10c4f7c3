import { limit, returnAll } from '../../description/commonFields';
import type { Operation } from '../../description/operation';
import { dataPoolId } from './fields';

/**
 * Known from Patchworks’ own client: https://github.com/gopatchworks/patchworks-mcp
 * https://doc.wearepatchworks.com/product-documentation/api-reference/dedupe-and-tracking
 */
export const getDeduplicatedData: Operation = {
	option: {
		name: 'Get De-Duplicated Data',
		value: 'getDeduplicatedData',
		action: 'Get de-duplicated data of data pool',
		description:
			'List the values that a data pool has already seen, by which process flows skip records',
		routing: {
			request: { method: 'GET', url: '/api/v1/data-pool/{dataPoolId}/deduped-data' },
		},
	},
	fields: [dataPoolId, returnAll, limit],
};
