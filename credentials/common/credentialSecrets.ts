import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { knownToken } from './logins';

/** The fields of both credential types that nobody may see. */
const SECRET_FIELDS = ['apiKey', 'password', 'accessToken'];

/**
 * The secrets of a credential: what it holds, and the token that its user has now, which may not be
 * stored.
 *
 * @param credentials of either type, as n8n decrypts it
 */
export function secretsIn(credentials: ICredentialDataDecryptedObject): string[] {
	return [...SECRET_FIELDS.map((field) => credentials[field]), knownToken(credentials)]
		.filter((secret) => secret !== undefined && secret !== null)
		.map(String);
}
