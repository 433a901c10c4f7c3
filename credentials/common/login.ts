import { createHash } from 'crypto';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestHelper,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { describeFailure, networkCodeOf, PatchworksCredentialError, quote } from './errors';
import { originOf } from './hosts';
import { backoff, retryAfterOf, wait } from './waiting';

/** What a login leaves in the credential. All three are hidden fields of it. */
export interface StoredLogin extends IDataObject {
	/** The bearer token; empty before the first login. */
	accessToken: string;
	/** When to log in again, in milliseconds since 1970; 0: use the token until Patchworks refuses it. */
	renewAt: number;
	/** What the token was obtained with, as a hash: differs when somebody edited the credential. */
	loginFingerprint: string;
}

/** Patchworks does not take this user name and password. */
export class LoginRefusedError extends PatchworksCredentialError {}

const LOGIN_PATH = '/fabric/api/login';
const LOGIN_TIMEOUT_MS = 30_000;
const RENEWAL_MARGIN_MS = 60_000;
/** A token that does not live this long would be renewed for each request. */
const SHORTEST_LIFETIME_MS = 1_000;
/** How often a login is tried. It changes nothing in Patchworks, so it may be sent again whatever happened. */
const TRIES = 3;
/** A login that has to wait longer than this fails at once. */
const LONGEST_WAIT_MS = 60_000;
const RETRYABLE_STATUSES = [429, 502, 503, 504];

/**
 * Whether the credential's stored token may be sent: it was obtained with the login data the
 * credential holds now, and it is not about to expire.
 */
export function hasUsableToken(credentials: ICredentialDataDecryptedObject): boolean {
	const { accessToken, renewAt, loginFingerprint } = credentials as Partial<StoredLogin>;
	return (
		typeof accessToken === 'string' &&
		accessToken !== '' &&
		loginFingerprint === fingerprintOf(credentials) &&
		!isToBeRenewed(renewAt)
	);
}

/** Whether the time to log in again has come. */
export function isToBeRenewed(renewAt: number | undefined): boolean {
	return Boolean(renewAt) && Date.now() >= Number(renewAt);
}

/**
 * Tells users apart, by all that a login depends on.
 *
 * @returns a hash
 * @throws PatchworksCredentialError when the Login URL cannot be used
 */
export function fingerprintOf(credentials: ICredentialDataDecryptedObject): string {
	return createHash('sha256')
		.update(
			JSON.stringify([originOf(credentials, 'login'), credentials.username, credentials.password]),
		)
		.digest('hex');
}

/**
 * Logs in once, for good or ill; up to three times where there is no answer or one that may pass.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/getting-started/using-the-patchworks-core-api/authentication
 *
 * @param cancelled ends the request and the waits between them
 * @throws LoginRefusedError when user name or password are wrong
 * @throws PatchworksCredentialError when the login is unreachable or answers something else
 */
export async function requestLogin(
	helpers: IHttpRequestHelper['helpers'],
	credentials: ICredentialDataDecryptedObject,
	cancelled: AbortSignal,
): Promise<StoredLogin> {
	const { statusCode, body } = await postLogin(helpers, credentials, cancelled);
	const answer = (typeof body === 'object' && body !== null ? body : {}) as IDataObject;

	if ([400, 401, 403, 422].includes(statusCode)) {
		throw new LoginRefusedError(
			`Patchworks refused the user name or password (HTTP ${statusCode}).${quote('Patchworks', body, [credentials.password])}`,
		);
	}
	if (statusCode >= 300) {
		throw new PatchworksCredentialError(
			`The login at ${hostOf(credentials)} failed with HTTP ${statusCode}.${quote('It', body, [credentials.password])} ${adviceFor(statusCode)}`,
			{ cause: 'temporarily-unavailable' },
		);
	}
	if (typeof answer.token !== 'string' || answer.token.trim() === '') {
		throw new PatchworksCredentialError(
			`${hostOf(credentials)} answered the login with something other than a token. Check that the Login URL is the address of the Patchworks dashboard.`,
			{ cause: 'temporarily-unavailable' },
		);
	}
	return {
		accessToken: answer.token.trim(),
		renewAt: renewalTime(answer.expires_in),
		loginFingerprint: fingerprintOf(credentials),
	};
}

async function postLogin(
	helpers: IHttpRequestHelper['helpers'],
	credentials: ICredentialDataDecryptedObject,
	cancelled: AbortSignal,
): Promise<IN8nHttpFullResponse> {
	const url = `${originOf(credentials, 'login')}${LOGIN_PATH}`;
	const send = async () =>
		(await helpers.httpRequest({
			method: 'POST',
			url,
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
			body: JSON.stringify({ username: credentials.username, password: credentials.password }),
			timeout: LOGIN_TIMEOUT_MS,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
			abortSignal: cancelled,
		})) as IN8nHttpFullResponse;

	for (let tries = 1; ; tries++) {
		const outcome = await send().catch((error: unknown) => {
			if (networkCodeOf(error) === undefined || tries === TRIES || cancelled.aborted) {
				throw unreachable(credentials, error, tries);
			}
			return undefined;
		});
		if (outcome && !RETRYABLE_STATUSES.includes(outcome.statusCode)) return outcome;
		const delay = Math.max(retryAfterOf(outcome?.headers ?? {}) ?? 0, backoff(tries));
		if (outcome && (tries === TRIES || delay > LONGEST_WAIT_MS)) {
			throw unavailable(credentials, outcome, tries);
		}
		await wait(delay, cancelled);
	}
}

function unavailable(
	credentials: ICredentialDataDecryptedObject,
	{ statusCode, headers, body }: IN8nHttpFullResponse,
	tries: number,
): PatchworksCredentialError {
	const retryAfterMs = retryAfterOf(headers);
	return new PatchworksCredentialError(
		[
			`The login at ${hostOf(credentials)} failed with HTTP ${statusCode}.${quote('It', body, [credentials.password])}`,
			adviceFor(statusCode),
			...(tries > 1 ? [`It was tried ${tries} times.`] : []),
			...(retryAfterMs ? [`Patchworks asks to wait ${Math.ceil(retryAfterMs / 1000)} s.`] : []),
		].join(' '),
		{ cause: statusCode === 429 ? 'rate-limited' : 'temporarily-unavailable', retryAfterMs },
	);
}

function unreachable(
	credentials: ICredentialDataDecryptedObject,
	error: unknown,
	tries: number,
): PatchworksCredentialError {
	return new PatchworksCredentialError(
		`Could not log in to Patchworks at ${hostOf(credentials)}: ${describeFailure(error, [credentials.password])}. ${
			credentials.hosting === 'selfHosted'
				? 'Check the Login URL and that n8n can reach it.'
				: 'Check that n8n can reach the internet and that the host is among the allowed domains.'
		}${tries > 1 ? ` It was tried ${tries} times.` : ''}`,
		{ cause: 'temporarily-unavailable' },
	);
}

/** @param statusCode of an answer that is no success */
function adviceFor(statusCode: number): string {
	if (statusCode < 400) {
		return 'It answers with a redirect, which is not followed. Check the Login URL, also whether it must be https.';
	}
	if (statusCode === 404)
		return 'Check that the Login URL is the address of the Patchworks dashboard.';
	if (statusCode === 429) return 'Too many logins in a short time. Wait a minute, then try again.';
	return 'Try again later.';
}

function hostOf(credentials: ICredentialDataDecryptedObject): string {
	return new URL(originOf(credentials, 'login')).host;
}

/** A lifetime that is missing or makes no sense means: use the token until it is refused. */
function renewalTime(expiresIn: unknown): number {
	const lifetimeMs = Number(expiresIn) * 1000;
	if (!Number.isFinite(lifetimeMs) || lifetimeMs < SHORTEST_LIFETIME_MS) return 0;
	return Date.now() + lifetimeMs - Math.min(RENEWAL_MARGIN_MS, lifetimeMs / 10);
}
