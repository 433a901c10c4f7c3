import type { INodeExecutionData } from 'n8n-workflow';

import { apiRequest } from '../../../api/client';
import { asNodeError } from '../../../api/errors/itemErrors';
import { startedRun } from '../../../api/facts/startedRun';
import type { OperationCall } from '../../description/operation';
import { tellOfStarted } from './failItems';
import { lookAt } from './look';
import { cutShort, unknownRun } from './outcome';
import { lookAgain, PATIENCE_MS } from './patience';
import { isSimplified, startedWith, waitSettings } from './settings';
import type { Ticket } from './tickets';
import { TOO_LONG_FOR_A_TOOL } from './waitForRuns';

/**
 * Waits for a run, for a minute at most.
 *
 * n8n runs {@link Operation.performAll} for nodes in a workflow. For the tools of an AI agent nothing can
 * put the wait to sleep.
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
	const { body } = await apiRequest(sender, request);
	const { flowRunId } = startedRun(body);
	if (flowRunId === undefined) throw unknownRun(sender);
	const ticket: Ticket = {
		flowRunId: String(flowRunId),
		startedAt,
		...(startedAt !== undefined &&
			startedWith((name) => context.getNodeParameter(name, '', { extractValue: true }))),
		// It is the run itself that was asked for.
		isSeen: startedAt === undefined,
		simplify: isSimplified(read),
	};
	const look = async () => {
		ticket.result = await lookAt(sender, settings, ticket);
		return !ticket.result;
	};
	try {
		await lookAgain(PATIENCE_MS, settings, look, sender.cancelled);
		if (!ticket.result) throw cutShort(sender, ticket, TOO_LONG_FOR_A_TOOL);
	} catch (error) {
		const { itemIndex } = sender;
		const failure = asNodeError(context.getNode(), error, itemIndex);
		throw tellOfStarted(failure, ticket, settings, []);
	}
	return ticket.result;
}
