import type { Resource } from '../../description/operation';
import { create } from './create';
import { getAll } from './getAll';

export const mcpServer: Resource = {
	name: 'MCP Server',
	value: 'mcpServer',
	description: 'A server that offers tools to AI agents',
	operations: [create, getAll],
};
