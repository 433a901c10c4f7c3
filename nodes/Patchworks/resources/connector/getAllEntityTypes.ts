import { limit, returnAll } from '../../description/commonFields';
import type { Operation } from '../../description/operation';

/**
 * Inferred path: the operation is documented, its address is not visible.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/miscellaneous/entity-types
 */
export const getAllEntityTypes: Operation = {
	option: {
		name: 'Get Many Entity Types',
		value: 'getAllEntityTypes',
		action: 'Get many entity types',
		description:
			'List the kinds of data that endpoints receive or send, such as orders and products',
		routing: {
			request: { method: 'GET', url: '/api/v1/patchworks/entity-types' },
		},
	},
	fields: [returnAll, limit],
};
