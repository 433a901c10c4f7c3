import type { INodeExecutionData } from 'n8n-workflow';

import { apiRequest } from '../../../api/client';
import { asNodeError } from '../../../api/errors/itemErrors';
import { startedRun } from '../../../api/facts/startedRun';
import type { OperationCall } from '../../description/operation';
import { checkFirstEnvironment } from '../environmentCheck';
import { tellOfStarted } from './failItems';
import { pollRun } from './poll';
import { timeoutError, unknownRun } from './outcome';
import { pollInProcess, IN_PROCESS_MS } from './pollInProcess';
import { isSimplified, startedBy, waitSettings } from './waitSettings';
import type { PendingRun } from './pendingRuns';

/** Ends the sentence of an error for a run that had not ended. */
const TOO_LONG_FOR_A_TOOL = 'after a minute, and a tool cannot wait for longer';

/**
 * Waits for a run, for a minute at most.
 *
 * Nothing can put the wait of a tool to sleep, as {@link Operation.performAll} does for a node in a workflow.
 *
 * @throws NodeOperationError when the run fails and is to fail the item, or goes on for longer
 */
export async function waitAsTool(call: OperationCall): Promise<INodeExecutionData[]> {
	return [await waitAMinute(call)];
}

/** Starts a flow and waits for its run, as {@link waitAsTool} does. */
export async function startAndWaitAsTool(call: OperationCall): Promise<INodeExecutionData[]> {
	return [await waitAMinute(call, Date.now())];
}

async function waitAMinute(
	{ context, sender, request }: OperationCall,
	startedAt?: number,
): Promise<INodeExecutionData> {
	const read = (name: string): unknown => context.getNodeParameter(name);
	const settings = waitSettings(context.getNode(), read, Date.now());
	const wanted = {
		startedAt,
		...(startedAt !== undefined && startedBy(context)),
		// It is the run itself that was asked for.
		isSeen: startedAt === undefined,
		simplify: isSimplified(read),
	};
	const { body } = await apiRequest(sender, request);
	const { flowRunId } = startedRun(body);
	if (flowRunId === undefined) throw unknownRun(sender);
	const pendingRun: PendingRun = { flowRunId: String(flowRunId), ...wanted };
	const poll = async () => {
		pendingRun.result = await pollRun(sender, settings, pendingRun);
		return !pendingRun.result;
	};
	try {
		if (startedAt !== undefined) {
			await checkFirstEnvironment.call(context, [{ json: { flowRunId } }]);
		}
		await pollInProcess(IN_PROCESS_MS, settings, poll, sender.cancelled);
		if (!pendingRun.result) throw timeoutError(sender, pendingRun, TOO_LONG_FOR_A_TOOL);
	} catch (error) {
		const { itemIndex } = sender;
		const failure = asNodeError(context.getNode(), error, itemIndex);
		throw tellOfStarted(failure, pendingRun, settings, []);
	}
	return pendingRun.result;
}
