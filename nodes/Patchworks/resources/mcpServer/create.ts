import { unpublishedBody } from '../../description/fields';
import type { Operation } from '../../description/resource';
import { jsonBody } from '../../request/transforms';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/ai-and-mcp/mcp-servers */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an MCP server',
		description: 'Create an MCP server, which offers tools to AI agents',
		routing: {
			request: { method: 'POST', url: '/api/v1/mcp-servers' },
			send: { preSend: [jsonBody('body', 'Body')] },
		},
	},
	fields: [unpublishedBody],
};
