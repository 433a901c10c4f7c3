import type { IDataObject, INode } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { callTools } from '../support/harness/tools';
import type { Sandbox } from '../support/sandbox';
import { addTrackedRun } from '../support/sandbox/trackedRun';
import { readExample } from './runExample';

/** The example that has all tools; the other has those that read. */
export const MCP_EXAMPLE = 'ai/patchworks-over-mcp.json';

/** The nodes of an example that are tools. */
export function toolsOf(file: string): INode[] {
	return readExample(file).nodes.filter(({ type }) => type.endsWith('.patchworksTool'));
}

/** Gives the sandbox what the questions are about: a failed run whose order is tracked, and a run in the queue. */
export function prepareQuestions(sandbox: Sandbox): void {
	addTrackedRun(sandbox, 'ORDER-1001');
}

/**
 * Calls tools of the examples in n8n's own engine, as an agent does.
 *
 * @returns what each call gave, by its title
 */
export async function callExampleTools(
	engine: Engine,
	credentials: NonNullable<INode['credentials']>,
	calls: Array<{ title: string; tool: string; args: IDataObject }>,
): Promise<Record<string, string>> {
	const tools = new Map(toolsOf(MCP_EXAMPLE).map((node) => [node.name, node]));
	const { results } = await callTools(
		engine,
		calls.map(({ title, tool, args }) => ({
			name: title,
			parameters: tools.get(tool)!.parameters,
			credentials,
			args,
		})),
	);
	return results as Record<string, string>;
}
