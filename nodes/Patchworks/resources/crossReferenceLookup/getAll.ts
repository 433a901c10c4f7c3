import { limit, returnAll } from '../../description/commonFields';
import type { Operation } from '../../description/operation';

/**
 * The page shows the path on the dashboard’s host, which hands it on to Core.
 * https://doc.wearepatchworks.com/product-documentation/developer-hub/patchworks-core-api/core-api-spotlights/working-with-cross-reference-lookup-api-requests
 */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many cross reference lookups',
		description: 'List the cross-reference lookups of your company without their rows',
		routing: {
			request: { method: 'GET', url: '/api/v1/cross-reference-lookups' },
		},
	},
	fields: [returnAll, limit],
};
