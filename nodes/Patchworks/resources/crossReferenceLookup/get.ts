import { locator } from '../../description/fields';
import type { Operation } from '../../description/operation';

/**
 * The operation is documented; its path is inferred from the one of Get Many.
 * https://doc.wearepatchworks.com/product-documentation/developer-hub/patchworks-core-api/core-api-spotlights/working-with-cross-reference-lookup-api-requests
 */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get cross reference lookup',
		description: 'Get one cross-reference lookup without its rows',
		routing: {
			request: {
				method: 'GET',
				url: '/api/v1/cross-reference-lookups/{crossReferenceLookupId}',
			},
		},
	},
	fields: [
		locator({
			name: 'crossReferenceLookupId',
			displayName: 'Cross Reference Lookup',
			searchListMethod: 'searchCrossReferenceLookups',
			placeholder: 'e.g. 12',
			description:
				'The table, such as the one that turns carrier codes into those of the warehouse',
		}),
	],
};
