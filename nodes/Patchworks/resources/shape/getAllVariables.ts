import { limit, returnAll } from '../../description/commonFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';

/** What is left of a model variable when it is simplified. */
const SUMMARY = [
	'id',
	'variable_id',
	'alias',
	'model_type',
	'model_id',
	'required',
	'configurable',
	'modified',
	'variable',
	'updated_at',
];

/**
 * Inferred path, from those of model notes and model filter values: the operation is documented, its address is cut.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/models/model-variables
 */
export const getAllVariables: Operation = {
	option: {
		name: 'Get Many Variables',
		value: 'getAllVariables',
		action: 'Get many variables that shapes use',
		description:
			'List which variables shapes and other things use; the API calls them model variables',
		routing: {
			request: { method: 'GET', url: '/api/v1/model-variables' },
			output: { postReceive: [simplify(SUMMARY)] },
		},
	},
	fields: [returnAll, limit, simplifyField],
};
