import { filters } from '../../description/collections';
import { limit, returnAll } from '../../description/commonFields';
import { queryField } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { MARKETPLACE_FILTERS } from '../connector/templateFields';

/** What is left of a script template when it is simplified. */
const SUMMARY = [
	'id',
	'name',
	'description',
	'language',
	'company_id',
	'canonical_key',
	'marketplace_company_id',
	'tenant_script_version_id',
	'created_at',
	'updated_at',
];

/**
 * Inferred path: the operation is documented, its address is not visible.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/custom-scripts/script-templates
 */
export const getAllTemplates: Operation = {
	option: {
		name: 'Get Many Templates',
		value: 'getAllTemplates',
		action: 'Get many script templates',
		description: 'List the templates that scripts can be made from',
		routing: {
			request: { method: 'GET', url: '/api/v1/patchworks/script-templates' },
			output: { postReceive: [simplify(SUMMARY)] },
		},
	},
	fields: [
		returnAll,
		limit,
		simplifyField,
		filters(
			queryField('filter[name]', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Split order lines',
				description: 'Only templates with this name',
			}),
			...MARKETPLACE_FILTERS,
		),
	],
};
