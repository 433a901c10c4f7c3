import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import type { PatchworksHost } from '../../credentials/common/hosts';
import { originOf } from '../../credentials/common/hosts';
import { objectsOf } from './lists/envelope';
import type { PreparedRequest } from '../Patchworks/request/prepare';
import type { Sender } from './sending/exchange';
import { exchange, exchangeList } from './sending/exchange';

/** A request that a step makes by itself, besides the one that its operation describes. */
export interface Inquiry extends Pick<PreparedRequest, 'body' | 'encoding' | 'howToCheck'> {
	/** GET when left out. */
	method?: PreparedRequest['method'];
	/** The path on the host; IDs in it have to be encoded. */
	path: string;
	/** Core when left out. */
	host?: PatchworksHost;
	qs?: IDataObject;
	headers?: IDataObject;
}

/**
 * Sends a request and gives the whole answer.
 *
 * @throws NodeApiError with Patchworks' own message when it is not a success
 */
export async function ask(sender: Sender, inquiry: Inquiry): Promise<IN8nHttpFullResponse> {
	return await exchange(sender, await requestFor(sender, inquiry));
}

/**
 * Downloads a payload.
 *
 * Known from Patchworks' own client: https://github.com/gopatchworks/patchworks-mcp
 *
 * @param read takes the answer, whose body is a stream
 */
export async function askForFile<T>(
	sender: Sender,
	payloadId: string,
	read: (response: IN8nHttpFullResponse) => Promise<T>,
): Promise<T> {
	const inquiry: Inquiry = {
		path: `/api/v1/payload-metadata/${encodeURIComponent(payloadId)}/download`,
		encoding: 'stream',
		headers: { Accept: '*/*' },
	};
	return await exchange(sender, await requestFor(sender, inquiry), read);
}

async function requestFor(
	sender: Sender,
	{ path, method = 'GET', host = 'core', qs = {}, headers = {}, ...rest }: Inquiry,
): Promise<PreparedRequest> {
	return {
		...rest,
		method,
		baseURL: originOf(await sender.credentials(), host),
		url: path,
		qs,
		headers: { Accept: 'application/json', ...headers },
	};
}

/** Asks for one object; an empty one when the answer holds none. */
export async function askForObject(
	sender: Sender,
	path: string,
	qs: IDataObject = {},
): Promise<IDataObject> {
	const { body } = await ask(sender, { path, qs });
	return objectsOf(body, 'GET')[0] ?? {};
}

/** The rows of a list, and what its first page says about it. */
export interface Rows {
	rows: IDataObject[];
	/** How many rows the whole list has, if the answer says so. */
	total?: number;
	/** When Patchworks answered by its own clock, in Unix milliseconds; undefined if it does not say. */
	answeredAt?: number;
}

/**
 * Asks for the rows of a list, page after page.
 *
 * @param wanted how many rows at most
 * @throws NodeApiError that names the page, or NodeOperationError for what is no list or has no end
 */
export async function askForRows(
	sender: Sender,
	path: string,
	qs: IDataObject,
	wanted: number,
): Promise<Rows> {
	const request = await requestFor(sender, { path, qs });
	const { rows, total, first } = await exchangeList(sender, request, wanted);
	const answeredAt = Date.parse(String(first.headers.date ?? ''));
	return {
		rows,
		...(total !== undefined && { total }),
		...(Number.isFinite(answeredAt) && { answeredAt }),
	};
}
