import type { IDataObject, INode, IRun, WorkflowExecuteMode } from 'n8n-workflow';

import { node } from '../../support/harness/engine';
import type { WorkflowJson } from '../../support/harness/engine';
import type { ExecutionsOptions } from '../../support/harness/subExecutions';
import { Executions } from '../../support/harness/subExecutions';
import { global, timers } from '../../support/node';
import type { SandboxOptions } from '../../support/sandbox';
import type { Sandboxed } from './sandboxed';
import { byId, SANDBOX_CREDENTIAL, startSandboxed } from './sandboxed';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

/** The node that waits. */
export const WAITS = 'Wait for It';

export interface WaitsOptions {
	sandbox?: SandboxOptions;
	executions?: ExecutionsOptions;
}

export interface RunMore {
	node?: Partial<INode>;
	settings?: WorkflowJson['settings'];
	mode?: WorkflowExecuteMode;
	/** Nodes between the items and the node that waits. */
	before?: INode[];
}

/**
 * A sandbox and n8n's engine in which pauses take no time: the sandbox's clock and n8n's go on instead.
 */
export class Waits {
	/** Milliseconds that went by in executions themselves. */
	waited = 0;

	private constructor(
		readonly patchworks: Sandboxed,
		readonly executions: Executions,
	) {}

	/** Has to be closed. */
	static async open({ sandbox, executions }: WaitsOptions = {}): Promise<Waits> {
		const patchworks = await startSandboxed({ runDuration: 5 * SECOND, ...sandbox });
		const waits = new Waits(patchworks, new Executions(patchworks.engine, executions));
		waits.passTime();
		return waits;
	}

	async close(): Promise<void> {
		jest.restoreAllMocks();
		await this.patchworks.sandbox.close();
	}

	/** Pauses are made of slices, which is how they are told from the time limits of requests. */
	private passTime(): void {
		const { setTimeout } = timers;
		jest.spyOn(global, 'setTimeout').mockImplementation(((callback: () => void, time = 0) => {
			const isSlice = time >= 100 && time <= 500;
			if (isSlice) {
				this.waited += time;
				this.advance(time);
			}
			return setTimeout(callback, isSlice ? 0 : time);
		}) as typeof setTimeout);
		const now = Date.now.bind(Date);
		jest.spyOn(Date, 'now').mockImplementation(() => now() + this.passed);
	}

	private passed = 0;

	/** Lets time go by, for Patchworks and for n8n. */
	advance(milliseconds: number): void {
		this.passed += milliseconds;
		this.patchworks.sandbox.advance(milliseconds);
	}

	/** Runs a workflow of items, the Patchworks node, and a node after each of its outputs. */
	async run(
		parameters: IDataObject,
		items: IDataObject[] = [{}],
		{ node: more, settings, mode, before = [] }: RunMore = {},
	): Promise<IRun> {
		const nodes = [
			node('Items', 'n8n-nodes-base.manualTrigger', {}),
			...before,
			node(WAITS, 'n8n-nodes-patchworks.patchworks', parameters as INode['parameters'], {
				credentials: { PatchworksApiKey: { id: SANDBOX_CREDENTIAL, name: 'Sandbox' } },
				...more,
			}),
		];
		const leadTo = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
		return await this.executions.run(
			{
				nodes: [
					...nodes,
					node('After', 'n8n-nodes-base.noOp', {}),
					node('Failed', 'n8n-nodes-base.noOp', {}),
				],
				connections: {
					...Object.fromEntries(
						nodes.slice(1).map(({ name }, index) => [nodes[index].name, { main: [leadTo(name)] }]),
					),
					[WAITS]: { main: [leadTo('After'), leadTo('Failed')] },
				},
				pinData: { Items: items.map((json) => ({ json })) },
				settings,
			},
			mode,
		);
	}

	/** Wakes what sleeps until nothing does. */
	async sleepThrough(longest = 50): Promise<{ run: IRun; sleeps: number }> {
		for (let sleeps = 1; sleeps <= longest; sleeps++) {
			this.advance(70 * SECOND);
			const run = await this.executions.wakeNext();
			if (this.executions.sleeping.size === 0) return { run, sleeps };
		}
		throw new Error('It still sleeps');
	}

	/** Runs a workflow to its end, over whatever sleeps. */
	async runThrough(...given: Parameters<Waits['run']>): Promise<IRun> {
		const run = await this.run(...given);
		return run.status === 'waiting' ? (await this.sleepThrough()).run : run;
	}
}

/** The parameters of Flow: Start and Wait. */
export const start = (flowId: number | string, more: IDataObject = {}) => ({
	resource: 'flow',
	operation: 'startAndWait',
	flowId: byId(String(flowId)),
	...more,
});

/** The parameters of Flow Run: Wait. */
export const waitFor = (id: string, more: IDataObject = {}) => ({
	resource: 'flowRun',
	operation: 'wait',
	flowRunId: byId(id),
	...more,
});
