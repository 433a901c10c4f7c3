import type {
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	IWorkflowBase,
	INodeParameters,
} from 'n8n-workflow';

import { senderOf } from '../../shared/transport';
import { WAITING_SINCE } from './fields';
import { cutShort } from './outcome';
import type { WaitSettings } from './settings';
import type { Ticket } from './tickets';
import { HOLDS_NO_TICKET, toItem } from './tickets';

/** For less than 65 seconds, from which some milliseconds may be gone, n8n's Wait node does not sleep. */
const SHORTEST_SLEEP_MS = 70_000;

/**
 * Goes on waiting in a sub-execution, which n8n puts to sleep between the looks; this execution sleeps
 * until that one is done, and then has its items.
 *
 * n8n cannot run a node again after a sleep: it passes the node's input on. But it gives a node that
 * waits for a sub-execution the items of that one. So the looking again is a small workflow of its own.
 *
 * @throws NodeOperationError when n8n does not run it, naming the run to look at
 */
export async function handOver(
	functions: IExecuteFunctions,
	settings: WaitSettings,
	tickets: Ticket[],
): Promise<INodeExecutionData[]> {
	const open = tickets.findIndex(({ result }) => !result);
	const sender = senderOf(functions, open);
	const executeData = functions.getExecuteData();
	if (!executeData.data.main) {
		throw cutShort(sender, tickets[open], 'after a minute, and a tool cannot wait for longer');
	}
	const { id: workflowId } = functions.getWorkflow();
	const items = tickets.map(toItem);
	try {
		const { data, waitTill } = await functions.executeWorkflow(
			{ code: waitingWorkflow(functions.getNode(), settings) },
			items,
			undefined,
			{
				parentExecution: {
					executionId: functions.getExecutionId(),
					workflowId: String(workflowId),
					shouldResume: true,
				},
				executionMode: functions.getMode(),
			},
		);
		if (!waitTill) return data[0] ?? [];
	} catch (error) {
		throw cutShort(sender, tickets[open], 'after a minute', (error as Error).message);
	}
	// What this node gives if n8n should wake it without the items of the sub-execution.
	const unfinished = tickets.map(({ flowRunId, result }, item) =>
		result ? { ...result, pairedItem: { item } } : unknownEnd(flowRunId, item),
	);
	executeData.data.main = [unfinished];
	return unfinished;
}

function unknownEnd(flowRunId: string, item: number): INodeExecutionData {
	return {
		json: {
			error: {
				message: `The wait was cut short. Look at flow run ${flowRunId}: it may go on in Patchworks.`,
				flowRunId,
			},
		},
		pairedItem: { item },
	};
}

/** Sleep, look, and again, until no item holds a ticket any more. */
function waitingWorkflow(node: INode, { intervalMs, until, limitMinutes }: WaitSettings) {
	const parameters: INodeParameters = {
		...node.parameters,
		resource: 'flowRun',
		operation: 'wait',
		// Required, but each item has its run in its ticket.
		flowRunId: { __rl: true, mode: 'id', value: 'in the ticket' },
		[WAITING_SINCE]: until - limitMinutes * 60_000,
	};
	// In errors, the node that looks has the name that the user knows.
	const [BEGIN, SLEEP, LOOK, IS_DONE] = ['begin', 'sleep', '', 'is done'].map((role) =>
		role ? `${node.name}: ${role}` : node.name,
	);
	const nodes: INode[] = [
		nodeOf(BEGIN, 'n8n-nodes-base.executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' }),
		nodeOf(SLEEP, 'n8n-nodes-base.wait', 1.1, {
			amount: Math.ceil(Math.max(intervalMs, SHORTEST_SLEEP_MS) / 1_000),
			unit: 'seconds',
		}),
		{
			...nodeOf(LOOK, node.type, node.typeVersion, parameters),
			credentials: node.credentials,
			...(continuesOnError(node) && { onError: 'continueRegularOutput' as const }),
		},
		nodeOf(IS_DONE, 'n8n-nodes-base.if', 1, {
			conditions: { boolean: [{ value1: HOLDS_NO_TICKET, value2: true }] },
		}),
	];
	return {
		name: `${node.name}: waiting`,
		active: false,
		settings: { executionOrder: 'v1' },
		nodes,
		connections: {
			[BEGIN]: leadTo(SLEEP),
			[SLEEP]: leadTo(LOOK),
			[LOOK]: leadTo(IS_DONE),
			[IS_DONE]: { main: [[], ...leadTo(SLEEP).main] },
		},
	} as unknown as IWorkflowBase;
}

function nodeOf(
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}

function leadTo(name: string) {
	return { main: [[{ node: name, type: 'main', index: 0 }]] };
}

function continuesOnError({ onError, continueOnFail }: INode): boolean {
	return onError === undefined ? continueOnFail === true : onError !== 'stopWorkflow';
}
