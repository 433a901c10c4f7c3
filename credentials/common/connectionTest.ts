import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import {
	AuthenticationNeededError,
	describeFailure,
	PatchworksCredentialError,
	redact,
} from './errors';
import { originExpression, originOf } from './hosts';

/**
 * n8n reports a failed test with the bare status text or network code. To say what is wrong, the
 * request of the test carries this header; it makes `authenticate` ask for the connection to be
 * checked first, in `preAuthentication`, whose error texts n8n shows as they are. It never leaves.
 */
const TEST_MARKER = 'x-patchworks-connection-test';
const TEST_PATH = '/api/v1/flows';
const TEST_TIMEOUT_MS = 30_000;

/** The request with which n8n tests a credential: one flow, which any key and any user may list. */
export const CONNECTION_TEST: ICredentialTestRequest = {
	request: {
		baseURL: originExpression('core'),
		url: TEST_PATH,
		qs: { page: 1, per_page: 1 },
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
 * Asks Core for one flow and says in plain words what is wrong if that fails.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flows
 *
 * @param authorization the value of the Authorization header
 * @param credentialName what a refusal calls the credential, e.g. `API key`
 * @throws PatchworksCredentialError when Core is unreachable, refuses, or is not Patchworks
 */
export async function checkConnection(
	helpers: IHttpRequestHelper['helpers'],
	credentials: ICredentialDataDecryptedObject,
	authorization: string,
	credentialName: string,
): Promise<void> {
	const origin = originOf(credentials, 'core');
	const { host } = new URL(origin);
	const response = (await helpers
		.httpRequest({
			method: 'GET',
			url: `${origin}${TEST_PATH}`,
			qs: { page: 1, per_page: 1 },
			headers: { Accept: 'application/json', Authorization: authorization },
			timeout: TEST_TIMEOUT_MS,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
		})
		.catch((error: unknown) => {
			throw new PatchworksCredentialError(
				`Could not reach ${host}: ${describeFailure(error, [authorization])}. Check ${credentials.hosting === 'selfHosted' ? 'the Core URL and ' : ''}that n8n can reach it.`,
			);
		})) as IN8nHttpFullResponse;
	assertPatchworksAnswer(response, host, credentialName, authorization);
}

function assertPatchworksAnswer(
	{ statusCode, body }: IN8nHttpFullResponse,
	host: string,
	credentialName: string,
	authorization: string,
): void {
	const answer = (typeof body === 'object' && body !== null ? body : {}) as IDataObject;
	const said =
		typeof answer.message === 'string'
			? ` Patchworks said: ${redact(answer.message, [authorization])}`
			: '';

	if (statusCode === 401) {
		throw new PatchworksCredentialError(
			`Patchworks refused the ${credentialName}.${said} Check that it is complete and has not been revoked, and that it belongs to ${host}.`,
		);
	}
	if (statusCode === 403) {
		throw new PatchworksCredentialError(
			`Patchworks accepted the ${credentialName} but does not let it list flows.${said} Ask an administrator of your Patchworks account for access.`,
		);
	}
	if (statusCode >= 500 || statusCode === 429) {
		throw new PatchworksCredentialError(
			`${host} answered with HTTP ${statusCode}.${said} Try again in a minute.`,
		);
	}
	if (statusCode < 200 || statusCode >= 300 || !Array.isArray(answer.data)) {
		throw new PatchworksCredentialError(
			`${host} answered, but not as Patchworks Core does (HTTP ${statusCode}).${said} Check that the Core URL is the address of Patchworks Core, without /api/v1.`,
		);
	}
}
