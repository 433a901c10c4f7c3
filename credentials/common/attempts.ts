import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import type { AbortSignalLike } from './waiting';

/** What `authenticate` did with a request, for the `preAuthentication` that n8n may run after it. */
export interface Attempt {
	/** The token that the request was sent with; undefined when it was not sent. */
	sentToken?: string;
	/**
	 * Whether `preAuthentication` runs after a 401 alone, and what it puts into the credential is enough.
	 *
	 * n8n has two helpers. `requestWithAuthentication`, which the HTTP Request node uses, runs the hook
	 * after any failure, and if it returns a token sends the request once more, whatever it is.
	 */
	isSentAgainAfter401Only: boolean;
	/** Ends when the execution is cancelled, as far as n8n tells. */
	cancelled?: AbortSignalLike;
}

/** Keyed by the object that n8n passes to both hooks; each request has its own. */
const attempts = new WeakMap<ICredentialDataDecryptedObject, Attempt>();

/**
 * Notes what `authenticate` does with a request.
 *
 * @param sentToken the token that it is sent with, if it is
 */
export function noteAttempt(
	credentials: ICredentialDataDecryptedObject,
	requestOptions: IHttpRequestOptions,
	sentToken: string | undefined,
): void {
	attempts.set(credentials, {
		sentToken,
		// The other helper calls this `resolveWithFullResponse`.
		isSentAgainAfter401Only: 'returnFullResponse' in requestOptions,
		cancelled: requestOptions.abortSignal as AbortSignalLike | undefined,
	});
}

/** @returns undefined when `authenticate` has not seen this request yet */
export function attemptOf(credentials: ICredentialDataDecryptedObject): Attempt | undefined {
	return attempts.get(credentials);
}
