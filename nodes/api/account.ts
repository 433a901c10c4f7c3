import { createHash } from 'crypto';

import type { Sender } from './sender';

/** Names the account that a sender has, without saying its secret: a credential may be another for each item. */
export async function accountOf({ credentialType, credentials }: Sender): Promise<string> {
	const { apiKey, username } = await credentials();
	const account = createHash('sha256')
		.update(JSON.stringify([apiKey, username]))
		.digest('hex');
	return `${credentialType} ${account}`;
}
