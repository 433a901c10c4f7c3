import type { Failure, IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { CREDENTIAL_CODE, networkCodeOf } from '../../../credentials/common/errors';

/** What Patchworks answered, or that it did not. */
export interface ApiResponse {
	/** The HTTP status; undefined when no answer came. */
	status?: number;
	headers: IDataObject;
	body: unknown;
	/** The code of the network failure when no answer came, e.g. `ECONNREFUSED`. */
	networkCode?: string;
	/** Why n8n itself stopped the request, as where it protects its own network. */
	refusal?: UserError;
	/** What the credential said when the request could not even be authenticated. */
	credentialMessage?: string;
	/** Why the credential could not be used, in n8n's terms. */
	credentialFailure?: Failure;
}

/** Reads the response out of the error that n8n's request helper throws. */
export function apiResponseOf(error: unknown): ApiResponse {
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
		refusal: refusalIn(error),
	};
}

function refusalIn(error: unknown): UserError | undefined {
	if (error instanceof UserError) return error;
	const { cause } = (error ?? {}) as { cause?: unknown };
	return cause ? refusalIn(cause) : undefined;
}

/** Where n8n loses the cause of a failure of the network, its code stands in place of the status. */
function networkCodeIn(httpCode: unknown): string | undefined {
	return typeof httpCode === 'string' && /^E[A-Z_]+$/.test(httpCode) ? httpCode : undefined;
}

/** Whether a text is a web page rather than data. */
export function isMarkup(text: string): boolean {
	return /^\s*(<!doctype html|<html)/i.test(text);
}
