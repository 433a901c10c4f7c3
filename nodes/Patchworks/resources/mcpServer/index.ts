import type { Resource } from '../../description/operation';
import { getAll } from './getAll';

export const mcpServer: Resource = {
	name: 'MCP Server',
	value: 'mcpServer',
	description: 'A server that offers tools to AI agents',
	operations: [getAll],
};
