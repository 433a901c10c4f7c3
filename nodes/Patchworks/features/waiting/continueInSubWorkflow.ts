import pick from 'lodash/pick';
import without from 'lodash/without';
import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeParameters,
	IWorkflowBase,
} from 'n8n-workflow';
import { isExpression } from 'n8n-workflow';

import { inputItems } from '../../request/inputItems';
import { WAITING_SINCE } from './fields';
import { NOT_AGAIN } from './outcome';
import type { WaitSettings } from './waitSettings';
import { subExecutionSettings } from './subExecution';
import type { PendingRun } from './pendingRuns';
import { HOLDS_NO_PENDING_RUN, itemsOf, itsRequestOption, toItem } from './pendingRuns';

/** For less than 65 seconds, from which some milliseconds may be gone, n8n's Wait node does not sleep. */
const SHORTEST_SLEEP_MS = 70_000;

/**
 * Goes on waiting in a sub-execution, which n8n puts to sleep between the looks; this execution sleeps
 * until that one is done, and then has its items.
 *
 * n8n cannot run a node again after a sleep: it passes the node's input on. But it gives a node that
 * waits for a sub-execution the items of that one. So the looking again is a small workflow of its own.
 *
 * @throws Error when n8n does not run it
 */
export async function continueInSubWorkflow(
	functions: IExecuteFunctions,
	settings: WaitSettings,
	pendingRuns: PendingRun[],
): Promise<INodeExecutionData[]> {
	const executeData = functions.getExecuteData();
	const node = functions.getNode();
	const requestOptions = resolvedRequestOptions(functions, node, pendingRuns);
	const items = inputItems(functions).map(({ json }, item) =>
		toItem({ ...pendingRuns[item], requestOptions: requestOptions[item] }, item, json),
	);
	const { data, waitTill } = await functions.executeWorkflow(
		{
			code: waitingWorkflow(
				functions,
				node,
				settings,
				Object.keys(Object.assign({}, ...requestOptions)),
			),
		},
		items,
		undefined,
		{
			parentExecution: {
				executionId: functions.getExecutionId(),
				workflowId: String(functions.getWorkflow().id),
				shouldResume: true,
			},
			executionMode: functions.getMode(),
		},
	);
	if (!waitTill) return data[0] ?? [];
	// What this node gives if n8n should wake it without the items of the sub-execution.
	const unfinished = itemsOf(
		pendingRuns.map((pendingRun) => ({
			...pendingRun,
			result: pendingRun.result ?? unknownEnd(pendingRun),
		})),
	);
	executeData.data.main = [unfinished];
	return unfinished;
}

/**
 * What expressions in n8n's own Request Options give for each item, since they may name nodes that the
 * sub-execution does not have. An address of a proxy with a password is left out, since it must not be
 * stored with an execution: its expression is handed over as it is.
 */
function resolvedRequestOptions(
	functions: IExecuteFunctions,
	{ parameters }: INode,
	pendingRuns: PendingRun[],
): IDataObject[] {
	const given = (parameters.requestOptions ?? {}) as IDataObject;
	const expressions = Object.keys(given).filter((name) => isExpression(given[name]));
	if (expressions.length === 0) return [];
	const options = pendingRuns.map(({ result }, item) =>
		result ? {} : (functions.getNodeParameter('requestOptions', item, {}) as IDataObject),
	);
	const hasSecret = options.some(({ proxy }) => hasPassword(String(proxy ?? '')));
	return options.map((one) => pick(one, without(expressions, hasSecret ? 'proxy' : '')));
}

function hasPassword(address: string): boolean {
	return URL.canParse(address) && new URL(address).password !== '';
}

function unknownEnd({ flowRunId }: PendingRun): INodeExecutionData {
	return {
		json: {
			error: {
				message: `The wait was cut short. Look at flow run ${flowRunId}: it may go on in Patchworks. ${NOT_AGAIN}`,
				flowRunId,
			},
		},
	};
}

/**
 * Sleep, look, and again, until no item holds a pendingRun any more.
 *
 * @param perItem the names of the Request Options that are in the pendingRuns
 */
function waitingWorkflow(
	functions: IExecuteFunctions,
	node: INode,
	settings: WaitSettings,
	perItem: string[],
) {
	const parameters: INodeParameters = {
		...pick(node.parameters, ['authentication', 'requestHandling']),
		resource: 'flowRun',
		operation: 'wait',
		// Required, but each item has its run in its pendingRun.
		flowRunId: { __rl: true, mode: 'id', value: 'in the pendingRun' },
		onFailedRun: settings.failsItem ? 'fail' : 'passOn',
		pollInterval: settings.intervalMs / 1_000,
		waitLimit: settings.limitMinutes,
		[WAITING_SINCE]: settings.since,
		requestOptions: {
			...(node.parameters.requestOptions as INodeParameters),
			...Object.fromEntries(perItem.map((name) => [name, itsRequestOption(name)])),
		},
	};
	// In errors, the node that looks has the name that the user knows.
	const [BEGIN, SLEEP, LOOK, IS_DONE] = ['begin', 'sleep', '', 'is done'].map((role) =>
		role ? `${node.name}: ${role}` : node.name,
	);
	const nodes: INode[] = [
		nodeOf(BEGIN, 'n8n-nodes-base.executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' }),
		nodeOf(SLEEP, 'n8n-nodes-base.wait', 1.1, {
			amount: Math.ceil(Math.max(settings.intervalMs, SHORTEST_SLEEP_MS) / 1_000),
			unit: 'seconds',
		}),
		{
			...nodeOf(LOOK, node.type, node.typeVersion, parameters),
			credentials: node.credentials,
			...(continuesOnError(node) && { onError: 'continueRegularOutput' as const }),
		},
		nodeOf(IS_DONE, 'n8n-nodes-base.if', 1, {
			conditions: { boolean: [{ value1: HOLDS_NO_PENDING_RUN, value2: true }] },
		}),
	];
	return {
		name: `${node.name}: waiting`,
		active: false,
		settings: subExecutionSettings(functions),
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
