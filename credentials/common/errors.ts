import type { Failure } from 'n8n-workflow';

import { redact } from './secrets';

/**
 * Tells errors of a credential from all others. n8n puts it into the error it makes of one of these;
 * old versions of n8n (seen in 2.8) lose all else but the text.
 */
export const CREDENTIAL_CODE = 'PATCHWORKS_CREDENTIAL';

/**
 * A credential could not be used: the text says what is wrong and what to do.
 *
 * It carries no HTTP status on purpose. n8n takes any error with a status of 401 as an expired
 * token and would call the login a second time.
 */
export class PatchworksCredentialError extends Error {
	override name = 'PatchworksCredentialError';

	readonly httpCode = CREDENTIAL_CODE;

	/**
	 * @param failure why, in n8n's terms: by it n8n decides when to poll again. Left out, somebody has to
	 * change the credential first.
	 */
	constructor(
		message: string,
		readonly failure: Failure = { cause: 'credential-invalid' },
	) {
		super(message);
	}
}

/**
 * Tells n8n that the request must not be sent as it is. n8n treats it exactly as a 401 answer: it
 * runs `preAuthentication`, authenticates again, and only then sends.
 */
export class AuthenticationNeededError extends Error {
	override name = 'AuthenticationNeededError';

	readonly httpCode = CREDENTIAL_CODE;

	readonly response = { status: 401 };
}

const NETWORK_FAILURES: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ECONNRESET: 'the connection was closed before the answer came',
	ECONNABORTED: 'no answer came in time',
	EPIPE: 'the connection was closed while sending',
	ETIMEDOUT: 'no answer came in time',
	ERR_BAD_RESPONSE: 'the answer broke off',
	ERR_STREAM_PREMATURE_CLOSE: 'the answer broke off',
	Z_BUF_ERROR: 'the answer broke off',
	Z_DATA_ERROR: 'the answer was damaged on its way',
	ERR_CANCELED: 'the execution was cancelled',
	ERR_FR_REDIRECTION_FAILURE: 'its redirect could not be followed',
	ERR_FR_TOO_MANY_REDIRECTS: 'it redirected again and again',
	ENOTFOUND: 'there is no host of that name',
	EAI_AGAIN: 'the host name could not be looked up',
	EHOSTUNREACH: 'there is no route to the host',
	ENETUNREACH: 'there is no route to the host',
	CERT_HAS_EXPIRED: 'its TLS certificate has expired',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its TLS certificate is self-signed',
	SELF_SIGNED_CERT_IN_CHAIN: 'its TLS certificate is self-signed',
	ERR_TLS_CERT_ALTNAME_INVALID: 'its TLS certificate is for another host',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its TLS certificate could not be verified',
};

/**
 * Puts a network failure in words.
 *
 * The code itself is left out: n8n replaces every text in which it finds one by its own.
 *
 * @param code the code of a Node.js network error, such as `ECONNREFUSED`
 */
export function describeNetworkFailure(code: string | undefined): string {
	if (code !== undefined && code in NETWORK_FAILURES) return NETWORK_FAILURES[code];
	if (code?.startsWith('ERR_SSL') || code === 'EPROTO') {
		return 'the TLS connection could not be made';
	}
	return code?.startsWith('HPE_') ? 'the answer was not valid HTTP' : 'the connection failed';
}

/**
 * The code of a network failure, from the error itself or from what caused it.
 *
 * @returns undefined when the error is not about the network, such as n8n's refusal of a host
 */
export function networkCodeOf(error: unknown): string | undefined {
	const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
	if (typeof code === 'string') return code;
	return cause ? networkCodeOf(cause) : undefined;
}

/**
 * Says why a request got no answer: a network failure in words, else the error's own text.
 *
 * @param secrets values that the text must not hold
 */
export function describeFailure(error: unknown, secrets: unknown[]): string {
	const code = networkCodeOf(error);
	return code === undefined && error instanceof Error
		? redact(error.message, secrets).replace(/\.$/, '')
		: describeNetworkFailure(code);
}

/**
 * What a server said in words, as a sentence to put behind another one.
 *
 * @param speaker who said it, e.g. `Patchworks`
 * @param body of its answer; its `message` is what it said
 * @param secrets values that the text must not hold
 * @returns the sentence with a space before it; empty when nothing was said
 */
export function quote(speaker: string, body: unknown, secrets: unknown[]): string {
	const { message } = (body ?? {}) as { message?: unknown };
	const said = typeof message === 'string' ? redact(message.trim(), secrets) : '';
	return said && ` ${speaker} said: ${said}${/[.!?]$/.test(said) ? '' : '.'}`;
}
