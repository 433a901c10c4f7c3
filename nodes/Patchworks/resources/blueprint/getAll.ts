import { filters, options } from '../../description/collections';
import { limit, returnAll, sort } from '../../description/commonFields';
import { locator } from '../../description/fields';
import { queryField } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { BLUEPRINT, BLUEPRINT_SUMMARY, blueprintRelations, queryBit } from './fields';

/**
 * The path is that of Patchworks' own client: https://github.com/gopatchworks/patchworks-mcp
 * https://doc.wearepatchworks.com/product-documentation/api-reference/marketplace/marketplace-apps
 */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many blueprints',
		description:
			'List the blueprints of the marketplace and of your company; the API calls them marketplace apps',
		routing: {
			request: { method: 'GET', url: '/api/v1/patchworks/marketplace-apps' },
			output: { postReceive: [simplify(BLUEPRINT_SUMMARY)] },
		},
	},
	fields: [
		returnAll,
		limit,
		simplifyField,
		filters(
			queryBit('filter[allowed]', {
				displayName: 'Allowed',
				name: 'allowed',
				yes: 'Your Company May Install It',
				no: 'Your Company May Not Install It',
				description: 'Only blueprints that your company may install, or only the others',
			}),
			queryField(
				'filter[id]',
				locator({ ...BLUEPRINT, description: 'Only this version of a blueprint', required: false }),
			),
			queryField('filter[name]', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Shop to warehouse',
				description: 'Only blueprints with this name',
			}),
			queryBit('filter[private]', {
				displayName: 'Private',
				name: 'private',
				yes: 'Private',
				no: 'Not Private',
				description: 'Only blueprints of one company, or only those of the marketplace',
			}),
			queryBit('filter[private_or_allowed]', {
				displayName: 'Private or Allowed',
				name: 'privateOrAllowed',
				yes: 'Private or Allowed',
				no: 'Neither',
				description:
					'Only blueprints that are private or that your company may install, or only the others',
			}),
		),
		sort({ created_at: 'Creation Time', id: 'ID', name: 'Name' }),
		options(...blueprintRelations),
	],
};
