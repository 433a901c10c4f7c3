import { limit, returnAll } from '../../description/commonFields';
import type { Operation } from '../../description/operation';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/ai-and-mcp/mcp-servers */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many MCP servers',
		description: 'List the MCP servers of your company',
		routing: {
			request: { method: 'GET', url: '/api/v1/mcp-servers' },
		},
	},
	fields: [returnAll, limit],
};
