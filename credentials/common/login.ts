import { createHash } from 'crypto';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestHelper,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { describeFailure, networkCodeOf, PatchworksCredentialError, redact } from './errors';
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

interface SharedLogin {
	login: Promise<StoredLogin>;
	/** Until when others may take this login for their own, in milliseconds since 1970. */
	sharedUntil: number;
}

const LOGIN_PATH = '/fabric/api/login';
const LOGIN_TIMEOUT_MS = 30_000;
const SUCCESS_SHARED_MS = 60_000;
const FAILURE_SHARED_MS = 5_000;
const RENEWAL_MARGIN_MS = 60_000;
/** How often a login is tried. It changes nothing in Patchworks, so it may be sent again whatever happened. */
const TRIES = 3;
/** A login that has to wait longer than this fails at once. */
const LONGEST_WAIT_MS = 60_000;
const RETRYABLE_STATUSES = [429, 502, 503, 504];

/** Logins of this process by fingerprint; a declarative node authenticates all its items at once. */
const sharedLogins = new Map<string, SharedLogin>();

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
		(!renewAt || Date.now() < Number(renewAt))
	);
}

/**
 * Logs in, or joins a login of the same user that is under way or just done.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/getting-started/using-the-patchworks-core-api/authentication
 *
 * @param credentials the credential; a token in it that equals the shared one counts as refused
 * @returns the login, and whether this call made it (the others need not store it again)
 * @throws PatchworksCredentialError when the login is refused, unreachable, or answers something else
 */
export async function logIn(
	helpers: IHttpRequestHelper['helpers'],
	credentials: ICredentialDataDecryptedObject,
): Promise<{ login: StoredLogin; isNew: boolean }> {
	const fingerprint = fingerprintOf(credentials);
	const refusedToken = credentials.accessToken;

	for (;;) {
		const shared = sharedLogins.get(fingerprint);
		if (!shared || Date.now() >= shared.sharedUntil) break;

		const login = await shared.login;
		if (login.accessToken !== refusedToken) return { login, isNew: false };
		if (sharedLogins.get(fingerprint) === shared) sharedLogins.delete(fingerprint);
	}

	return { login: await startSharedLogin(helpers, credentials, fingerprint), isNew: true };
}

async function startSharedLogin(
	helpers: IHttpRequestHelper['helpers'],
	credentials: ICredentialDataDecryptedObject,
	fingerprint: string,
): Promise<StoredLogin> {
	forgetOldLogins();
	const shared: SharedLogin = {
		login: requestToken(helpers, credentials, fingerprint),
		sharedUntil: Number.POSITIVE_INFINITY,
	};
	sharedLogins.set(fingerprint, shared);
	void shared.login.then(
		() => (shared.sharedUntil = Date.now() + SUCCESS_SHARED_MS),
		() => (shared.sharedUntil = Date.now() + FAILURE_SHARED_MS),
	);
	return await shared.login;
}

function forgetOldLogins(): void {
	const now = Date.now();
	for (const [fingerprint, { sharedUntil }] of sharedLogins) {
		if (now >= sharedUntil) sharedLogins.delete(fingerprint);
	}
}

function fingerprintOf(credentials: ICredentialDataDecryptedObject): string {
	return createHash('sha256')
		.update(
			JSON.stringify([originOf(credentials, 'login'), credentials.username, credentials.password]),
		)
		.digest('hex');
}

async function requestToken(
	helpers: IHttpRequestHelper['helpers'],
	credentials: ICredentialDataDecryptedObject,
	fingerprint: string,
): Promise<StoredLogin> {
	const { statusCode, body } = await postLogin(helpers, credentials);
	const answer = (typeof body === 'object' && body !== null ? body : {}) as IDataObject;
	const said = saidIn(body, credentials);

	if ([400, 401, 403, 422].includes(statusCode)) {
		throw new PatchworksCredentialError(
			`Patchworks refused the user name or password (HTTP ${statusCode}).${said}`,
		);
	}
	if (statusCode >= 300 || statusCode < 200) {
		throw new PatchworksCredentialError(
			`The login at ${hostOf(credentials)} failed with HTTP ${statusCode}.${said} ${adviceFor(statusCode)}`,
		);
	}
	if (typeof answer.token !== 'string' || answer.token.trim() === '') {
		throw new PatchworksCredentialError(
			`${hostOf(credentials)} answered the login with something other than a token. Check that the Login URL is the address of the Patchworks dashboard.`,
		);
	}
	return {
		accessToken: answer.token.trim(),
		renewAt: renewalTime(answer.expires_in),
		loginFingerprint: fingerprint,
	};
}

/** What an answer says in words, without the password; empty when it says nothing. */
function saidIn(body: unknown, { password }: ICredentialDataDecryptedObject): string {
	const { message } = (body ?? {}) as { message?: unknown };
	return typeof message === 'string' && message
		? ` Patchworks said: ${redact(message, [password])}`
		: '';
}

async function postLogin(
	helpers: IHttpRequestHelper['helpers'],
	credentials: ICredentialDataDecryptedObject,
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
		})) as IN8nHttpFullResponse;

	for (let tries = 1; ; tries++) {
		const outcome = await send().catch((error: unknown) => {
			if (networkCodeOf(error) === undefined || tries === TRIES) {
				throw unreachable(credentials, error, tries);
			}
			return undefined;
		});
		if (outcome && !RETRYABLE_STATUSES.includes(outcome.statusCode)) return outcome;
		const delay = Math.max(retryAfterOf(outcome?.headers ?? {}) ?? 0, backoff(tries));
		if (outcome && (tries === TRIES || delay > LONGEST_WAIT_MS)) {
			throw unavailable(credentials, outcome, tries);
		}
		await wait(delay);
	}
}

function unavailable(
	credentials: ICredentialDataDecryptedObject,
	{ statusCode, headers, body }: IN8nHttpFullResponse,
	tries: number,
): PatchworksCredentialError {
	const asked = retryAfterOf(headers);
	return new PatchworksCredentialError(
		[
			`The login at ${hostOf(credentials)} failed with HTTP ${statusCode}.${saidIn(body, credentials)}`,
			adviceFor(statusCode),
			...(tries > 1 ? [`It was tried ${tries} times.`] : []),
			...(asked ? [`Patchworks asks to wait ${Math.ceil(asked / 1000)} s.`] : []),
		].join(' '),
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
	);
}

function adviceFor(statusCode: number): string {
	if (statusCode >= 300 && statusCode < 400) {
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
	if (!Number.isFinite(lifetimeMs) || lifetimeMs <= 0) return 0;
	return Date.now() + lifetimeMs - Math.min(RENEWAL_MARGIN_MS, lifetimeMs / 10);
}
