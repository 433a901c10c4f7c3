import { limit, returnAll } from '../../description/commonFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';

/** What is left of a filter when it is simplified. */
const SUMMARY = [
	'id',
	'type',
	'field',
	'comparison',
	'value',
	'value_type',
	'model_type',
	'model_id',
	'operator_logic',
	'is_active',
];

/**
 * Inferred path: the operation is documented, its address is not visible.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/miscellaneous/filters
 */
export const getAllFilters: Operation = {
	option: {
		name: 'Get Many Filters',
		value: 'getAllFilters',
		action: 'Get many filters',
		description: 'List the conditions that shapes and endpoints put on their data',
		routing: {
			request: { method: 'GET', url: '/api/v1/filters' },
			output: { postReceive: [simplify(SUMMARY)] },
		},
	},
	fields: [returnAll, limit, simplifyField],
};
