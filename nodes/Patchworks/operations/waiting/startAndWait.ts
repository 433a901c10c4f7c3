import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
	NodeApiError,
} from 'n8n-workflow';

import { originOf } from '../../../../credentials/common/hosts';
import { asNodeError, failedItem } from '../../shared/errors';
import { startedRun } from '../../shared/output';
import { startRequest } from '../../shared/startRequest';
import type { PreparedRequest, Sender } from '../../shared/transport';
import { exchange, prepare, senderOf } from '../../shared/transport';
import { contextOf } from '../contextOf';
import { inputOf } from './inputOf';
import { unknownRun } from './outcome';
import { waitSettings } from './settings';
import type { Ticket } from './tickets';
import { waitForRuns } from './waitForRuns';

/**
 * Flow: Start and Wait. Nothing is started unless the input of all items is right, or the node goes on
 * after errors.
 */
export async function startAndWait(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const read = (name: string): unknown => this.getNodeParameter(name, 0);
	const settings = waitSettings(this.getNode(), read, Date.now());
	const items = inputOf(this);
	const requests: Array<PreparedRequest | Ticket> = [];
	for (const item of items.keys()) {
		requests.push(await orTicket(this, item, async () => await startOf(this, item)));
	}
	const starts = await Promise.allSettled(
		requests.map(async (request, item) =>
			'flowRunId' in request
				? request
				: await orTicket(this, item, async () => await start(senderOf(this, item), request)),
		),
	);
	return [await waitForRuns(this, settings, ticketsOf(starts))];
}

/**
 * The tickets of starts that all went well.
 *
 * @throws NodeApiError of the first that did not, which says what was started nevertheless
 */
function ticketsOf(starts: Array<PromiseSettledResult<Ticket>>): Ticket[] {
	const tickets = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
	const failed = starts.find((start) => start.status === 'rejected');
	if (!failed) return tickets;

	const error = failed.reason as NodeApiError;
	if (tickets.length > 0) {
		const runs = tickets.map(({ flowRunId }) => flowRunId).join(', ');
		error.description =
			`${error.description ?? ''} For other items flows were started: flow runs ${runs}. Starting them again would run them twice.`.trim();
	}
	throw error;
}

async function startOf(functions: IExecuteFunctions, item: number): Promise<PreparedRequest> {
	const context = contextOf(functions, item);
	const { credentialType } = senderOf(functions, item);
	const options: IHttpRequestOptions = {
		method: 'POST',
		baseURL: originOf(await functions.getCredentials(credentialType, item), 'start'),
		url: '',
		headers: { Accept: 'application/json' },
	};
	return prepare(context, await startRequest.call(context, options));
}

async function start(sender: Sender, request: PreparedRequest): Promise<Ticket> {
	const { body } = await exchange(sender, request);
	const { flowRunId } = startedRun(body);
	if (flowRunId === undefined) throw unknownRun(sender, request.howToCheck);
	return { flowRunId: String(flowRunId), isSeen: true };
}

/** What is asked for, or where that fails and the node goes on, a ticket with the error as its result. */
async function orTicket<T>(
	functions: IExecuteFunctions,
	item: number,
	what: () => Promise<T>,
): Promise<T | Ticket> {
	try {
		return await what();
	} catch (error) {
		const failure = asNodeError(functions.getNode(), error, item);
		if (!functions.continueOnFail()) throw failure;
		return { flowRunId: '', result: failedItem(failure, item) };
	}
}
