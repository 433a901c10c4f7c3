import type { Field } from '../../description/operation';

import { queryChoice } from '../../description/sentFields';

/** Filters that templates of connectors and of scripts share; what they take is not published. */
export const MARKETPLACE_FILTERS: Field[] = [
	queryChoice('filter[hidden_from_marketplace]', {
		displayName: 'Hidden From Marketplace',
		name: 'hiddenFromMarketplace',
		yes: 'Hidden',
		no: 'Not Hidden',
		description: 'Only templates that are hidden in the marketplace, or only the others',
	}),
	queryChoice('filter[private]', {
		displayName: 'Owner',
		name: 'private',
		yes: 'Your Company (Private)',
		no: 'Not Private',
		description: 'Only the private templates of your company, or only the others',
	}),
	queryChoice('filter[visible_for_marketplace]', {
		displayName: 'Visible in Marketplace',
		name: 'visibleForMarketplace',
		yes: 'Visible',
		no: 'Not Visible',
		description: 'Only templates that the marketplace shows, or only the others',
	}),
];

/** What is left of a connector template when it is simplified. */
export const TEMPLATE_SUMMARY = [
	'id',
	'name',
	'label',
	'version',
	'version_name',
	'protocol',
	'system_type_id',
	'company_id',
	'help_link',
	'updated_at',
];
