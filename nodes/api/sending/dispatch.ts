import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

import { addressOf } from '../../../credentials/common/hosts';
import { headerOf } from '../headers';
import type { ApiRequest } from '../request';
import type { Sender } from '../sender';
import { DEFAULT_TIMEOUT_MS } from '../settings/requestOptions';

/** Where a request goes. */
export interface Target {
	/** The address of the host, which may have a path. */
	baseURL: string;
	/** The host with its port, if that is not the usual one. */
	host: string;
	/** The domains that the credential is held to, where it is. */
	allowedDomains?: string;
}

/**
 * Finds out where a request goes: to the credential's own host, or to that of a signed URL.
 *
 * Where the credential is held to some domains, its own host is one of them, as n8n has it for a host
 * that a description names.
 */
export async function targetOf(
	{ credentials }: Sender,
	{ host = 'core', signedOrigin }: ApiRequest,
): Promise<Target> {
	// The allowed domains are those of the credential, which is not used.
	if (signedOrigin !== undefined) return { baseURL: signedOrigin, host: nameOf(signedOrigin) };
	const credential = await credentials();
	const baseURL = addressOf(credential, host);
	const target = { baseURL, host: nameOf(baseURL) };
	const { allowedHttpRequestDomains, allowedDomains } = credential;
	if (allowedHttpRequestDomains !== 'domains' || !URL.canParse(baseURL)) return target;
	return {
		...target,
		allowedDomains: [new URL(baseURL).hostname, allowedDomains].filter(Boolean).join(', '),
	};
}

function nameOf(baseURL: string): string {
	return URL.canParse(baseURL) ? new URL(baseURL).host : baseURL;
}

/**
 * Sends a request once, with the credential unless its URL is signed.
 *
 * @throws NodeApiError, or what n8n's client throws for a request without a credential
 */
export async function dispatch(
	sender: Sender,
	request: ApiRequest,
	{ baseURL, allowedDomains }: Target,
): Promise<IN8nHttpFullResponse> {
	const { method = 'GET', path, qs, headers = {}, body, encoding, signedOrigin } = request;
	const isStream = encoding === 'stream';
	const options: IHttpRequestOptions = {
		timeout: DEFAULT_TIMEOUT_MS,
		...sender.connection,
		method,
		baseURL,
		url: path,
		qs,
		headers: {
			...(headerOf(headers, 'accept') === undefined && { Accept: 'application/json' }),
			...headers,
			// The client takes a compressed file that breaks off for a whole one.
			...(isStream && { 'Accept-Encoding': 'identity' }),
		},
		...(body !== undefined && { body: body as IHttpRequestOptions['body'] }),
		...(encoding && { encoding }),
		...(allowedDomains !== undefined && { allowedDomains }),
		returnFullResponse: true,
		disableFollowRedirect: !isStream,
		abortSignal: sender.cancelled as IHttpRequestOptions['abortSignal'],
	};
	const response: unknown =
		signedOrigin === undefined
			? await sendWithCredential(sender, options)
			: await sender.functions.helpers.httpRequest(options);
	return response as IN8nHttpFullResponse;
}

async function sendWithCredential(
	{ functions, credentialType, credentials, cancelled }: Sender,
	options: IHttpRequestOptions,
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
