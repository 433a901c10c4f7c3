import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { originOf } from '../../../credentials/common/hosts';
import type { Account } from '../../demo/accounts';
import type { RawAnswer, Row } from './answers';
import { isGood } from './answers';
import type { ReadOnlyClient } from './client';
import { formOf, namesOf } from '../findings/forms';
import type { SignIn, Verdict } from '../findings/verdict';
import { confirmed, contradicted, couldNotTell } from '../findings/verdict';

/** The check could not run, and why. */
export class CouldNotRun extends Error {}

/**
 * Signs in with what there is: an API key is used where there is one, and the login is tried where there
 * are a user name and a password.
 *
 * @throws CouldNotRun where there is no key and the login gives no token
 */
export async function signIn(client: ReadOnlyClient, accounts: Account[]): Promise<SignIn> {
	const keyed = accounts.find(({ authentication }) => authentication === 'apiKey');
	const user = accounts.find(({ authentication }) => authentication === 'oAuth');
	const login = user && (await logIn(client, user));
	if (keyed) client.authorization = String(keyed.data.apiKey);
	else if (login?.token) client.authorization = `Bearer ${login.token}`;
	else throw new CouldNotRun(`The login failed: ${login?.verdict.why}.`);
	return { withKey: keyed !== undefined, login };
}

async function logIn(
	client: ReadOnlyClient,
	{ data }: Account,
): Promise<{ verdict: Verdict; token?: string }> {
	const { username, password } = data as { username: string; password: string };
	const answer = await client.logIn(
		originOf(data as ICredentialDataDecryptedObject, 'login'),
		username,
		password,
	);
	if (isGood(answer)) return tokenOf(answer.body as Row | null);
	return { verdict: verdictOfRefusal(answer) };
}

function tokenOf(body: Row | null): { verdict: Verdict; token?: string } {
	const { token, expires_in: expiresIn } = body ?? {};
	if (typeof token !== 'string' || token === '') {
		const names = namesOf(Object.keys(body ?? {}));
		return { verdict: contradicted(`the answer has no token in text, but ${names || 'nothing'}`) };
	}
	const verdict =
		typeof expiresIn === 'number'
			? confirmed('it gives a token and the seconds that it is good for')
			: contradicted(`it gives a token, but expires_in is ${formOf(expiresIn)}`);
	return { verdict, token };
}

function verdictOfRefusal({ status, problem, body }: RawAnswer): Verdict {
	const errors = Object.keys(((body as Row | undefined)?.errors as Row | undefined) ?? {});
	if (status === 422 && errors.length > 0) {
		return contradicted(`it was refused with 422, for ${namesOf(errors)}`);
	}
	return couldNotTell(problem ?? `it was refused with ${status}`);
}
