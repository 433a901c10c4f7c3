import { options } from '../../description/collections';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { BLUEPRINT_SUMMARY, blueprintId, blueprintRelations } from './fields';

/**
 * Known from Patchworks' own client: https://github.com/gopatchworks/patchworks-mcp
 * https://doc.wearepatchworks.com/product-documentation/api-reference/marketplace/marketplace-apps
 */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get blueprint',
		description:
			'Get one version of a blueprint and how much it installs; the API calls it a marketplace app',
		routing: {
			request: { method: 'GET', url: '/api/v1/patchworks/marketplace-apps/{blueprintId}' },
			output: { postReceive: [simplify(BLUEPRINT_SUMMARY)] },
		},
	},
	fields: [blueprintId, simplifyField, options(...blueprintRelations)],
};
