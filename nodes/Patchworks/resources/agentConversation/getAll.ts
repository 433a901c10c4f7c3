import { filters, options } from '../../description/collections';
import { limit, relations, returnAll, sort } from '../../description/commonFields';
import { queryField } from '../../description/sentFields';
import type { Operation } from '../../description/operation';
import { FEATURES } from './fields';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/ai-and-mcp/agents */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many agent conversations',
		description: 'List the conversations with agents that build connectors, flows and maps',
		routing: {
			request: { method: 'GET', url: '/api/v1/agents/conversations' },
		},
	},
	fields: [
		returnAll,
		limit,
		filters(
			queryField('filter[feature_type]', {
				displayName: 'Feature',
				name: 'feature',
				type: 'options',
				options: FEATURES,
				default: 'flow-builder',
				description:
					'Only conversations with the agent that builds this; the API calls it the feature type',
			}),
			queryField('filter[title]', {
				displayName: 'Title',
				name: 'title',
				placeholder: 'e.g. Build an order flow',
				description: 'Only conversations with this title',
			}),
		),
		sort({ created_at: 'Creation Time', id: 'ID', title: 'Title' }),
		options(...relations(['messages'])),
	],
};
