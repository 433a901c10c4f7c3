import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';

import { originOf } from './hosts';
import { askCore } from './probes';

/** By Core's address and the token: what Core is being asked. */
const questions = new Map<string, Promise<boolean>>();

/**
 * Asks Core whether it refuses a token. Of those that want to know at the same time, one asks.
 *
 * @returns false also when Core cannot tell
 */
export async function isRefusedByCore(
	helpers: IHttpRequestHelper['helpers'],
	credentials: ICredentialDataDecryptedObject,
	token: string,
): Promise<boolean> {
	const key = `${originOf(credentials, 'core')} ${token}`;
	let question = questions.get(key);
	if (!question) {
		question = askCore(helpers, credentials, `Bearer ${token}`)
			.then(
				({ statusCode }) => statusCode === 401,
				() => false,
			)
			.finally(() => questions.delete(key));
		questions.set(key, question);
	}
	return await question;
}
