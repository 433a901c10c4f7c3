import { ExecuteContext, ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import type {
	ExecuteWorkflowOptions,
	IExecuteWorkflowInfo,
	INodeExecutionData,
	IRun,
	IRunExecutionData,
	ITaskData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
	WorkflowSettings,
} from 'n8n-workflow';
import { createRunExecutionData, Workflow } from 'n8n-workflow';
import { parse, stringify } from 'flatted';

import type { Engine, WorkflowJson } from './engine';

/** An execution that sleeps in the database: nothing of it is in memory. */
interface Sleeping {
	id: string;
	workflow: IWorkflowBase;
	mode: WorkflowExecuteMode;
	/** Flatted JSON, as n8n stores it. */
	data: string;
	waitTill: Date;
	parentId?: string;
}

/**
 * The n8n whose server is mirrored. A sub-execution that slept gives the execution that waits for it
 * its items and its error in 2.40, only its items in 2.8 and 2.4, and nothing in 1.123, where that
 * execution also wakes as soon as the other one does.
 */
type Version = '2.40' | '2.8' | '2.4' | '1.123';

/** What the functions that n8n hands to a node lack in older versions. */
const LACKING: Record<Version, string[]> = {
	'2.40': [],
	'2.8': ['onExecutionFinish'],
	'2.4': ['onExecutionFinish', 'getWorkflowSettings'],
	'1.123': ['onExecutionFinish', 'isToolExecution'],
};

export interface ExecutionsOptions {
	version?: Version;
	/** N8N_WORKFLOW_CALLER_POLICY_DEFAULT_OPTION */
	callerPolicyDefault?: WorkflowSettings.CallerPolicy;
}

/**
 * Runs a workflow with sub-executions, and lets executions sleep and wake as n8n's server does.
 *
 * Mirrors packages/cli/src/workflow-execute-additional-data.ts, subworkflow-policy-checker.ts,
 * wait-tracker.ts and workflow-helpers.ts (updateParentExecutionWithChildResults) of n8n.
 */
export class Executions {
	/** Those that sleep, by their ID. */
	readonly sleeping = new Map<string, Sleeping>();

	/** The workflows of the sub-executions there were. */
	readonly subWorkflows: IWorkflowBase[] = [];

	private lastId = 0;

	private readonly version: Version;

	private readonly callerPolicyDefault: WorkflowSettings.CallerPolicy;

	constructor(
		private readonly engine: Engine,
		{ version = '2.40', callerPolicyDefault = 'workflowsFromSameOwner' }: ExecutionsOptions = {},
	) {
		this.version = version;
		this.callerPolicyDefault = callerPolicyDefault;
	}

	/** Runs a workflow until it is done or sleeps. */
	async run(json: WorkflowJson, mode: WorkflowExecuteMode = 'trigger'): Promise<IRun> {
		const workflow = { id: 'main', active: false, ...json } as IWorkflowBase;
		const hook = json.nodes[0];
		return await this.go({
			id: this.newId(),
			workflow,
			mode,
			data: createRunExecutionData({
				executionData: {
					nodeExecutionStack: [
						{
							node: hook,
							data: { main: [json.pinData?.[hook.name] ?? [{ json: {} }]] },
							source: null,
						},
					],
				},
			}),
		});
	}

	/**
	 * Wakes the execution whose time comes first, and what waits for it.
	 *
	 * @returns the run of the execution that woke last; of the outermost one when that is done
	 */
	async wakeNext(): Promise<IRun> {
		const [next] = [...this.sleeping.values()].sort(
			(a, b) => a.waitTill.getTime() - b.waitTill.getTime(),
		);
		return await this.wake(next);
	}

	private async wake({ id, workflow, mode, data, parentId }: Sleeping): Promise<IRun> {
		this.sleeping.delete(id);
		const run = await this.go({
			id,
			workflow,
			mode,
			data: parse(data) as IRunExecutionData,
			parentId,
		});
		const parent = parentId === undefined ? undefined : this.sleeping.get(parentId);
		if (!parent || (run.waitTill && this.version !== '1.123')) return run;
		this.giveToParent(parent, run);
		return await this.wake(parent);
	}

	private giveToParent(parent: Sleeping, run: IRun): void {
		const data = parse(parent.data) as IRunExecutionData;
		const [entry] = data.executionData?.nodeExecutionStack ?? [];
		const { error } = run.data.resultData;
		const result = lastTaskOf(run)?.data;
		if (this.version === '1.123') return;
		if (error && this.version === '2.40')
			entry.metadata = { ...entry.metadata, resumeError: error };
		else if (result) entry.data = result;
		parent.data = stringify(data);
	}

	private async go({
		id,
		workflow: json,
		mode,
		data,
		parentId,
	}: Omit<Sleeping, 'data' | 'waitTill'> & { data: IRunExecutionData }): Promise<IRun> {
		const workflow = new Workflow({
			...json,
			nodes: structuredClone(json.nodes),
			nodeTypes: this.engine.packages.nodeTypes,
			settings: { executionOrder: 'v1', ...json.settings },
		});
		const additionalData = this.engine.additionalData(new ExecutionLifecycleHooks(mode, id, json));
		additionalData.executionId = id;
		additionalData.executeWorkflow = this.executeWorkflow.bind(this);
		const run = await withoutMethods(
			LACKING[this.version],
			async () =>
				await new WorkflowExecute(additionalData, mode, data).processRunExecutionData(workflow),
		);
		if (run.waitTill) {
			const { waitTill } = run;
			this.sleeping.set(id, {
				id,
				workflow: json,
				mode,
				data: stringify(run.data),
				waitTill: new Date(waitTill),
				parentId,
			});
		}
		return run;
	}

	private async executeWorkflow(
		{ code }: IExecuteWorkflowInfo,
		_additionalData: IWorkflowExecuteAdditionalData,
		{
			inputData,
			parentWorkflowId,
			parentWorkflowSettings,
			parentExecution,
		}: ExecuteWorkflowOptions,
	) {
		if (!code) throw new Error('Only inline workflows are run here');
		code.settings ??= parentWorkflowSettings;
		this.subWorkflows.push(code);
		const refusal = this.refuses(code);
		if (refusal) throw new Error(refusal);
		const executionId = this.newId();
		const begin = code.nodes.find(({ type }) => type.endsWith('executeWorkflowTrigger'));
		if (!begin) throw new Error('The workflow has no trigger');
		const run = await this.go({
			id: executionId,
			workflow: { ...code, id: code.id ?? parentWorkflowId },
			mode: 'integrated',
			data: createRunExecutionData({
				executionData: {
					nodeExecutionStack: [
						{
							node: begin,
							data: { main: [inputData ?? [{ json: {} }]] },
							metadata: { parentExecution },
							source: null,
						},
					],
				},
				parentExecution,
			}),
			parentId: parentExecution?.executionId,
		});
		const { error } = run.data.resultData;
		if (error) throw error;
		return {
			executionId,
			data: (lastTaskOf(run)?.data?.main ?? []) as Array<INodeExecutionData[] | null>,
			waitTill: run.waitTill,
		};
	}

	/** Why a sub-workflow may not be run; undefined when it may. */
	refuses({ settings }: IWorkflowBase): string | undefined {
		return (settings?.callerPolicy ?? this.callerPolicyDefault) === 'none'
			? 'The sub-workflow cannot be called by this workflow'
			: undefined;
	}

	private newId(): string {
		return String(++this.lastId);
	}
}

function lastTaskOf({ data }: IRun): ITaskData | undefined {
	const { lastNodeExecuted, runData } = data.resultData;
	return runData[lastNodeExecuted ?? '']?.at(-1);
}

/** Runs something while the functions that n8n hands to a node lack some. */
async function withoutMethods<T>(names: string[], run: () => Promise<T>): Promise<T> {
	const taken: Array<[object, string, PropertyDescriptor]> = [];
	for (const name of names) {
		for (
			let prototype = ExecuteContext.prototype as object;
			prototype !== Object.prototype;
			prototype = Object.getPrototypeOf(prototype) as object
		) {
			const method = Object.getOwnPropertyDescriptor(prototype, name);
			if (!method) continue;
			taken.push([prototype, name, method]);
			delete (prototype as Record<string, unknown>)[name];
		}
	}
	try {
		return await run();
	} finally {
		for (const [prototype, name, method] of taken) Object.defineProperty(prototype, name, method);
	}
}
