import { bodyField } from '../../description/sentFields';
import type { Operation } from '../../description/operation';
import { agentConversationId } from './fields';

/**
 * Known from Patchworks' own client: https://github.com/gopatchworks/patchworks-mcp
 * https://doc.wearepatchworks.com/product-documentation/api-reference/ai-and-mcp/agents
 */
export const reply: Operation = {
	option: {
		name: 'Reply',
		value: 'reply',
		action: 'Reply to agent in conversation',
		description: 'Tell an agent more about what to build. Get shows its answer later.',
		routing: {
			request: { method: 'POST', url: '/api/v1/agents/conversations/{agentConversationId}/reply' },
		},
	},
	fields: [
		agentConversationId,
		bodyField('message', {
			displayName: 'Message',
			name: 'message',
			required: true,
			typeOptions: { rows: 4 },
			placeholder: 'e.g. Leave out cancelled orders',
			description: 'What to change or add, in your own words',
		}),
	],
};
