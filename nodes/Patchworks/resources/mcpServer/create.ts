import { unpublishedBody } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { jsonBody } from '../../request/transforms/bodies';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/ai-and-mcp/mcp-servers */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an MCP server',
		description: 'Create an MCP server, which offers tools to AI agents',
		routing: {
			request: { method: 'POST', url: '/api/v1/mcp-servers' },
		},
	},
	transforms: [jsonBody('body', 'Body')],
	fields: [unpublishedBody],
};
