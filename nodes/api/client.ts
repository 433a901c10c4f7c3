import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { withEncodedBody } from './body';
import { objectsOf } from './lists/envelope';
import type { ApiRequest } from './request';
import type { Sender } from './sender';
import { exchange } from './sending/exchange';

export type { Rows } from './lists/readList';
export { apiRequestAllItems, apiRequestPage } from './lists/readList';

/**
 * Sends a request and gives the whole answer.
 *
 * @param read takes the answer where its body is a stream
 * @throws NodeApiError with Patchworks' own message when it is not a success
 */
export async function apiRequest(
	sender: Sender,
	request: ApiRequest,
): Promise<IN8nHttpFullResponse>;
export async function apiRequest<T>(
	sender: Sender,
	request: ApiRequest,
	read: (response: IN8nHttpFullResponse) => Promise<T>,
): Promise<T>;
export async function apiRequest<T>(
	sender: Sender,
	request: ApiRequest,
	read?: (response: IN8nHttpFullResponse) => Promise<T>,
): Promise<T | IN8nHttpFullResponse> {
	const sent = withEncodedBody(request);
	return read ? await exchange(sender, sent, read) : await exchange(sender, sent);
}

/** Asks for one object; an empty one when the answer holds none. */
export async function apiRequestItem(sender: Sender, request: ApiRequest): Promise<IDataObject> {
	const { body } = await apiRequest(sender, request);
	return objectsOf(body, 'GET')[0] ?? {};
}

/**
 * Downloads a payload.
 *
 * Known from Patchworks' own client: https://github.com/gopatchworks/patchworks-mcp
 *
 * @param read takes the answer, whose body is a stream
 */
export async function apiDownload<T>(
	sender: Sender,
	payloadId: string,
	read: (response: IN8nHttpFullResponse) => Promise<T>,
): Promise<T> {
	const request: ApiRequest = {
		path: `/api/v1/payload-metadata/${encodeURIComponent(payloadId)}/download`,
		headers: { Accept: '*/*' },
		isAboutRuns: true,
		encoding: 'stream',
	};
	return await apiRequest(sender, request, read);
}
