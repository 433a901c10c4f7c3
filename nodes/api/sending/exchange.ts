import type { ICredentialDataDecryptedObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { NodeApiError, NodeOperationError, UserError } from 'n8n-workflow';

import { secretsIn } from '../../../credentials/common/credentialSecrets';
import { describeNetworkFailure } from '../../../credentials/common/errors';
import { wait } from '../../../credentials/common/waiting';
import { log, namingCompany } from '../companyLabel';
import { unreadable } from '../lists/envelope';
import { accountOf } from '../account';
import { toApiError } from '../errors/apiError';
import type { ApiResponse } from '../errors/apiResponse';
import { apiResponseOf } from '../errors/apiResponse';
import { doubtOf, markInDoubt } from '../errors/doubt';
import { itemError } from '../errors/itemErrors';
import type { ApiRequest } from '../request';
import { isReadOnly, methodForRetries } from '../request';
import type { Sender } from '../sender';
import { DEFAULT_TIMEOUT_MS } from '../settings/requestOptions';
import { Cancellation } from './cancellation';
import type { ConcurrencyLimiter } from './concurrencyLimiter';
import { limiterFor, newQueueEntry, QueueTimeoutError } from './concurrencyLimiter';
import type { Target } from './dispatch';
import { dispatch, targetOf } from './dispatch';
import type { AttemptStats, RetryDecision } from './retryPolicy';
import { RetryPolicy } from './retryPolicy';

/**
 * Sends one request until it is answered, as often as is safe and allowed, and gives the answer if it
 * is a success.
 *
 * @param read what to do with the answer as part of the exchange: a body that comes as a stream may
 * break off while it is read, and then the request is sent again
 * @throws NodeApiError with Patchworks' own message if it is not a success
 */
export async function exchange(sender: Sender, request: ApiRequest): Promise<IN8nHttpFullResponse>;
export async function exchange<T>(
	sender: Sender,
	request: ApiRequest,
	read: (response: IN8nHttpFullResponse) => Promise<T>,
): Promise<T>;
export async function exchange<T>(
	sender: Sender,
	request: ApiRequest,
	read?: (response: IN8nHttpFullResponse) => Promise<T>,
): Promise<T | IN8nHttpFullResponse> {
	const { settings, cancelled, stopSignal = cancelled, itemIndex } = sender;
	const entry = newQueueEntry(settings.requestsAtOnce, settings.maximumWaitMs);
	const target = await targetOf(sender, request);
	const limiter = limiterFor(await limiterKey(sender, request, target));
	const policy = new RetryPolicy(methodForRetries(request), settings, limiter, entry);

	for (;;) {
		const turn = limiter.acquire(entry, stopSignal);
		if (turn) {
			await turn.catch(async (error: unknown) => {
				const refusal = error instanceof QueueTimeoutError ? error.refusal : undefined;
				throw await errorOf(sender, request, target, error, refusal, policy.attempts);
			});
		}
		policy.begin();
		let decision: RetryDecision;
		try {
			const result = await attempt(sender, request, target, limiter, read);
			limiter.increase();
			if (!isReadOnly(request)) sender.carriedOut.push(request);
			return result;
		} catch (error) {
			const response = await responseTo(sender, request, error);
			const next = stopSignal?.aborted ? undefined : policy.after(response);
			if (next === undefined) {
				sender.onFailure?.();
				throw await errorOf(sender, request, target, error, response, policy.attempts);
			}
			await log(
				sender,
				'debug',
				`${request.method ?? 'GET'} to ${target.host}: ${response.status ? `HTTP ${response.status}` : describeNetworkFailure(response.networkCode)}. Waiting ${(next.delay / 1000).toFixed(1)} s before it is sent again.`,
				{ itemIndex, tries: policy.attempts.times },
			);
			decision = next;
		} finally {
			limiter.release();
		}
		if (!decision.waitsInQueue) await wait(decision.delay, stopSignal);
	}
}

/** Names who sends, and to where. */
async function limiterKey(
	sender: Sender,
	{ signedOrigin }: ApiRequest,
	{ host }: Target,
): Promise<string> {
	return signedOrigin === undefined ? `${await accountOf(sender)} ${host}` : host;
}

/** @throws NodeApiError, NodeOperationError, or what reading a stream that breaks off throws */
async function attempt<T>(
	sender: Sender,
	request: ApiRequest,
	target: Target,
	limiter: ConcurrencyLimiter,
	read?: (response: IN8nHttpFullResponse) => Promise<T>,
): Promise<T | IN8nHttpFullResponse> {
	if (!read) {
		const response = await dispatch(sender, request, target);
		limiter.readHeaders(response.headers);
		const problem = unreadable(response);
		if (problem !== undefined) throw await notData(sender, request, response, problem);
		return response;
	}
	// n8n's own time limit ends with the headers of an answer that is read as a stream.
	const stop = new Cancellation(sender.cancelled);
	void wait(sender.connection.timeout ?? DEFAULT_TIMEOUT_MS, stop).then(stop.abort, () => {});
	try {
		const response = await dispatch({ ...sender, cancelled: stop }, request, target);
		return await read(response).catch((error: unknown) => {
			// What n8n makes of an answer, such as a file that is too large for it, says nothing of the request.
			throw error instanceof UserError
				? itemError(sender, error.message, error.description ?? undefined)
				: error;
		});
	} finally {
		stop.abort();
	}
}

/** An error for an answer that is a success but not what was asked for. */
export async function notData(
	sender: Sender,
	request: ApiRequest,
	{ statusCode }: IN8nHttpFullResponse,
	problem: string,
): Promise<NodeOperationError> {
	const { host } = await targetOf(sender, request);
	const check = `Check the host in the ${request.signedOrigin === undefined ? 'credential' : 'URL'}.`;
	const mayHaveHappened = !isReadOnly(request);
	const error = itemError(
		sender,
		`${host} answered with ${problem} (HTTP ${statusCode}).`,
		mayHaveHappened ? `${check} ${doubtOf(request)}` : check,
	);
	return await namingCompany(sender, mayHaveHappened ? markInDoubt(error) : error);
}

/** What was answered, with the body read if it is a stream. */
async function responseTo(
	{ cancelled }: Sender,
	{ encoding }: ApiRequest,
	error: unknown,
): Promise<ApiResponse> {
	// n8n wraps the errors of authenticated requests alone.
	const response = apiResponseOf(error instanceof NodeApiError ? error : { cause: error });
	if (encoding === 'stream') response.body = await readErrorBody(response.body);
	if (response.networkCode === 'ERR_CANCELED' && !cancelled?.aborted) {
		response.networkCode = 'ETIMEDOUT';
	}
	return response;
}

async function errorOf(
	sender: Sender,
	request: ApiRequest,
	{ host }: Target,
	error: unknown,
	response: ApiResponse | undefined,
	attempts: AttemptStats,
): Promise<NodeApiError | NodeOperationError> {
	const { functions, credentialType, itemIndex } = sender;
	if (error instanceof NodeOperationError) return await namingCompany(sender, error);
	if (!response) {
		const unanswered = new NodeOperationError(functions.getNode(), error as Error, { itemIndex });
		return await namingCompany(sender, unanswered);
	}
	const apiError = toApiError(
		functions.getNode(),
		{ request, host, credentialType, attempts },
		response,
		[...(await secretsOf(sender)), ...(request.secrets ?? [])],
		itemIndex,
	);
	return await namingCompany(sender, apiError);
}

const ERROR_TEXT_LIMIT = 65_536;

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
