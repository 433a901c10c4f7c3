import type { SupplyDataContext } from 'n8n-core';
import { RoutingNode } from 'n8n-core';
import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { Engine } from './engine';
import { node } from './engine';

const AGENT_TYPE = 'test.agent';
/** The type that n8n makes of the node for an agent. */
export const TOOL_TYPE = 'n8n-nodes-patchworks.patchworksTool';

/** A tool that an agent has, and what it calls it with. */
export interface ToolCall {
	name: string;
	parameters: INode['parameters'];
	credentials: NonNullable<INode['credentials']>;
	args: IDataObject;
	onError?: INode['onError'];
}

/** A tool as n8n hands it to a node that asks for its tools. */
interface Tool {
	metadata: { sourceNodeName: string };
	invoke(args: IDataObject): Promise<string>;
}

/**
 * Calls the Patchworks node as a tool in the way of the MCP Server Trigger and of agents that fetch their
 * tools themselves. n8n's own code makes the tools, and hands them the data of the agent's run. How each
 * call went comes by the tool's name.
 */
export async function callTools(
	engine: Engine,
	calls: ToolCall[],
): Promise<{ run: IRun; results: IDataObject }> {
	addTypes(engine);
	const results: IDataObject = {};
	agent.execute = async function (this: IExecuteFunctions) {
		const tools = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
		for (const { name, args } of calls) {
			const tool = tools.find(({ metadata }) => metadata.sourceNodeName === name);
			results[name] = await tool?.invoke(args).catch((error: Error) => error.message);
		}
		return [[{ json: {} }]];
	};
	const run = await engine.run({
		nodes: [
			node('Trigger', 'n8n-nodes-base.manualTrigger', {}),
			node('Agent', AGENT_TYPE, {}),
			...calls.map(({ name, parameters, credentials, onError }) =>
				node(
					name,
					TOOL_TYPE,
					{ descriptionType: 'manual', toolDescription: name, ...parameters },
					{ credentials, ...(onError && { onError }) },
				),
			),
		],
		connections: {
			Trigger: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			...Object.fromEntries(
				calls.map(({ name }) => [
					name,
					{ ai_tool: [[{ node: 'Agent', type: 'ai_tool' as const, index: 0 }]] },
				]),
			),
		},
	});
	return { run, results };
}

const agent: INodeType = {
	description: {
		displayName: 'Agent',
		name: 'agent',
		group: [],
		version: 1,
		description: '',
		defaults: {},
		inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
};

/** Whether n8n reads the routing of a tool. Mirrors packages/cli/src/utils.ts of n8n 2.41. */
function isDeclarative({ description }: INodeType): boolean {
	return description.requestDefaults !== undefined;
}

/** n8n makes the tool's type out of the node's, and runs what the node describes. */
function addTypes({ packages: { nodeTypes } }: Engine): void {
	const find = nodeTypes.getByNameAndVersion;
	const patchworks = find('n8n-nodes-patchworks.patchworks');
	const tool: INodeType = {
		...patchworks,
		customOperations: undefined,
		description: {
			...patchworks.description,
			name: 'patchworksTool',
			inputs: [],
			outputs: [NodeConnectionTypes.AiTool],
		},
		...(isDeclarative(patchworks) && { execute: readRouting }),
	};
	async function readRouting(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const routing = new RoutingNode(this as unknown as SupplyDataContext as never, tool);
		return (await routing.runNode()) ?? [[]];
	}
	nodeTypes.getByNameAndVersion = (name, version) =>
		({ [AGENT_TYPE]: agent, [TOOL_TYPE]: tool })[name] ?? find(name, version);
}
