import type { IExecuteSingleFunctions, INodeExecutionData, PostReceiveAction } from 'n8n-workflow';

import { asNodeError } from '../../../api/errors';
import { startedRun } from '../../../api/facts/startedRun';
import { senderOf } from '../../../api/sending/exchange';
import { tellOfStarted } from './failItems';
import { lookAt } from './look';
import { cutShort, unknownRun } from './outcome';
import { lookAgain, PATIENCE_MS } from './patience';
import { isSimplified, startedWith, waitSettings } from './settings';
import type { Ticket } from './tickets';
import { TOO_LONG_FOR_A_TOOL } from './waitForRuns';

/**
 * Waits for a run that was asked for, for a minute at most.
 *
 * n8n runs the code of an operation for nodes in a workflow. For the tools of an AI agent it sends what
 * the operation describes, and nothing can put it to sleep.
 *
 * @throws NodeOperationError when the run fails and is to fail the item, or goes on for longer
 */
export const waitedFor: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	_items: INodeExecutionData[],
	{ body },
) {
	return [await waitAMinute(this, body)];
};

/** Waits for a run that was started, as {@link waitedFor} does. */
export const startedAndWaitedFor: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	_items: INodeExecutionData[],
	{ body },
) {
	return [await waitAMinute(this, body, Date.now())];
};

async function waitAMinute(
	context: IExecuteSingleFunctions,
	body: unknown,
	startedAt?: number,
): Promise<INodeExecutionData> {
	const read = (name: string): unknown => context.getNodeParameter(name);
	const settings = waitSettings(context.getNode(), read, Date.now());
	const sender = senderOf(context);
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
