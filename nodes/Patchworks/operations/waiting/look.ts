import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { askForObject } from '../../shared/ask';
import { asNodeError, failedItem } from '../../shared/errors';
import { flowRunPath, hasEnded } from '../../shared/flowRuns';
import type { Sender } from '../../shared/transport';
import { senderOf } from '../../shared/transport';
import { inBatches } from '../inBatches';
import { cutShort, outcomeOf } from './outcome';
import type { WaitSettings } from './settings';
import type { Ticket } from './tickets';

const LOOKS_AT_ONCE = 20;
/** A look does not hold on to a request for minutes: there will be another look. */
const MAX_WAIT_MS = 45_000;

/**
 * Looks once at each run that is waited for, and gives those that have ended their result.
 *
 * @returns whether any still goes on
 * @throws NodeOperationError when an item fails and the node is to stop then
 */
export async function look(
	functions: IExecuteFunctions,
	settings: WaitSettings,
	tickets: Ticket[],
): Promise<boolean> {
	const entries = [...tickets.entries()].filter(([, { result }]) => !result);
	await inBatches(entries, LOOKS_AT_ONCE, async ([item, ticket]) => {
		const sender = senderOf(functions, item);
		try {
			ticket.result = await lookAt(sender, settings, ticket);
		} catch (error) {
			const failure = asNodeError(functions.getNode(), error, item);
			if (!functions.continueOnFail()) throw failure;
			ticket.result = failedItem(failure, item);
		}
	});
	return tickets.some(({ result }) => !result);
}

/**
 * Looks once at a run that is waited for.
 *
 * @returns what its item gives; undefined while the run goes on
 * @throws NodeOperationError when the item fails, or the wait is over
 */
export async function lookAt(
	sender: Sender,
	settings: WaitSettings,
	ticket: Ticket,
): Promise<INodeExecutionData | undefined> {
	const path = flowRunPath(ticket.flowRunId);
	const hurried = { ...sender, settings: { ...sender.settings, maximumWaitMs: MAX_WAIT_MS } };
	const answer = await askForObject(hurried, path, { include: 'flow' }).catch((error: unknown) =>
		asNodeError(sender.functions.getNode(), error, sender.itemIndex),
	);
	const isTrouble = answer instanceof NodeApiError;
	if (isTrouble && !(ticket.isSeen && mayPass(answer))) throw answer;
	if (!isTrouble) {
		ticket.isSeen = true;
		if (hasEnded(answer)) return await outcomeOf(sender, settings, ticket, answer);
	}
	if (Date.now() < settings.until) return undefined;
	throw cutShort(
		sender,
		ticket,
		`after ${settings.limitMinutes} minutes`,
		isTrouble ? `At the last look: ${answer.message}` : undefined,
	);
}

/** Whether the next look may go better: Patchworks did not answer, or had too much to do. */
function mayPass({ httpCode }: NodeApiError): boolean {
	const status = Number(httpCode);
	return !(status >= 400 && status < 500 && status !== 429);
}
