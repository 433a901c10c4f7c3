import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	IPinData,
	IRun,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { TestCredentials } from './credentials/credentials';
import type { ByDescription, Packages } from './packages';
import { loadPackages } from './packages';

/** What a test or a demo gives to run: a workflow as n8n exports it. */
export type WorkflowJson = Pick<IWorkflowBase, 'nodes' | 'connections'> &
	Partial<Pick<IWorkflowBase, 'name' | 'settings' | 'pinData' | 'staticData'>>;

export interface RunOptions {
	/** The trigger to run from, where there are several; by default the first. */
	startAt?: string;
	/** The output of nodes that are not to run, such as the items a trigger gives. */
	pinData?: IPinData;
	mode?: WorkflowExecuteMode;
	/** Called when a node has run. */
	onNodeDone?: (
		nodeName: string,
		run: IRun['data']['resultData']['runData'][string][number],
	) => void;
	/** Gives a function that cancels the execution. */
	onCancelable?: (cancel: () => void) => void;
}

/** n8n's execution engine in this process, with a credential store of its own. */
export class Engine {
	private constructor(
		readonly packages: Packages,
		readonly credentials: TestCredentials,
	) {}

	/**
	 * @param from whether to run the sources or what `npm run build` made of them
	 * @param byDescription whether n8n reads what the nodes describe, as for a tool of an AI agent
	 */
	static async create(
		from: 'sources' | 'dist' = 'sources',
		byDescription: ByDescription = false,
	): Promise<Engine> {
		const packages = await loadPackages(from, byDescription);
		return new Engine(packages, new TestCredentials(packages));
	}

	/** Runs a whole workflow from its trigger on, and gives what n8n would store of the execution. */
	async run(json: WorkflowJson, options: RunOptions = {}): Promise<IRun> {
		const mode = options.mode ?? 'manual';
		const workflow = new Workflow({
			id: 'test-workflow',
			name: json.name ?? 'Test',
			nodes: structuredClone(json.nodes),
			connections: json.connections,
			active: false,
			nodeTypes: this.packages.nodeTypes,
			settings: { executionOrder: 'v1', ...json.settings },
			staticData: json.staticData,
		});
		const hooks = new ExecutionLifecycleHooks(mode, 'test-execution', {
			...json,
			id: 'test-workflow',
		} as IWorkflowBase);
		if (options.onNodeDone) {
			const { onNodeDone } = options;
			hooks.addHandler('nodeExecuteAfter', (name, data) => onNodeDone(name, data));
		}
		const execution = new WorkflowExecute(this.additionalData(hooks), mode);
		const running = execution.run({
			workflow,
			startNode: options.startAt === undefined ? undefined : workflow.nodes[options.startAt],
			pinData: options.pinData ?? json.pinData,
		});
		options.onCancelable?.(() => running.cancel());
		return await running;
	}

	/** What n8n hands to nodes besides the workflow; only what they use here. */
	additionalData(hooks?: ExecutionLifecycleHooks): IWorkflowExecuteAdditionalData {
		return {
			credentialsHelper: this.credentials,
			hooks,
			executionId: 'test-execution',
			currentNodeExecutionIndex: 0,
			restApiUrl: 'http://localhost/rest',
			instanceBaseUrl: 'http://localhost/',
			formBaseUrl: 'http://localhost/form',
			formWaitingBaseUrl: 'http://localhost/form-waiting',
			formTestBaseUrl: 'http://localhost/form-test',
			webhookBaseUrl: 'http://localhost/webhook',
			webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
			webhookTestBaseUrl: 'http://localhost/webhook-test',
			mcpBaseUrl: 'http://localhost/mcp',
			mcpTestBaseUrl: 'http://localhost/mcp-test',
			variables: {},
			setExecutionStatus: () => {},
			logAiEvent: () => {},
		} as unknown as IWorkflowExecuteAdditionalData;
	}
}

/** The items that a node gave in its last run, from one of its outputs. */
export function outputOf(run: IRun, nodeName: string, output = 0): INodeExecutionData[] {
	return run.data.resultData.runData[nodeName]?.at(-1)?.data?.main?.[output] ?? [];
}

/** The JSON of the items that a node gave in its last run. */
export function jsonOf(run: IRun, nodeName: string, output = 0): IDataObject[] {
	return outputOf(run, nodeName, output).map(({ json }) => json);
}

/** A node for a test's workflow. */
export function node(
	name: string,
	type: string,
	parameters: INode['parameters'],
	more: Partial<INode> = {},
): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters, ...more };
}
