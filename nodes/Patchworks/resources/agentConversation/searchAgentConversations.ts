import { describedEntry, listFrom, shortTime } from '../../description/listFrom';

/** Lists agent conversations, the latest first: https://doc.wearepatchworks.com/product-documentation/api-reference/ai-and-mcp/agents */
export const searchAgentConversations = listFrom({
	path: '/api/v1/agents/conversations',
	qs: { sort: '-created_at' },
	searchParameter: 'filter[title]',
	toEntry: ({ id, title, feature_type: feature, created_at: createdAt }) =>
		describedEntry(id, title ?? `Conversation ${String(id)}`, feature, shortTime(createdAt)),
});
