import type { Operation } from '../../description/operation';
import { agentConversationId } from './fields';

/**
 * Known from Patchworks' own client: https://github.com/gopatchworks/patchworks-mcp
 * https://doc.wearepatchworks.com/product-documentation/api-reference/ai-and-mcp/agents
 */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get agent conversation',
		description: 'Get one conversation with an agent, to see whether it has answered',
		routing: {
			request: { method: 'GET', url: '/api/v1/agents/conversations/{agentConversationId}' },
		},
	},
	fields: [agentConversationId],
};
