import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { withEncodedBody } from './body';
import { objectsOf } from './lists/envelope';
import type { AnsweredPage } from './lists/readList';
import { exchangeList, exchangePage } from './lists/readList';
import type { ApiRequest } from './request';
import type { Sender } from './sender';
import { exchange } from './sending/exchange';

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

/** The rows of a list, and what its answers say about it. */
export interface Rows {
	rows: IDataObject[];
	/** How many rows the whole list has, if the answer says so. */
	total?: number;
	/** When Patchworks answered by its own clock, in Unix milliseconds; undefined if it does not say. */
	answeredAt?: number;
	/** The answer to the request for the last page. */
	lastResponse: IN8nHttpFullResponse;
}

/**
 * Asks for the rows of a list, page after page. Once a page has failed for good, the others are ended.
 *
 * @param wanted how many rows at most; `Infinity` for all
 * @param keep what is kept of a row, for lists too large to keep whole; it has to keep the ID
 * @throws NodeApiError that names the page, or NodeOperationError for what is no list or has no end
 */
export async function apiRequestAllItems(
	sender: Sender,
	request: ApiRequest,
	wanted = Infinity,
	keep?: (row: IDataObject) => IDataObject,
): Promise<Rows> {
	const { rows, total, first, last } = await exchangeList(sender, request, wanted, keep);
	const answeredAt = Date.parse(String(first.headers.date ?? ''));
	return {
		rows,
		lastResponse: last,
		...(total !== undefined && { total }),
		...(Number.isFinite(answeredAt) && { answeredAt }),
	};
}

/**
 * Asks for one page of a list, for where a person asks for one after the other.
 *
 * @throws NodeApiError, or NodeOperationError for an answer that is not a list
 */
export async function apiRequestPage(sender: Sender, request: ApiRequest): Promise<AnsweredPage> {
	return await exchangePage(sender, request);
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
	return await apiRequest(sender, { ...payloadFile(payloadId), encoding: 'stream' }, read);
}

/** The request for the content of a payload. */
export function payloadFile(payloadId: string): ApiRequest {
	return {
		path: `/api/v1/payload-metadata/${encodeURIComponent(payloadId)}/download`,
		headers: { Accept: '*/*' },
		isAboutRuns: true,
	};
}
