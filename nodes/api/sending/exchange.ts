import { createHash } from 'crypto';
import omit from 'lodash/omit';
import once from 'lodash/once';
import type {
	DeclarativeRestApiSettings,
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	IPollFunctions,
	PostReceiveAction,
} from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { secretsIn } from '../../../credentials/common/credentialSecrets';
import { describeNetworkFailure } from '../../../credentials/common/errors';
import { atOwnHost } from '../../../credentials/common/hosts';
import { API_KEY_CREDENTIAL, OAUTH_CREDENTIAL } from '../../../credentials/common/names';
import type { Ending } from '../../../credentials/common/waiting';
import { wait } from '../../../credentials/common/waiting';
import type { PageOfRows } from '../lists/envelope';
import { objectsOf, pageOf, unreadable } from '../lists/envelope';
import { Cancellation, cancellationOf } from './cancellation';
import type { Answer } from '../errors';
import { answerOf, asNodeError, doubtOf, failedItem, inputError, toApiError } from '../errors';
import type { ConcurrencyLimiter } from './concurrencyLimiter';
import { limiterFor, newQueueEntry, QueueTimeoutError } from './concurrencyLimiter';
import { IncompleteList } from '../lists/listOfRows';
import type { FetchPage } from '../lists/pagination';
import { fetchRows } from '../lists/pagination';
import type { PreparedRequest } from '../../Patchworks/request/prepare';
import { prepare } from '../../Patchworks/request/prepare';
import type { ConnectionOptions } from '../settings/requestOptions';
import { connectionOptions, DEFAULT_TIMEOUT_MS } from '../settings/requestOptions';
import type { Again, Tries } from './retryPolicy';
import { Retrying } from './retryPolicy';
import type { SendingSettings } from '../settings/requestHandling';
import { IMPATIENT, sendingSettings } from '../settings/requestHandling';
import type { OutgoingRequest } from '../../Patchworks/request/transforms';

/** Who sends a request: an item of a run, a list in the editor, or a poll of the trigger. */
export interface Sender {
	functions: IExecuteFunctions | IExecuteSingleFunctions | ILoadOptionsFunctions | IPollFunctions;
	credentialType: string;
	/**
	 * The item's own credential, which may be an expression on the item. It is read once; a login
	 * renews the token in it.
	 */
	credentials: () => Promise<ICredentialDataDecryptedObject>;
	/** The item that errors name; 0 where there are no items. */
	itemIndex: number;
	settings: SendingSettings;
	connection: ConnectionOptions;
	/** Ends requests and waits at once, such as when the execution is cancelled. */
	cancelled?: Ending;
	/** Keeps requests from being sent, also again, but ends none; such as when another item has failed. */
	held?: Ending;
	/** Called when a request has failed for good, before another takes its place. */
	onFailure?: () => void;
}

/**
 * The sender for what n8n calls a function of this package with.
 *
 * Node and credential are those of the functions and never those of the run's data: for a tool, n8n
 * hands on the data of the node that called it.
 *
 * @param itemIndex the item, where n8n's functions are not those of one item
 * @throws NodeOperationError for an option on how requests are sent that is not what it can be
 */
export function senderOf(functions: Sender['functions'], itemIndex = 0): Sender {
	const node = functions.getNode();
	const item = 'getItemIndex' in functions ? functions.getItemIndex() : itemIndex;
	const credentialType =
		node.parameters.authentication === 'oAuth' ? OAUTH_CREDENTIAL : API_KEY_CREDENTIAL;
	const read = (name: string, fallback: IDataObject): unknown =>
		'getItemIndex' in functions
			? functions.getNodeParameter(name, fallback)
			: (functions as IExecuteFunctions).getNodeParameter(name, item, fallback);
	return {
		functions,
		credentialType,
		credentials: once(async () => await readCredentials(functions, credentialType, item)),
		itemIndex: item,
		settings: 'getCurrentNodeParameter' in functions ? IMPATIENT : sendingSettings(node, item),
		connection: 'getExecuteData' in functions ? connectionOptions(node, item, read) : {},
		cancelled: cancellationOf(functions),
	};
}

async function readCredentials(
	functions: Sender['functions'],
	credentialType: string,
	itemIndex: number,
): Promise<ICredentialDataDecryptedObject> {
	// Functions of one item take no index, and know theirs.
	return await (functions as IExecuteFunctions).getCredentials(credentialType, itemIndex);
}

const ERROR_TEXT_LIMIT = 65_536;

/** What is to be sent for an item, and what becomes of the answer. */
export interface Plan {
	context: IExecuteSingleFunctions;
	sender: Sender;
	request: PreparedRequest;
	/** How many rows of a list at most; undefined when the answer is not a list. */
	wanted?: number;
	/** Make the output out of the answer, one after the other. */
	actions: PostReceiveAction[];
}

/**
 * Makes ready what is to be sent for an item. Nothing is sent yet.
 *
 * @throws NodeOperationError for input that must not be sent
 */
export function planFor(
	context: IExecuteSingleFunctions,
	options: IHttpRequestOptions,
	actions: PostReceiveAction[],
): Plan {
	const request = prepare(context, options);
	// Whatever the panel shows: what changes something is sent once, and not once a page.
	const wanted = isReadOnly(request) ? wantedRows(context) : undefined;
	return { context, sender: senderOf(context), request, wanted, actions };
}

/**
 * Sends what was planned for an item, and gives the items that result from it.
 *
 * @throws NodeApiError or NodeOperationError
 */
export async function carryOut(plan: Plan): Promise<INodeExecutionData[]> {
	const { context, sender, request, wanted, actions } = plan;
	// One for all, as n8n's own helper has it: a list can have a hundred thousand rows.
	const pairedItem = { item: sender.itemIndex };
	if (request.authenticated !== false) await sendToOwnHost(sender, request);
	const give: Give = async (objects, response) => {
		let items = objects.map((json): INodeExecutionData => ({ json, pairedItem }));
		for (const action of actions) {
			if (typeof action === 'function') items = await action.call(context, items, response);
		}
		for (const output of items) output.pairedItem ??= pairedItem;
		return items;
	};
	if (wanted !== undefined) return await sendList(sender, request, wanted, give);
	return await sendOne(sender, request, give);
}

/**
 * Sends the request that n8n put together for one item, and gives the items that result from it.
 *
 * This is how a request gets here where n8n does not run the code of operations: as the tool of an agent.
 *
 * @throws NodeApiError or NodeOperationError, unless the node goes on after errors
 */
export async function send(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	const item = this.getItemIndex();
	try {
		const actions = requestData.postReceive.flatMap(({ actions }) => actions);
		return await carryOut(planFor(this, requestData.options as IHttpRequestOptions, actions));
	} catch (error) {
		const failure = asNodeError(this.getNode(), error, item);
		if (this.continueOnFail()) return [failedItem(failure, item)];
		throw failure;
	}
}

/** Makes the items of the node's output out of the objects that Patchworks gave. */
type Give = (
	objects: IDataObject[],
	response: IN8nHttpFullResponse,
) => Promise<INodeExecutionData[]>;

async function sendOne(sender: Sender, request: PreparedRequest, give: Give) {
	if (request.encoding === 'stream') {
		return await exchange(sender, request, async (response) => await give([{}], response));
	}
	const response = await exchange(sender, request);
	return await give(objectsOf(response.body, request.method), response);
}

async function sendList(sender: Sender, request: PreparedRequest, wanted: number, give: Give) {
	const { rows, last } = await exchangeList(sender, request, wanted);
	return await give(rows, last);
}

/** The rows of a list, with the answers to the requests for its first page and for its last. */
export interface ExchangedList {
	rows: IDataObject[];
	/** How many rows the whole list has, if the first answer says so. */
	total?: number;
	first: IN8nHttpFullResponse;
	last: IN8nHttpFullResponse;
}

/**
 * Sends a request for each page of a list. Once one has failed for good, the others are ended.
 *
 * @param wanted how many rows at most; `Infinity` for all
 * @throws NodeApiError that names the page, or NodeOperationError for what is no list or has no end
 */
export async function exchangeList(
	sender: Sender,
	request: PreparedRequest,
	wanted: number,
): Promise<ExchangedList> {
	let first: AnsweredPage | undefined;
	let last!: AnsweredPage;
	// A page beyond one that turns out to be the last may fail without the list, so that its failure
	// holds up nobody but the pages of this list.
	const stop = new Cancellation(sender.held ?? sender.cancelled);
	const pageSender: Sender = { ...sender, cancelled: stop, held: stop, onFailure: undefined };
	const fetchPage: FetchPage = async (page, rowsPerPage, cursor) => {
		const place = cursor === undefined ? { page } : { cursor };
		const qs = { ...request.qs, ...place, per_page: rowsPerPage };
		try {
			last = await exchangePage(pageSender, { ...request, qs });
			first ??= last;
			return last.page;
		} catch (error) {
			throw onPage(page, error);
		}
	};
	try {
		const rows = await fetchRows(fetchPage, wanted, sender.settings.pagesAtOnce);
		const { page, response } = first ?? last;
		return { rows, total: page.total, first: response, last: last.response };
	} catch (error) {
		throw ofItem(sender, error);
	} finally {
		stop.abort();
	}
}

/** Says of which node and item it is that a list cannot be read as a whole. */
function ofItem({ functions, itemIndex }: Sender, error: unknown): unknown {
	if (!(error instanceof IncompleteList)) return error;
	const { message, description } = error;
	return new NodeOperationError(functions.getNode(), message, { itemIndex, description });
}

/** A page of a list, and the answer that it came in. */
interface AnsweredPage {
	page: PageOfRows;
	response: IN8nHttpFullResponse;
}

/**
 * Sends a request for one page of a list.
 *
 * @throws NodeApiError, or NodeOperationError for an answer that is not a list
 */
export async function exchangePage(
	sender: Sender,
	request: PreparedRequest,
): Promise<AnsweredPage> {
	const response = await exchange(sender, request);
	const page = pageOf(response.body);
	if (!page) throw notData(sender, request, response, 'something other than a list');
	return { page, response };
}

/** Says on which page of a list an error came. */
function onPage(page: number, error: unknown): unknown {
	if (page > 1 && (error instanceof NodeApiError || error instanceof NodeOperationError)) {
		error.description = `This was page ${page} of the list. ${error.description ?? ''}`.trim();
	}
	return error;
}

/**
 * Sends one request until it is answered, as often as is safe and allowed, and gives the answer if it
 * is a success.
 *
 * @param read what to do with the answer as part of the exchange: a body that comes as a stream may
 * break off while it is read, and then the request is sent again
 * @throws NodeApiError with Patchworks' own message if it is not a success
 */
export async function exchange(
	sender: Sender,
	request: PreparedRequest,
): Promise<IN8nHttpFullResponse>;
export async function exchange<T>(
	sender: Sender,
	request: PreparedRequest,
	read: (response: IN8nHttpFullResponse) => Promise<T>,
): Promise<T>;
export async function exchange<T>(
	sender: Sender,
	request: PreparedRequest,
	read?: (response: IN8nHttpFullResponse) => Promise<T>,
): Promise<T | IN8nHttpFullResponse> {
	const { functions, settings, cancelled, held = cancelled, itemIndex } = sender;
	const entry = newQueueEntry(settings.requestsAtOnce, settings.maximumWaitMs);
	const limiter = limiterFor(await limiterKey(sender, request));
	const retrying = new Retrying(methodForRetries(request), settings, limiter, entry);

	for (;;) {
		const turn = limiter.acquire(entry, held);
		if (turn) {
			await turn.catch(async (error: unknown) => {
				const refusal = error instanceof QueueTimeoutError ? error.refusal : undefined;
				throw await errorOf(sender, request, error, refusal, retrying.tries);
			});
		}
		retrying.begin();
		let again: Again;
		try {
			const result = await attempt(sender, request, limiter, read);
			limiter.increase();
			return result;
		} catch (error) {
			const answer = await answerTo(sender, request, error);
			const next = held?.aborted ? undefined : retrying.after(answer);
			if (next === undefined) {
				sender.onFailure?.();
				throw await errorOf(sender, request, error, answer, retrying.tries);
			}
			functions.logger.debug(
				`${request.method} to ${hostOf(request)}: ${answer.status ? `HTTP ${answer.status}` : describeNetworkFailure(answer.networkCode)}. Waiting ${(next.delay / 1000).toFixed(1)} s before it is sent again.`,
				{ itemIndex, tries: retrying.tries.times },
			);
			again = next;
		} finally {
			limiter.release();
		}
		if (!again.waitsInQueue) await wait(again.delay, held);
	}
}

/** Names who sends and to where, without saying the secret: a credential may be another for each item. */
async function limiterKey(
	{ credentialType, credentials }: Sender,
	request: PreparedRequest,
): Promise<string> {
	const host = hostOf(request);
	if (request.authenticated === false) return host;
	const { apiKey, username } = await credentials();
	const account = createHash('sha256')
		.update(JSON.stringify([apiKey, username]))
		.digest('hex');
	return `${credentialType} ${account} ${host}`;
}

/** @throws NodeApiError, NodeOperationError, or what reading a stream that breaks off throws */
async function attempt<T>(
	sender: Sender,
	request: PreparedRequest,
	limiter: ConcurrencyLimiter,
	read?: (response: IN8nHttpFullResponse) => Promise<T>,
): Promise<T | IN8nHttpFullResponse> {
	if (!read) {
		const response = await dispatch(sender, request);
		limiter.readHeaders(response.headers);
		assertReadable(sender, request, response);
		return response;
	}
	// n8n's own time limit ends with the headers of an answer that is read as a stream.
	const stop = new Cancellation(sender.cancelled);
	void wait(sender.connection.timeout ?? DEFAULT_TIMEOUT_MS, stop).then(stop.abort, () => {});
	try {
		return await read(await dispatch({ ...sender, cancelled: stop }, request));
	} finally {
		stop.abort();
	}
}

/** Sends a request with the credential, or without where it is not for the credential's hosts. */
async function dispatch(sender: Sender, request: PreparedRequest): Promise<IN8nHttpFullResponse> {
	const { connection, cancelled } = sender;
	const options: OutgoingRequest = {
		timeout: DEFAULT_TIMEOUT_MS,
		...connection,
		...request,
		headers: {
			...request.headers,
			// The client takes a compressed file that breaks off for a whole one.
			...(request.encoding === 'stream' && { 'Accept-Encoding': 'identity' }),
		},
		returnFullResponse: true,
		disableFollowRedirect: request.encoding !== 'stream',
		abortSignal: cancelled,
	};
	delete options.authenticated;
	delete options.secrets;
	delete options.howToCheck;
	const response: unknown =
		request.authenticated === false
			? // The allowed domains are those of the credential, which is not used.
				await sender.functions.helpers.httpRequest(omit(options, ['allowedDomains']))
			: await sendWithCredential(sender, options);
	return response as IN8nHttpFullResponse;
}

async function sendWithCredential(
	{ functions, credentialType, credentials, cancelled }: Sender,
	options: OutgoingRequest,
): Promise<unknown> {
	const shared = await credentials();
	// A copy for each request, since many may be under way: by this object, which n8n hands to the hooks of
	// the credential, these tell with which token the request was sent.
	const data = { ...shared };
	try {
		return (await functions.helpers.httpRequestWithAuthentication.call(
			// n8n takes the signal from the functions, and not from the request.
			Object.create(functions, {
				getExecutionCancelSignal: { value: () => cancelled },
			}) as Sender['functions'],
			credentialType,
			options,
			// Else n8n would read the credential again for each request.
			{ credentialsDecrypted: { id: '', name: '', type: credentialType, data } },
		)) as unknown;
	} finally {
		// The item's next requests leave with the token that this one had to log in for.
		const isRenewed = data.accessToken !== shared.accessToken;
		if (data.accessToken !== undefined && isRenewed) Object.assign(shared, data);
	}
}

/** A signed URL is the trigger of a flow: whatever its method, it must not start the flow twice. */
export function methodForRetries({ authenticated, method }: PreparedRequest) {
	return authenticated === false ? 'POST' : method;
}

/** Whether a request only reads, so that nothing is changed however often it is sent. */
export function isReadOnly(request: PreparedRequest): boolean {
	return methodForRetries(request) === 'GET';
}

/** @throws NodeOperationError for an answer that is a success but not data */
function assertReadable(
	sender: Sender,
	request: PreparedRequest,
	response: IN8nHttpFullResponse,
): void {
	const problem = unreadable(response);
	if (problem !== undefined) throw notData(sender, request, response, problem);
}

function notData(
	{ functions, itemIndex }: Sender,
	request: PreparedRequest,
	{ statusCode }: IN8nHttpFullResponse,
	problem: string,
): NodeOperationError {
	return new NodeOperationError(
		functions.getNode(),
		`${hostOf(request)} answered with ${problem} (HTTP ${statusCode}).`,
		{
			itemIndex,
			description: `Check the host in the ${request.authenticated === false ? 'URL' : 'credential'}.${doubtOf({ method: methodForRetries(request), howToCheck: request.howToCheck })}`,
		},
	);
}

/**
 * Addresses a request to the credential's own host in place of Patchworks Cloud's, which the
 * descriptions name. Where the credential is held to some domains, its own host is one of them, as n8n
 * has it for a host that a description names.
 */
async function sendToOwnHost(sender: Sender, request: PreparedRequest): Promise<void> {
	const credentials = await sender.credentials();
	request.baseURL = atOwnHost(credentials, request.baseURL);
	const { allowedHttpRequestDomains, allowedDomains } = credentials;
	if (allowedHttpRequestDomains !== 'domains' || !URL.canParse(request.baseURL)) return;
	request.allowedDomains = [new URL(request.baseURL).hostname, allowedDomains]
		.filter(Boolean)
		.join(', ');
}

/**
 * How many rows of a list the user wants.
 *
 * @returns undefined when the operation does not give a list
 */
function wantedRows(context: IExecuteSingleFunctions): number | undefined {
	const returnAll: unknown = context.getNodeParameter('returnAll', false);
	if (returnAll === true) return Infinity;
	if (returnAll !== false) throw inputError(context, 'Return All', 'has to be true or false');
	// Where the field is not shown, it is not there; where it is, its expression can give nothing.
	if (context.getNode().parameters.limit === undefined) return undefined;
	const limit: unknown = context.getNodeParameter('limit', '');
	if (String(limit ?? '').trim() === '') throw inputError(context, 'Limit', 'is empty');
	if (!Number.isInteger(Number(limit)) || Number(limit) < 1) {
		throw inputError(context, 'Limit', 'has to be a whole number above 0');
	}
	return Number(limit);
}

/** What was answered, with the body read if it is a stream. */
async function answerTo(
	{ cancelled }: Sender,
	request: PreparedRequest,
	error: unknown,
): Promise<Answer> {
	// n8n wraps the errors of authenticated requests alone.
	const answer = answerOf(error instanceof NodeApiError ? error : { cause: error });
	if (request.encoding === 'stream') answer.body = await readErrorBody(answer.body);
	if (answer.networkCode === 'ERR_CANCELED' && !cancelled?.aborted) {
		answer.networkCode = 'ETIMEDOUT';
	}
	return answer;
}

async function errorOf(
	sender: Sender,
	request: PreparedRequest,
	error: unknown,
	answer: Answer | undefined,
	tries: Tries,
): Promise<NodeApiError | NodeOperationError> {
	const { functions, credentialType, itemIndex } = sender;
	if (error instanceof NodeOperationError) return error;
	if (!answer) return new NodeOperationError(functions.getNode(), error as Error, { itemIndex });
	return toApiError(
		functions.getNode(),
		{
			method: methodForRetries(request),
			host: hostOf(request),
			credentialType,
			signedUrl: request.authenticated === false,
			isAboutRuns: /flow-run|payload/.test(request.url),
			howToCheck: request.howToCheck,
			tries,
		},
		answer,
		[...(await secretsOf(sender)), ...(request.secrets ?? [])],
		itemIndex,
	);
}

/** An error in answer to a download comes as a stream, too. */
async function readErrorBody(body: unknown): Promise<unknown> {
	if (typeof (body as AsyncIterable<unknown> | undefined)?.[Symbol.asyncIterator] !== 'function') {
		return body;
	}
	let text = '';
	try {
		for await (const chunk of body as AsyncIterable<unknown>) {
			text += String(chunk);
			if (text.length > ERROR_TEXT_LIMIT) break;
		}
	} catch {
		// The status tells what to do, also where the words break off.
	}
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

async function secretsOf(sender: Sender): Promise<unknown[]> {
	return secretsIn(await sender.credentials().catch((): ICredentialDataDecryptedObject => ({})));
}

function hostOf({ baseURL }: PreparedRequest): string {
	return URL.canParse(baseURL) ? new URL(baseURL).host : baseURL;
}
