import isPlainObject from 'lodash/isPlainObject';
import type { Failure, IDataObject, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { describeNetworkFailure } from '../../../credentials/common/errors';
import { redact, redactData } from '../../../credentials/common/secrets';
import { retryAfterOf } from '../../../credentials/common/waiting';
import { beginningOf } from '../beginningOf';
import { adviceFor } from './advice';
import type { RequestInfo } from './advice';
import type { ApiResponse } from './apiResponse';
import { isMarkup } from './apiResponse';
import { markInDoubt, mayHaveBeenCarriedOut } from './doubt';

/** A message is there to be read; all that was answered is beside it. */
const MAX_LENGTH = 2_000;

/**
 * Turns an answer that is not a success into the error a user sees: Patchworks' own words as the
 * message, and what to do as the description.
 *
 * Follows the ErrorResponse schema of https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-variables
 *
 * @param secrets values that must not appear, whatever the answer says
 */
export function toApiError(
	node: INode,
	info: RequestInfo,
	response: ApiResponse,
	secrets: unknown[],
	itemIndex: number,
): NodeApiError {
	const texts = [messageOf(info, response), fieldErrorsOf(response.body).join(' ')];
	// Half a secret would not be found, so they are hidden before a text is cut.
	const message = texts
		.filter((text) => text !== '')
		.map((text) => cut(redact(text, secrets)))
		.join(' ');
	const description = redact(adviceFor(node, info, response) + describeAttempts(info), secrets);
	const error = new NodeApiError(
		node,
		{ message, ...(response.status && { httpCode: String(response.status) }) } as JsonObject,
		{
			message,
			description,
			httpCode: response.status ? String(response.status) : undefined,
			itemIndex,
			failure: failureOf(response),
		},
	);
	// n8n replaces texts that contain the name of a system error; what the API said must stay.
	error.message = message;
	if (isPlainObject(response.body) || Array.isArray(response.body)) {
		error.context.data = redactData(response.body, secrets) as IDataObject;
	}
	return mayHaveBeenCarriedOut(info, response) ? markInDoubt(error) : error;
}

/** Why a request failed, where n8n does not see it from the HTTP status: it decides when n8n polls again. */
function failureOf({
	status,
	headers,
	refusal,
	credentialFailure,
}: ApiResponse): Failure | undefined {
	if (credentialFailure) return credentialFailure;
	if (refusal) return { cause: 'configuration-invalid' };
	if (status === undefined) return { cause: 'temporarily-unavailable' };
	return status === 429
		? { cause: 'rate-limited', retryAfterMs: retryAfterOf(headers) }
		: undefined;
}

function messageOf(
	{ host }: RequestInfo,
	{ status, headers, body, networkCode, refusal, credentialMessage }: ApiResponse,
) {
	if (credentialMessage) return credentialMessage;
	if (refusal) return `n8n stopped the request to ${host}: ${refusal.message.replace(/\.?$/, '.')}`;
	if (status === undefined) {
		return `Patchworks did not answer at ${host}: ${describeNetworkFailure(networkCode)}.`;
	}
	const { message, error } = (body ?? {}) as { message?: unknown; error?: unknown };
	for (const said of [message, error]) {
		if (typeof said === 'string' && said.trim()) return said.trim();
	}
	if (status >= 300 && status < 400) {
		const target = String(headers.location ?? '');
		return `Patchworks answered with a redirect to ${URL.canParse(target) ? new URL(target).host : 'another address'}, which is not followed.`;
	}
	const text = typeof body === 'string' && !isMarkup(body) ? body.trim() : '';
	return text || `Patchworks answered with HTTP ${status} and no message.`;
}

/** Laravel's form of a refused body: the messages by field. */
function fieldErrorsOf(body: unknown): string[] {
	const errors = (body as { errors?: unknown } | null)?.errors;
	if (typeof errors !== 'object' || errors === null) return [];
	return Object.entries(errors).map(
		([field, messages]) => `${field}: ${[messages].flat().map(String).join(' ')}`,
	);
}

function cut(text: string): string {
	return text.length > MAX_LENGTH ? `${beginningOf(text, MAX_LENGTH - 1)}…` : text;
}

/** Says how often and how long a request was tried, where that was more than once or took long. */
function describeAttempts({ attempts }: RequestInfo): string {
	const { times, seconds, askedToWaitSeconds } = attempts;
	return [
		...(times === 0 ? [' This request waited for its turn and was not sent.'] : []),
		...(times === 1 && seconds >= 1 ? [` It took ${Math.ceil(seconds)} s.`] : []),
		...(times > 1 ? [` It was tried ${times} times in ${Math.ceil(seconds)} s.`] : []),
		...(askedToWaitSeconds
			? [
					` Patchworks asks to wait ${Math.ceil(askedToWaitSeconds)} s, which is longer than 'Maximum Wait (Seconds)' allows.`,
				]
			: []),
	].join('');
}
