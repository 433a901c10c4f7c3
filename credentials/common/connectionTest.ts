import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	IHttpRequestHelper,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import { secretsIn } from './credentialSecrets';
import {
	AuthenticationNeededError,
	describeFailure,
	PatchworksCredentialError,
	quote,
} from './errors';
import type { PatchworksHost } from './hosts';
import { originExpression, originOf, urlFieldOf } from './hosts';
import { askCore, askStart, LIST_PATH, LIST_QUERY } from './probes';

/**
 * n8n reports a failed test with the bare status text or network code. To say what is wrong, the
 * request of the test carries this header; it makes `authenticate` ask for the connection to be
 * checked first, in `preAuthentication`, whose error texts n8n shows as they are. It never leaves.
 */
const TEST_MARKER = 'x-patchworks-connection-test';

/** The request with which n8n tests a credential. */
export const CONNECTION_TEST: ICredentialTestRequest = {
	request: {
		baseURL: originExpression('core'),
		url: LIST_PATH,
		qs: LIST_QUERY,
		headers: { Accept: 'application/json', [TEST_MARKER]: 'true' },
		disableFollowRedirect: true,
	},
};

/** Credentials whose connection n8n wants checked; keyed by the object n8n passes to both hooks. */
const awaitingCheck = new WeakSet<ICredentialDataDecryptedObject>();

/**
 * To be called by `authenticate`: takes the test's marker off, and on the first sight of it asks
 * n8n to run `preAuthentication`.
 *
 * @throws AuthenticationNeededError once for each connection test
 */
export function requireConnectionCheck(
	credentials: ICredentialDataDecryptedObject,
	requestOptions: IHttpRequestOptions,
): void {
	if (!requestOptions.headers?.[TEST_MARKER]) return;
	if (!awaitingCheck.delete(credentials)) {
		awaitingCheck.add(credentials);
		throw new AuthenticationNeededError('The connection has to be checked first.');
	}
	delete requestOptions.headers[TEST_MARKER];
}

/** Whether `preAuthentication` runs because {@link requireConnectionCheck} asked for it. */
export function isConnectionCheckDue(credentials: ICredentialDataDecryptedObject): boolean {
	return awaitingCheck.has(credentials);
}

/**
 * Asks Core for one flow, sees whether the Start host is there, and says in plain words what is wrong.
 *
 * @param authorization the value of the Authorization header
 * @param credentialName what a refusal calls the credential, e.g. `API key`
 * @throws PatchworksCredentialError when a host is unreachable, refuses, or is not Patchworks
 */
export async function checkConnection(
	helpers: IHttpRequestHelper['helpers'],
	credentials: ICredentialDataDecryptedObject,
	authorization: string,
	credentialName: string,
): Promise<void> {
	const secrets = [authorization, ...secretsIn(credentials)];
	const core = await askCore(helpers, credentials, authorization).catch((error: unknown) => {
		throw unreachable(credentials, 'core', error, secrets);
	});
	assertCore(core, hostOf(credentials, 'core'), credentialName, secrets);

	if (originOf(credentials, 'start') === originOf(credentials, 'core')) return;
	const start = await askStart(helpers, credentials).catch((error: unknown) => {
		throw unreachable(credentials, 'start', error, secrets);
	});
	assertStart(start, credentials);
}

function unreachable(
	credentials: ICredentialDataDecryptedObject,
	host: PatchworksHost,
	error: unknown,
	secrets: string[],
): PatchworksCredentialError {
	const field = credentials.hosting === 'selfHosted' ? `the ${urlFieldOf(host)} and ` : '';
	return new PatchworksCredentialError(
		`Could not reach ${hostOf(credentials, host)}: ${describeFailure(error, secrets)}. Check ${field}that n8n can reach it.`,
	);
}

function assertCore(
	{ statusCode, body }: IN8nHttpFullResponse,
	host: string,
	credentialName: string,
	secrets: string[],
): void {
	if (statusCode === 401) {
		throw new PatchworksCredentialError(
			`Patchworks refused the ${credentialName}.${quote('Patchworks', body, secrets)} Check that it is complete and has not been revoked, and that it belongs to ${host}.`,
		);
	}
	if (statusCode === 403) {
		throw new PatchworksCredentialError(
			`Patchworks accepted the ${credentialName} but does not let it list flows.${quote('Patchworks', body, secrets)} Ask an administrator of your Patchworks account for access.`,
		);
	}
	if (statusCode >= 500 || statusCode === 429) {
		throw new PatchworksCredentialError(
			`${host} answered with HTTP ${statusCode}.${quote('It', body, secrets)} Try again in a minute.`,
		);
	}
	const { data } = (body ?? {}) as { data?: unknown };
	const isList = Array.isArray(body) || Array.isArray(data);
	if (statusCode < 200 || statusCode >= 300 || !isList) {
		throw new PatchworksCredentialError(
			`${host} answered, but not as Patchworks Core does (HTTP ${statusCode}).${quote('It', body, secrets)} Check that the Core URL is the address of Patchworks Core, without /api/v1.`,
		);
	}
}

/**
 * How the Start host answers at an address that there is nothing at is not published. So any answer
 * will do, but those that a wrong Start URL is known for: the pages of a web site such as the
 * dashboard, a redirect to another scheme or host, and a gateway that has nothing behind it. The
 * address of Patchworks Cloud cannot be wrong.
 */
function assertStart(
	{ statusCode, headers }: IN8nHttpFullResponse,
	credentials: ICredentialDataDecryptedObject,
): void {
	const host = hostOf(credentials, 'start');
	if ([502, 503, 504].includes(statusCode)) {
		throw new PatchworksCredentialError(
			`${host}, which starts flows, answered with HTTP ${statusCode}. Try again in a minute.`,
		);
	}
	if (credentials.hosting !== 'selfHosted') return;
	if (statusCode >= 300 && statusCode < 400) {
		throw new PatchworksCredentialError(
			`${host} answered with a redirect (HTTP ${statusCode}), which is not followed. Check the Start URL, also whether it must be https.`,
		);
	}
	if (statusCode < 300 && String(headers['content-type'] ?? '').includes('text/html')) {
		throw new PatchworksCredentialError(
			`${host} answered with a web page. Check that the Start URL is the address of the service that starts flows, without /api/v1.`,
		);
	}
}

function hostOf(credentials: ICredentialDataDecryptedObject, host: PatchworksHost): string {
	return new URL(originOf(credentials, host)).host;
}
