import { PollContext } from 'n8n-core';
import type { IDataObject, INode, INodeExecutionData, WorkflowExecuteMode } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import type { Engine } from './engine';
import { node } from './engine';

/** What of a workflow's static data outlives a restart of n8n. */
export type Keeping =
	/** That of each poll. n8n with the polls in its scheduler does so. */
	| 'everyPoll'
	/** That of the last poll that started an execution. n8n without a scheduler does so. */
	| 'pollsWithItems';

/**
 * A polling trigger in an active workflow, as n8n calls it: with a real poll context, static data that
 * is written to a database as JSON, and restarts that read it from there.
 *
 * Mirrors packages/cli/src/workflows/triggers/trigger-execution-context.factory.ts of n8n 2.40.
 */
export class ActiveTrigger {
	/** The static data in the database, as JSON. */
	saved = '{}';

	private workflow: Workflow;

	constructor(
		private readonly engine: Engine,
		private node: INode,
		private readonly keeping: Keeping = 'everyPoll',
	) {
		this.workflow = this.load();
	}

	/**
	 * Polls once.
	 *
	 * @returns the items that the workflow starts with; null when it does not start
	 */
	async poll(mode: WorkflowExecuteMode = 'trigger'): Promise<INodeExecutionData[] | null> {
		const node = this.workflow.getNode(this.node.name) as INode;
		const type = this.engine.packages.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const context = new PollContext(
			this.workflow,
			node,
			this.engine.additionalData(),
			mode,
			mode === 'manual' ? 'manual' : 'activate',
		);
		const output = (await type.poll?.call(context)) ?? null;
		const { staticData } = this.workflow;
		// n8n writes only what it has seen change.
		if (staticData.__dataChanged && (output !== null || this.keeping === 'everyPoll')) {
			this.saved = JSON.stringify(staticData);
			staticData.__dataChanged = false;
		}
		return output && output[0];
	}

	/** The JSON of the items of one poll; none when it gives none. */
	async jsonOfPoll(mode?: WorkflowExecuteMode): Promise<IDataObject[]> {
		return ((await this.poll(mode)) ?? []).map(({ json }) => json);
	}

	/** Stops n8n and starts it again: only what was saved is still known. */
	restart(): void {
		this.workflow = this.load();
	}

	/** Saves the workflow with other parameters: n8n then deactivates it and activates it again. */
	change(parameters: INode['parameters']): void {
		this.node = { ...this.node, parameters };
		this.restart();
	}

	private load(): Workflow {
		return new Workflow({
			id: 'active-workflow',
			name: 'Active',
			nodes: [structuredClone(this.node)],
			connections: {},
			active: true,
			nodeTypes: this.engine.packages.nodeTypes,
			settings: { executionOrder: 'v1' },
			staticData: JSON.parse(this.saved) as IDataObject,
		});
	}
}

/**
 * The Patchworks Trigger in an active workflow.
 *
 * @param credentialId of a credential of the kind that its Authentication says
 */
export function activeTriggerWith(
	engine: Engine,
	parameters: INode['parameters'],
	credentialId: string,
	keeping?: Keeping,
): ActiveTrigger {
	const type = parameters.authentication === 'oAuth' ? 'PatchworksOAuth' : 'PatchworksApiKey';
	const credentials = { [type]: { id: credentialId, name: 'Test credential' } };
	return new ActiveTrigger(
		engine,
		node('Trigger', 'n8n-nodes-patchworks.patchworksTrigger', parameters, { credentials }),
		keeping,
	);
}
