import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';

import { PatchworksCredentialError } from './errors';
import type { StoredLogin } from './login';
import {
	fingerprintOf,
	hasUsableToken,
	isToBeRenewed,
	LoginRefusedError,
	requestLogin,
} from './login';
import { cancellation, SharedLogin } from './sharedLogin';
import type { AbortSignalLike } from './waiting';

const MINUTE_MS = 60_000;
/** For how long others take a login that failed for their own. */
const FAILURE_SHARED_MS = 5_000;
/** For how long a password that was refused is not tried again: Patchworks may lock the account. */
const REFUSAL_REMEMBERED_MS = 15 * MINUTE_MS;
/** How many logins a minute are made because Patchworks refuses the tokens that it gives. */
const RENEWALS_A_MINUTE = 3;
/** A credential with expressions may stand for many users. */
const MOST_USERS = 1_000;

/** What this process knows of the logins of one user. Times are milliseconds since 1970. */
interface User {
	underWay?: SharedLogin;
	/** The last login that went well. */
	login?: StoredLogin;
	/** The last token that Patchworks refused. */
	refusedToken?: string;
	/** The last login, if it failed. */
	failure?: { error: unknown; at: number };
	/** When logins were made because a token was refused; those of the last minute count. */
	renewals: number[];
	/** Until when no login is made for a refused token, since the last one gave the same again. */
	givenAgainUntil: number;
}

/** By fingerprint; the one that was added first comes first. */
const users = new Map<string, User>();

/** On whose behalf a login is made. */
export interface LoginWish {
	/** The token that Patchworks refused, if that is why. */
	refusedToken?: string;
	/** Ends the wait for the login. */
	cancelled?: AbortSignalLike;
	/** Whether it is to show that user name and password are right, whatever is known of them. */
	isTest?: boolean;
}

/**
 * Logs in, or gives a login of the same user that this process made before or that is under way.
 *
 * One user has one login at a time, however many items and executions wait for it. For tokens that
 * are refused as soon as they are given, there are a few logins a minute; then the last token is given
 * again, so that the request fails with what Patchworks says of it.
 *
 * @returns the login, and whether this call made it (the others need not store it again)
 * @throws PatchworksCredentialError when the login fails, or has failed a short while ago
 */
export async function logIn(
	helpers: IHttpRequestHelper['helpers'],
	credentials: ICredentialDataDecryptedObject,
	{ refusedToken, cancelled, isTest = false }: LoginWish = {},
): Promise<{ login: StoredLogin; isNew: boolean }> {
	if (cancelled?.aborted) throw cancellation();
	const user = userOf(credentials);
	user.refusedToken = refusedToken ?? user.refusedToken;
	for (let shared = underWayOf(user); shared; shared = underWayOf(user)) {
		if (!isTest) return { login: await shared.join(cancelled), isNew: false };
		await shared.result.catch(() => {});
	}
	if (!isTest) {
		const known = usableLoginOf(user);
		if (known && known.accessToken !== refusedToken) return { login: known, isNew: false };
		throwIfFailedBefore(user);
		if (known && !mayRenew(user)) return { login: known, isNew: false };
	}
	const begun = begin(user, helpers, credentials, refusedToken);
	return { login: await begun.join(cancelled), isNew: true };
}

/**
 * The login that this process made, for a credential whose own token is not to be sent: it is another
 * user's, has to be renewed, or was refused.
 */
export function loginInPlaceOf(
	credentials: ICredentialDataDecryptedObject,
): StoredLogin | undefined {
	const user = users.get(fingerprintOf(credentials));
	if (!user) return undefined;
	if (hasUsableToken(credentials) && credentials.accessToken !== user.refusedToken)
		return undefined;
	return usableLoginOf(user);
}

/** The token of the last login of the credential's user, also when it is to be renewed. */
export function knownToken(credentials: ICredentialDataDecryptedObject): string | undefined {
	try {
		return users.get(fingerprintOf(credentials))?.login?.accessToken;
	} catch {
		// A key has no Login URL, and that of a user may be wrong: then there was no login.
		return undefined;
	}
}

function userOf(credentials: ICredentialDataDecryptedObject): User {
	const fingerprint = fingerprintOf(credentials);
	let user = users.get(fingerprint);
	if (!user) {
		if (users.size >= MOST_USERS) forgetOne();
		user = { renewals: [], givenAgainUntil: 0 };
		users.set(fingerprint, user);
	}
	return user;
}

function forgetOne(): void {
	for (const [fingerprint, user] of users) {
		if (underWayOf(user)) continue;
		users.delete(fingerprint);
		return;
	}
}

function underWayOf({ underWay }: User): SharedLogin | undefined {
	return underWay?.isAbandoned ? undefined : underWay;
}

function usableLoginOf({ login }: User): StoredLogin | undefined {
	return login && !isToBeRenewed(login.renewAt) ? login : undefined;
}

function mayRenew(user: User): boolean {
	const now = Date.now();
	user.renewals = user.renewals.filter((at) => at > now - MINUTE_MS);
	return now >= user.givenAgainUntil && user.renewals.length < RENEWALS_A_MINUTE;
}

function begin(
	user: User,
	helpers: IHttpRequestHelper['helpers'],
	credentials: ICredentialDataDecryptedObject,
	refusedToken: string | undefined,
): SharedLogin {
	if (refusedToken !== undefined) user.renewals.push(Date.now());
	const shared = new SharedLogin(
		async (cancelled) => await requestLogin(helpers, credentials, cancelled),
	);
	user.underWay = shared;
	shared.result.then(
		(login) => {
			if (login.accessToken === refusedToken) user.givenAgainUntil = Date.now() + MINUTE_MS;
			user.login = login;
			user.failure = undefined;
			if (user.underWay === shared) user.underWay = undefined;
		},
		(error: unknown) => {
			if (shared.isAbandoned) return;
			user.login = undefined;
			user.failure = { error, at: Date.now() };
			user.underWay = undefined;
		},
	);
	return shared;
}

function throwIfFailedBefore({ failure }: User): void {
	if (!failure) return;
	const { error, at } = failure;
	const age = Date.now() - at;
	if (age < FAILURE_SHARED_MS) throw error;
	if (!(error instanceof LoginRefusedError) || age >= REFUSAL_REMEMBERED_MS) return;

	const minutes = Math.ceil((REFUSAL_REMEMBERED_MS - age) / MINUTE_MS);
	throw new PatchworksCredentialError(
		`${error.message} So as not to lock the account, this password is tried again in ${minutes} min, or once the credential is changed or tested.`,
	);
}
