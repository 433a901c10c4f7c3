import type {
	IExecuteFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
	NodeApiError,
	PostReceiveAction,
} from 'n8n-workflow';

import { enumerate } from '../../../api/errors/enumerate';
import { senderOf } from '../../../api/sender';
import type { ExecuteItems, Operation } from '../../description/operation';
import { startedFlowRun } from '../../output/startedFlowRun';
import { checkFirstEnvironment } from '../environmentCheck';
import type { RequestTransform } from '../../request/transforms/transform';
import { inputItems } from '../../request/inputItems';
import { unknownRun } from './outcome';
import {
	inputOfFailed,
	isInputWanted,
	isSimplified,
	startedBy,
	waitSettings,
	wantedInput,
} from './waitSettings';
import type { PendingRun } from './pendingRuns';
import { waitForRuns } from './waitForRuns';

/** Reads before anything is started what is read of an item once its flow has been. */
const checkOutput: RequestTransform = (context) => {
	const read = (name: string): unknown => context.getNodeParameter(name);
	isSimplified(read);
	isInputWanted(read);
};

/**
 * Start, for runs that are waited for: it refuses an answer that does not say which run was started.
 *
 * @param unknown gets the items of such answers
 */
function startKnownRuns(start: Operation, unknown: number[]): Operation {
	const knownRun: PostReceiveAction = async function (
		this: IExecuteSingleFunctions,
		[{ json }]: INodeExecutionData[],
	) {
		if (json.flowRunId === undefined) {
			unknown.push(this.getItemIndex());
			throw unknownRun(senderOf(this));
		}
		return [{ json: { flowRunId: json.flowRunId, startedAt: Date.now(), ...startedBy(this) } }];
	};
	const { option, transforms = [] } = start;
	const routing = {
		...option.routing,
		output: { postReceive: [startedFlowRun, knownRun, checkFirstEnvironment] },
	};
	return {
		...start,
		option: { ...option, routing },
		transforms: [checkOutput, ...transforms],
	};
}

/**
 * Starts a flow for each item, and waits for the runs of all of them.
 *
 * @param start the operation that starts one
 * @throws NodeApiError when an item fails and the node is to stop then; it names the runs that were started
 */
export async function startAndWait(
	functions: IExecuteFunctions,
	executeItems: ExecuteItems,
	start: Operation,
): Promise<INodeExecutionData[]> {
	const read = (name: string): unknown => functions.getNodeParameter(name, 0);
	const settings = waitSettings(functions.getNode(), read, Date.now());
	const unknown: number[] = [];
	const outputs = await executeItems(startKnownRuns(start, unknown)).catch(
		(error: NodeApiError) => {
			throw tellOfUnknown(error, unknown);
		},
	);
	const pendingRuns = outputs.map((output, item) => pendingRunFor(functions, output, item));
	return await waitForRuns(functions, settings, pendingRuns);
}

/** Adds to the error of an item for which others a flow was started, too, in a run that is not known. */
function tellOfUnknown(error: NodeApiError, unknown: number[]): NodeApiError {
	const others = unknown.filter((item) => item !== error.context.itemIndex).sort((a, b) => a - b);
	if (others.length === 0) return error;
	error.description = `${error.description ?? ''} For other items flows were started without a word on their runs: items ${enumerate(others)}. Starting them again would run them twice.`;
	return error;
}

function pendingRunFor(
	functions: IExecuteFunctions,
	[output]: INodeExecutionData[],
	item: number,
): PendingRun {
	const { flowRunId, startedAt, flowId, virtualEnvironmentId } = output.json;
	const read = (name: string): unknown => functions.getNodeParameter(name, item);
	const given = [functions.getNode(), read, inputItems(functions)[item]] as const;
	if (flowRunId === undefined) {
		return { flowRunId: '', result: output, ...inputOfFailed(...given) };
	}
	return {
		flowRunId: String(flowRunId),
		startedAt: Number(startedAt),
		...(flowId !== undefined && { flowId: String(flowId) }),
		...(virtualEnvironmentId !== undefined && {
			virtualEnvironmentId: String(virtualEnvironmentId),
		}),
		simplify: isSimplified(read),
		...wantedInput(...given),
	};
}
