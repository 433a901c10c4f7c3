import type { Host } from '../../../conformance/contract/document';
import type { Caller } from '../state/accounts';

/** A request as the sandbox has written it down; it holds no secret. */
export interface LoggedRequest {
	/** Unix milliseconds of the sandbox's clock. */
	at: number;
	host: Host;
	method: string;
	/** Path and query; signatures are masked. */
	url: string;
	operationId?: string;
	/** `refused` when there was an Authorization that proves nothing. */
	auth: 'apiKey' | 'token' | 'none' | 'refused';
	/** 0 until it is answered, or when the connection broke before. */
	status: number;
}

/** How a request authorised itself, without saying with what. */
export function authOf(
	authorization: string | undefined,
	caller: Caller | undefined,
): LoggedRequest['auth'] {
	if (!authorization) return 'none';
	return caller ? caller.kind : 'refused';
}

/** A URL without the signature it may hold. */
export function withoutSignature(url: string): string {
	return url.replace(/(patchworks_signature=)[^&]*/g, '$1***');
}
