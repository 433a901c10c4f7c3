import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { isMarkup } from '../errors/apiResponse';
import { toRow } from '../facts/row';
import { objectAt } from '../facts/values';

/** One page of a list: its rows, and what it says of the list. */
export interface PageOfRows {
	rows: IDataObject[];
	/** The number of the last page, if the answer names one. */
	lastPage?: number;
	/** How many rows the whole list has, if the answer says so. */
	total?: number;
	/** How many rows a full page has, if the answer says so: the API may give fewer than it was asked for. */
	perPage?: number;
	/** Whether a page follows, if the answer says so. */
	hasNext?: boolean;
	/** What to ask for the next page by, where the list does not count its pages. */
	cursor?: string;
}

/**
 * Says why an answer with a success status is not one: a web page, or JSON that broke off.
 *
 * @returns undefined when the answer can be used
 */
export function unreadable({ body, headers }: IN8nHttpFullResponse): string | undefined {
	if (typeof body !== 'string' || body === '') return undefined;
	const contentType = String(headers['content-type'] ?? '');
	if (isMarkup(body) || contentType.includes('text/html')) {
		return 'a web page instead of data';
	}
	return contentType.includes('json') ? 'data that is incomplete or not JSON' : undefined;
}

/**
 * Reads a page of a list. The envelope `{data, meta, links}` may be missing in part or whole; what
 * `meta` and `links` say may stand beside `data`, as Laravel's paginators have it on their own.
 *
 * Addresses of other pages are not followed; that there is one says that a page follows.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/getting-started/using-the-patchworks-core-api/common-functionality
 *
 * @returns undefined when the answer is not a list
 */
export function pageOf(body: unknown): PageOfRows | undefined {
	const isEmpty = body === '' || body === undefined || body === null;
	const rows = Array.isArray(body) ? body : isEmpty ? [] : objectAt(body).data;
	if (!Array.isArray(rows)) return undefined;

	const envelope = objectAt(body);
	const meta = { ...envelope, ...objectAt(envelope.meta) };
	const lastPage = countIn(meta.last_page, 1);
	const total = countIn(meta.total, 0);
	const perPage = countIn(meta.per_page, 1);
	const next = [meta.next_cursor, objectAt(envelope.links).next, meta.next_page_url].find(
		(value) => value !== undefined,
	);
	const cursor = meta.next_cursor;
	return {
		rows: rows.map(toRow),
		...(lastPage !== undefined && { lastPage }),
		...(total !== undefined && { total }),
		...(perPage !== undefined && { perPage }),
		...(next !== undefined && { hasNext: Boolean(next) }),
		...(typeof cursor === 'string' && cursor !== '' && { cursor }),
	};
}

function countIn(value: unknown, least: number): number | undefined {
	const count = typeof value === 'string' && value !== '' ? Number(value) : value;
	return Number.isInteger(count) && (count as number) >= least ? (count as number) : undefined;
}

/**
 * The objects of an answer that is not a list: one for an object, one for each row of an array.
 *
 * @param method the request's method; an empty answer to a DELETE says that the thing is gone
 */
export function objectsOf(body: unknown, method: string): IDataObject[] {
	if (Array.isArray(body)) return body.map(toRow);
	if (typeof body === 'string' && body !== '') return [{ text: body }];
	if (typeof body !== 'object' || body === null || Object.keys(body).length === 0) {
		return [emptyAnswer(method, body)];
	}
	const { data } = body as IDataObject;
	if (data === undefined) return [toRow(body)];
	if (data === null) return [emptyAnswer(method, data)];
	return [data].flat().map(toRow);
}

function emptyAnswer(method: string, body: unknown): IDataObject {
	if (typeof body === 'number' || typeof body === 'boolean') return { value: body };
	return method === 'DELETE' ? { deleted: true } : { success: true };
}
