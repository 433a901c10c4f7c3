import type { Field } from '../../description/operation';

import { queryFlag } from '../../description/fields';

/** Filters that templates of connectors and of scripts share; what they take is not published. */
export const MARKETPLACE_FILTERS: Field[] = [
	queryFlag('filter[hidden_from_marketplace]', {
		displayName: 'Hidden From Marketplace',
		name: 'hiddenFromMarketplace',
		description: 'Whether to return only templates that the marketplace does not show',
	}),
	queryFlag('filter[private]', {
		displayName: 'Private',
		name: 'private',
		description: 'Whether to return only templates of your own company',
	}),
	queryFlag('filter[visible_for_marketplace]', {
		displayName: 'Visible for Marketplace',
		name: 'visibleForMarketplace',
		description: 'Whether to return only templates that the marketplace shows',
	}),
];
