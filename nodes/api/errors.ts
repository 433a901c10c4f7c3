import isPlainObject from 'lodash/isPlainObject';
import type {
	Failure,
	IDataObject,
	IExecuteSingleFunctions,
	INode,
	INodeExecutionData,
	JsonObject,
} from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import {
	CREDENTIAL_CODE,
	describeNetworkFailure,
	networkCodeOf,
} from '../../credentials/common/errors';
import { OAUTH_CREDENTIAL } from '../../credentials/common/names';
import { redact, redactData } from '../../credentials/common/secrets';
import { retryAfterOf } from '../../credentials/common/waiting';
import type { Tries } from './sending/retryPolicy';

/** Failures of the network before anything is sent. */
const NOTHING_WAS_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

const DOUBT = 'The request may have been carried out.';

/** What Patchworks answered, or that it did not. */
export interface Answer {
	/** The HTTP status; undefined when no answer came. */
	status?: number;
	headers: IDataObject;
	body: unknown;
	/** The code of the network failure when no answer came, e.g. `ECONNREFUSED`. */
	networkCode?: string;
	/** What the credential said when the request could not even be authenticated. */
	credentialMessage?: string;
	/** Why the credential could not be used, in n8n's terms. */
	credentialFailure?: Failure;
}

/** What was asked, as far as an error has to name it. */
export interface Question {
	method: string;
	/** The host the request went to, with its port if that is not the usual one. */
	host: string;
	credentialType: string;
	/** Whether the address itself carries the authentication, and not the credential. */
	signedUrl?: boolean;
	/** Whether it is about something that Patchworks keeps for some days only. */
	isAboutRuns: boolean;
	/** How to find out whether it was carried out, when no answer tells. */
	howToCheck?: string;
	/** How often and how long it was tried. */
	tries?: Tries;
}

/** Reads the answer out of the error that n8n's request helper throws. */
export function answerOf(error: unknown): Answer {
	const { cause, httpCode, context, message } = error as {
		cause?: { httpCode?: unknown; message?: string; failure?: Failure; response?: IDataObject };
		httpCode?: unknown;
		context?: { data?: unknown };
		message?: string;
	};
	// Old versions of n8n (seen in 2.8) lose the cause, and keep its code.
	if ((cause?.httpCode ?? httpCode) === CREDENTIAL_CODE) {
		return {
			headers: {},
			body: undefined,
			credentialMessage: cause?.message ?? message,
			credentialFailure: cause?.failure,
		};
	}
	const response = cause?.response;
	const status = Number(response?.status ?? httpCode);
	// A success that is an error nonetheless is an answer that broke off.
	const isAnswered = status >= 300 || (status >= 100 && response === undefined);
	return {
		status: isAnswered ? status : undefined,
		headers: (response?.headers ?? {}) as IDataObject,
		body: response?.data ?? context?.data,
		networkCode: networkCodeOf(error) ?? networkCodeIn(httpCode),
	};
}

/** Where n8n loses the cause of a failure of the network, its code stands in place of the status. */
function networkCodeIn(httpCode: unknown): string | undefined {
	return typeof httpCode === 'string' && /^E[A-Z_]+$/.test(httpCode) ? httpCode : undefined;
}

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
	question: Question,
	answer: Answer,
	secrets: unknown[],
	itemIndex: number,
): NodeApiError {
	const fields = fieldErrorsOf(answer.body);
	const message = redact([messageOf(question, answer), ...fields].join(' '), secrets);
	const description = redact(adviceFor(node, question, answer) + describeTries(question), secrets);
	const error = new NodeApiError(
		node,
		{ message, ...(answer.status && { httpCode: String(answer.status) }) } as JsonObject,
		{
			message,
			description,
			httpCode: answer.status ? String(answer.status) : undefined,
			itemIndex,
			failure: failureOf(answer),
		},
	);
	// n8n replaces texts that contain the name of a system error; what the API said must stay.
	error.message = message;
	if (isPlainObject(answer.body) || Array.isArray(answer.body)) {
		error.context.data = redactData(answer.body, secrets) as IDataObject;
	}
	return error;
}

/** Why a request failed, where n8n does not see it from the HTTP status: it decides when n8n polls again. */
function failureOf({ status, headers, credentialFailure }: Answer): Failure | undefined {
	if (credentialFailure) return credentialFailure;
	if (status === undefined) return { cause: 'temporarily-unavailable' };
	return status === 429
		? { cause: 'rate-limited', retryAfterMs: retryAfterOf(headers) }
		: undefined;
}

/**
 * The error as n8n is to store it with the execution: without the node's parameters, in which a
 * masked field is not masked. n8n would wrap anything but a NodeApiError in one, with the parameters.
 */
export function asNodeError(node: INode, error: unknown, itemIndex: number): NodeApiError {
	const shownNode = { ...node, parameters: {} };
	if (error instanceof NodeApiError) return Object.assign(error, { node: shownNode });

	const { message, description } = error as Error & { description?: string };
	const options = { message, description, itemIndex, httpCode: 'none' };
	return Object.assign(new NodeApiError(shownNode, { message }, options), { message });
}

/**
 * The item to give in place of an error when the node is to go on.
 *
 * The error lies in its JSON: where it lies beside it, n8n drops everything but the message, also the
 * input that its error output otherwise carries along. And it is all that lies there: n8n before 2.40
 * takes an item with other properties for a success, and any property takes the place of the input's.
 */
export function failedItem(
	error: NodeApiError | NodeOperationError,
	item: number,
): INodeExecutionData {
	const httpCode = error instanceof NodeApiError ? error.httpCode : null;
	return {
		json: {
			error: {
				message: error.message,
				...(error.description && { description: error.description }),
				...(httpCode && httpCode !== 'none' && { httpCode }),
				...(error.context.data !== undefined && { response: error.context.data as IDataObject }),
			},
		},
		pairedItem: { item },
	};
}

/**
 * An error for a parameter that cannot be sent as it is.
 *
 * @param label the parameter's display name
 */
export function inputError(
	context: IExecuteSingleFunctions,
	label: string,
	problem: string,
	description?: string,
): NodeOperationError {
	const itemIndex = context.getItemIndex();
	return new NodeOperationError(
		context.getNode(),
		`${label} ${problem} [item ${itemIndex}]. Nothing was sent.`,
		{ itemIndex, description },
	);
}

/** Says that a request may have been carried out and how to find out; nothing for one that only reads. */
export function doubtOf({ method, howToCheck }: Pick<Question, 'method' | 'howToCheck'>): string {
	return method === 'GET' ? '' : ` ${DOUBT} ${howToCheck ?? 'Check before sending it again.'}`;
}

/** Whether an error says that its request may have been carried out. */
export function isInDoubt({ description }: NodeApiError): boolean {
	return description?.includes(DOUBT) ?? false;
}

function messageOf(
	question: Question,
	{ status, headers, body, networkCode, credentialMessage }: Answer,
) {
	if (credentialMessage) return credentialMessage;
	if (status === undefined) {
		return `Patchworks did not answer at ${question.host}: ${describeNetworkFailure(networkCode)}.`;
	}
	const { message, error } = (body ?? {}) as { message?: unknown; error?: unknown };
	for (const said of [message, error]) {
		if (typeof said === 'string' && said.trim()) return said.trim();
	}
	if (status >= 300 && status < 400) {
		const target = String(headers.location ?? '');
		return `Patchworks answered with a redirect to ${URL.canParse(target) ? new URL(target).host : 'another address'}, which is not followed.`;
	}
	const text = typeof body === 'string' && !isMarkup(body) ? body.trim().slice(0, 300) : '';
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

function adviceFor(node: INode, question: Question, answer: Answer): string {
	const { status } = answer;
	const credential = node.credentials?.[question.credentialType]?.name ?? question.credentialType;
	const mayHaveHappened = doubtOf(question);

	if (answer.credentialMessage) return `Check the credential "${credential}".`;
	if (status === undefined) {
		return `Check the host in the ${question.signedUrl ? 'URL' : `credential "${credential}"`} and that n8n can reach it.${
			NOTHING_WAS_SENT.includes(answer.networkCode ?? '') ? '' : mayHaveHappened
		}`;
	}
	if (question.signedUrl && status < 405 && status !== 400) {
		return 'Copy the URL from the trigger shape of the flow again, with its signature. The flow must be deployed and enabled.';
	}
	switch (status) {
		case 401:
			return question.credentialType === OAUTH_CREDENTIAL
				? `Patchworks refused the token of the credential "${credential}", also a new one. Test the credential; its user may be blocked.`
				: `Patchworks refused the credential "${credential}". Test it; if it is an API key, see that it has not been revoked.`;
		case 403:
			return question.credentialType === OAUTH_CREDENTIAL
				? `The user of the credential "${credential}" may not do this. Some operations need an administrator.`
				: `API keys have the access of a manager. Some operations need an administrator: use a Patchworks OAuth API credential of an administrator instead of "${credential}".`;
		case 404:
			if (question.method === 'DELETE' && question.tries?.isFateUnknown) {
				return 'An earlier try that got no answer may have deleted it already.';
			}
			return question.isAboutRuns
				? 'Check the ID. Patchworks keeps run logs for 7 days and payloads for 72 hours.'
				: 'Check the ID.';
		case 408:
		case 425:
			return 'Patchworks did not take the request. Try again later.';
		case 413:
			return 'Patchworks accepts up to 8 MB in one request. Send less at once.';
		case 422:
			// Those that say how to check are the requests that start a flow.
			return `Patchworks did not accept the values.${question.howToCheck ? ' A flow must be deployed and enabled before it can be started.' : ''}`;
		case 429:
			return 'Too many requests in a minute for your Patchworks subscription. Send fewer at once, or later.';
		default:
			if (status >= 500) return `Patchworks failed to answer. Try again later.${mayHaveHappened}`;
			if (status >= 300 && status < 400) {
				return `Check the host in the credential "${credential}", also whether it must be https.`;
			}
			return 'Check the parameters of this node against what Patchworks says.';
	}
}

/** Says how often and how long a request was tried, where that was more than once. */
function describeTries({ tries }: Question): string {
	const { times = 1, seconds = 0, askedToWaitSeconds } = tries ?? {};
	return [
		...(times === 0 ? [' This request waited for its turn and was not sent.'] : []),
		...(times === 1 && seconds >= 1
			? [` It was tried once and waited ${Math.ceil(seconds)} s.`]
			: []),
		...(times > 1 ? [` It was tried ${times} times in ${Math.ceil(seconds)} s.`] : []),
		...(askedToWaitSeconds
			? [
					` Patchworks asks to wait ${Math.ceil(askedToWaitSeconds)} s, which is longer than Maximum Wait under Request Handling allows.`,
				]
			: []),
	].join('');
}

/** Whether a text is a web page rather than data. */
export function isMarkup(text: string): boolean {
	return /^\s*(<!doctype html|<html)/i.test(text);
}
