import type { INode } from 'n8n-workflow';

/** Whether a node is the tool of an AI agent: n8n makes a type of this name out of a node that is used as one. */
export function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}
