import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { namingCompany } from '../../../api/companyLabel';
import { apiRequestItem } from '../../../api/client';
import { asNodeError, itemError } from '../../../api/errors/itemErrors';
import { mayPass } from '../../../api/errors/mayPass';
import { runUrl } from '../../../api/facts/dashboard';
import { flowRun } from '../../../api/facts/requests';
import { VIRTUAL_ENVIRONMENT_RELATION } from '../../../api/facts/relations';
import { hasEnded, statusOf } from '../../../api/facts/status';
import { shown } from '../../../api/facts/shown';
import type { Sender } from '../../../api/sender';
import { senderOf } from '../../../api/sender';
import { inBatches } from '../../../api/inBatches';
import { failItems } from './failItems';
import { assertOwnRun } from './ownRun';
import { timeoutError, NOT_AGAIN, outcomeOf, seeIt } from './outcome';
import type { QueueState } from './queue';
import { queueStateOf } from './queue';
import type { WaitSettings } from './waitSettings';
import type { PendingRun } from './pendingRuns';

const LOOKS_AT_ONCE = 20;
/** A look does not hold on to a request for minutes: there will be another look. */
const MAX_WAIT_MS = 45_000;
/** For how long Patchworks may not know a run that it has just started: it queues them. */
const UNKNOWN_FOR_MINUTES = 10;

/**
 * For how long a run that was started elsewhere may be in the queue: runs are put into it every 30 seconds
 * and taken out every 5.
 */
const QUEUED_FOR_MS = 45_000;

const NOT_FOUND = 404;

/**
 * Looks once at each run that is waited for, and gives those that have ended their result.
 *
 * @returns whether any still goes on
 * @throws NodeApiError of the first item that fails, when the node is to stop then
 */
export async function poll(
	functions: IExecuteFunctions,
	settings: WaitSettings,
	pendingRuns: PendingRun[],
): Promise<boolean> {
	const entries = [...pendingRuns.entries()].filter(([, { result }]) => !result);
	const errors = new Map<number, unknown>();
	const stops = !functions.continueOnFail();
	await inBatches(entries, LOOKS_AT_ONCE, async ([item, pendingRun]) => {
		if (stops && errors.size > 0) return;
		try {
			const sender = senderOf(functions, item);
			pendingRun.result = await pollRun(sender, settings, pendingRun).catch(
				async (error: unknown) => {
					throw await namingCompany(sender, error);
				},
			);
		} catch (error) {
			errors.set(item, error);
		}
	});
	failItems(functions, settings, pendingRuns, errors);
	return pendingRuns.some(({ result }) => !result);
}

/**
 * Looks once at a run that is waited for.
 *
 * @returns what its item gives; undefined while the run goes on
 * @throws NodeOperationError when the item fails, or the wait is over
 */
export async function pollRun(
	sender: Sender,
	settings: WaitSettings,
	pendingRun: PendingRun,
): Promise<INodeExecutionData | undefined> {
	const answer = await runOrTrouble(sender, settings, pendingRun);
	const isTrouble = answer instanceof NodeApiError;
	if (!isTrouble) {
		if (!pendingRun.isSeen) assertOwnRun(sender, pendingRun, answer);
		pendingRun.isSeen = true;
		if (hasEnded(answer)) return await outcomeOf(sender, settings, pendingRun, answer);
	}
	if (Date.now() < settings.until) return undefined;
	throw timeoutError(
		sender,
		pendingRun,
		`after ${settings.limitMinutes} minutes`,
		lastWord(answer),
	);
}

/** What the last look says of a run that it does not show to go on. */
function lastWord(answer: IDataObject | NodeApiError): string | undefined {
	if (answer instanceof NodeApiError) return `At the last look: ${answer.message}`;
	if (statusOf(answer.status) !== undefined) return undefined;
	return `At the last look it had status ${shown(answer.status)}, which is not known`;
}

/**
 * Asks for the run of a pendingRun.
 *
 * @returns the run, or trouble that may pass
 * @throws NodeApiError or NodeOperationError for trouble that does not
 */
async function runOrTrouble(
	sender: Sender,
	{ since }: WaitSettings,
	pendingRun: PendingRun,
): Promise<IDataObject | NodeApiError> {
	const credentials = await sender.credentials().catch((error: Error) => {
		// What n8n says of a credential is no answer, and stays as it is.
		throw itemError(
			sender,
			`The credential cannot be read while waiting: ${error.message}`,
			'If it is an expression: in a wait of more than a minute it can use the item, as in {{ $json.key }}, and no other node.',
		);
	});
	pendingRun.url = runUrl(credentials, pendingRun.flowRunId);
	const hurried = { ...sender, settings: { ...sender.settings, maximumWaitMs: MAX_WAIT_MS } };
	try {
		const relations = [
			'flow',
			...(pendingRun.virtualEnvironmentId ? [VIRTUAL_ENVIRONMENT_RELATION] : []),
		];
		return await apiRequestItem(hurried, flowRun(pendingRun.flowRunId, relations.join(',')));
	} catch (error) {
		const trouble = asNodeError(sender.functions.getNode(), error, sender.itemIndex);
		if (sender.cancelled?.aborted) return trouble;
		const { isSeen, startedAt } = pendingRun;
		if ((isSeen || startedAt !== undefined) && mayPass(trouble)) return trouble;
		if (isSeen || Number(trouble.httpCode) !== NOT_FOUND) throw trouble;
		if (Date.now() < (startedAt ?? 0) + UNKNOWN_FOR_MINUTES * 60_000) return trouble;
		const queue = await queueStateOf(hurried, pendingRun);
		const isStartedHere = startedAt !== undefined;
		const isSoon = isStartedHere || Date.now() < since + QUEUED_FOR_MS;
		if (queue === 'may hold it' && isSoon) return trouble;
		throw isStartedHere ? notShown(pendingRun, trouble, queue) : maybeQueued(trouble, queue);
	}
}

const IN_QUEUE: Record<QueueState, string> = {
	'may hold it': 'It may still be in the queue: see Queued Run: Get Many.',
	'does not hold it':
		'Nor does the queue hold a run of this flow, as Queued Run: Get Many shows it.',
	'does not say': 'It may still be in the queue: see Queued Run: Get Many.',
};

/** Says of a run that Patchworks has started, and does not know, where it may be. */
function notShown(pendingRun: PendingRun, error: NodeApiError, queue: QueueState): NodeApiError {
	error.description = `Patchworks has started flow run ${pendingRun.flowRunId} and does not show it after ${UNKNOWN_FOR_MINUTES} minutes. ${IN_QUEUE[queue]} ${seeIt(pendingRun)}${NOT_AGAIN}`;
	return error;
}

/** Says of a run that Patchworks does not know that it may be in the queue, unless nothing is. */
function maybeQueued(error: NodeApiError, queue: QueueState): NodeApiError {
	if (queue === 'does not hold it') return error;
	error.description = `${error.description ?? ''} A run that was started a moment ago may still be in the queue: see Queued Run: Get Many.`;
	return error;
}
