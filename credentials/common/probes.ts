import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IN8nHttpFullResponse,
} from 'n8n-workflow';

import type { PatchworksHost } from './hosts';
import { originOf } from './hosts';

/** Lists flows, which any key and any user may do. */
export const LIST_PATH = '/api/v1/flows';
/** One flow is enough. */
export const LIST_QUERY = { page: 1, per_page: 1 };

/**
 * Names no flow, webhook or callback, each of which the Start host may start, some by a GET.
 */
const START_PATH = '/api/v1';

const TIMEOUT_MS = 30_000;

/**
 * Asks Core for one flow.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flows
 *
 * @param authorization the value of the Authorization header
 * @returns the answer, whatever its status
 * @throws when no answer came
 */
export async function askCore(
	helpers: IHttpRequestHelper['helpers'],
	credentials: ICredentialDataDecryptedObject,
	authorization: string,
): Promise<IN8nHttpFullResponse> {
	return await get(helpers, credentials, 'core', LIST_PATH, LIST_QUERY, {
		Authorization: authorization,
	});
}

/**
 * Asks the Start host for an address that there is nothing at, without the key or token.
 *
 * @returns the answer, whatever its status
 * @throws when no answer came
 */
export async function askStart(
	helpers: IHttpRequestHelper['helpers'],
	credentials: ICredentialDataDecryptedObject,
): Promise<IN8nHttpFullResponse> {
	return await get(helpers, credentials, 'start', START_PATH);
}

async function get(
	helpers: IHttpRequestHelper['helpers'],
	credentials: ICredentialDataDecryptedObject,
	host: PatchworksHost,
	path: string,
	qs: Record<string, number> = {},
	headers: Record<string, string> = {},
): Promise<IN8nHttpFullResponse> {
	return (await helpers.httpRequest({
		method: 'GET',
		url: `${originOf(credentials, host)}${path}`,
		qs,
		headers: { Accept: 'application/json', ...headers },
		timeout: TIMEOUT_MS,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
	})) as IN8nHttpFullResponse;
}
