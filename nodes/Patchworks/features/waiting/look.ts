import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { apiRequestItem } from '../../../api/client';
import { asNodeError } from '../../../api/errors/itemErrors';
import { flowRunPath, hasEnded } from '../../../api/flowRuns';
import type { Sender } from '../../../api/sender';
import { senderOf } from '../../../api/sender';
import { inBatches } from '../../../api/inBatches';
import { failItems } from './failItems';
import { cutShort, NOT_AGAIN, outcomeOf } from './outcome';
import type { WaitSettings } from './settings';
import type { Ticket } from './tickets';

const LOOKS_AT_ONCE = 20;
/** A look does not hold on to a request for minutes: there will be another look. */
const MAX_WAIT_MS = 45_000;
/** For how long Patchworks may not know a run that it has just started: it queues them. */
const UNKNOWN_FOR_MINUTES = 10;

/** Answers after which the next one may be better, besides those of a server that is in trouble. */
const MAY_PASS = [408, 425, 429];
const NOT_FOUND = 404;

/**
 * Looks once at each run that is waited for, and gives those that have ended their result.
 *
 * @returns whether any still goes on
 * @throws NodeApiError of the first item that fails, when the node is to stop then
 */
export async function look(
	functions: IExecuteFunctions,
	settings: WaitSettings,
	tickets: Ticket[],
): Promise<boolean> {
	const entries = [...tickets.entries()].filter(([, { result }]) => !result);
	const errors = new Map<number, unknown>();
	const stops = !functions.continueOnFail();
	await inBatches(entries, LOOKS_AT_ONCE, async ([item, ticket]) => {
		if (stops && errors.size > 0) return;
		try {
			ticket.result = await lookAt(senderOf(functions, item), settings, ticket);
		} catch (error) {
			errors.set(item, error);
		}
	});
	failItems(functions, settings, tickets, errors);
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
	const answer = await runOrTrouble(sender, ticket);
	const isTrouble = answer instanceof NodeApiError;
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

/**
 * Asks for the run of a ticket.
 *
 * @returns the run, or trouble that may pass
 * @throws NodeApiError or NodeOperationError for trouble that does not
 */
async function runOrTrouble(sender: Sender, ticket: Ticket): Promise<IDataObject | NodeApiError> {
	await sender.credentials().catch((error: Error) => {
		throw unreadableCredential(sender, error);
	});
	const hurried = { ...sender, settings: { ...sender.settings, maximumWaitMs: MAX_WAIT_MS } };
	try {
		return await apiRequestItem(hurried, {
			path: flowRunPath(ticket.flowRunId),
			qs: { include: 'flow' },
			isAboutRuns: true,
		});
	} catch (error) {
		const trouble = asNodeError(sender.functions.getNode(), error, sender.itemIndex);
		if (sender.cancelled?.aborted) return trouble;
		const { isSeen, startedAt } = ticket;
		if ((isSeen || startedAt !== undefined) && mayPass(trouble)) return trouble;
		if (isSeen || startedAt === undefined || Number(trouble.httpCode) !== NOT_FOUND) throw trouble;
		if (Date.now() < startedAt + UNKNOWN_FOR_MINUTES * 60_000) return trouble;
		throw notShown(ticket, trouble);
	}
}

/** Says of a run that Patchworks has started, and does not know, where it may be. */
function notShown({ flowRunId }: Ticket, error: NodeApiError): NodeApiError {
	error.description = `Patchworks has started flow run ${flowRunId} and does not show it after ${UNKNOWN_FOR_MINUTES} minutes. It may still be in the queue: see Queued Run: Get Many. ${NOT_AGAIN}`;
	return error;
}

/** What n8n says of a credential is no answer, and stays as it is. */
function unreadableCredential(
	{ functions, itemIndex }: Sender,
	{ message }: Error,
): NodeOperationError {
	return new NodeOperationError(
		functions.getNode(),
		`The credential cannot be read while waiting: ${message}`,
		{
			itemIndex,
			description:
				'If it is an expression: in a wait of more than a minute it can use the item, as in {{ $json.key }}, and no other node.',
		},
	);
}

/**
 * Whether the next look may go better: Patchworks did not answer, or had too much to do. A login that
 * was refused is not tried at each look, since Patchworks may lock the account.
 */
function mayPass({ httpCode, failure }: NodeApiError): boolean {
	if (failure?.cause === 'credential-invalid') return false;
	const status = Number(httpCode);
	return !(status >= 400 && status < 500) || MAY_PASS.includes(status);
}
