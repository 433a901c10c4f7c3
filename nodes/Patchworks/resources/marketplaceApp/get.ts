import { options, simplifyField } from '../../description/fields';
import { simplify } from '../../output/output';
import type { Operation } from '../../description/operation';
import { MARKETPLACE_APP_SUMMARY, marketplaceAppId, marketplaceAppRelations } from './fields';

/**
 * Known from Patchworks' own client: https://github.com/gopatchworks/patchworks-mcp
 * https://doc.wearepatchworks.com/product-documentation/api-reference/marketplace/marketplace-apps
 */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a marketplace app',
		description: 'Get one app of the marketplace, which is a version of a blueprint',
		routing: {
			request: { method: 'GET', url: '/api/v1/patchworks/marketplace-apps/{marketplaceAppId}' },
			output: { postReceive: [simplify(MARKETPLACE_APP_SUMMARY)] },
		},
	},
	fields: [marketplaceAppId, simplifyField, options(...marketplaceAppRelations)],
};
