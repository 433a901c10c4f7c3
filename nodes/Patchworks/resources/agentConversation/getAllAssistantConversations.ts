import { filters } from '../../description/collections';
import { limit, returnAll } from '../../description/commonFields';
import { queryField, queryChoice } from '../../description/sentFields';
import type { Operation } from '../../description/operation';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/ai-and-mcp/ai */
export const getAllAssistantConversations: Operation = {
	option: {
		name: 'Get Many Assistant Conversations',
		value: 'getAllAssistantConversations',
		action: 'Get many conversations with AI assistant',
		description:
			'List the conversations that users had with the AI assistant of the dashboard; the API calls them AI conversations',
		routing: {
			request: { method: 'GET', url: '/api/v1/ai/conversations' },
		},
	},
	fields: [
		returnAll,
		limit,
		filters(
			queryChoice('filter[reported]', {
				displayName: 'Reported',
				name: 'reported',
				yes: 'Reported by a User',
				no: 'Not Reported',
				description: 'Only conversations that a user reported, or only the others',
			}),
			queryField('filter[status]', {
				displayName: 'Status',
				name: 'status',
				placeholder: 'e.g. completed',
				description: 'Only conversations with this status, as the API calls it',
			}),
			queryField('filter[type]', {
				displayName: 'Type',
				name: 'type',
				placeholder: 'e.g. script',
				description: 'Only conversations of this type, as the API calls it',
			}),
			queryField('filter[user_id]', {
				displayName: 'User ID',
				name: 'userId',
				placeholder: 'e.g. 42',
				description: 'Only conversations of the user with this ID',
			}),
		),
	],
};
