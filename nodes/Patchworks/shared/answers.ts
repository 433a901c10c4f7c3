import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { isMarkup } from './errors';

/** The part of a list's envelope that paging needs. */
export interface PageOfRows {
	rows: IDataObject[];
	/** The number of the last page, if the answer names one. */
	lastPage?: number;
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
 * The rows of a list. The envelope `{data, meta, links}` may be missing in part or whole.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/getting-started/using-the-patchworks-core-api/common-functionality
 */
export function rowsOf(body: unknown): PageOfRows {
	const rows = Array.isArray(body) ? body : (body as { data?: unknown } | null)?.data;
	const lastPage = Number((body as { meta?: { last_page?: unknown } } | null)?.meta?.last_page);
	return {
		rows: Array.isArray(rows) ? rows.map(toRow) : [],
		...(lastPage >= 1 && { lastPage }),
	};
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

/**
 * One row as a flat object. Public sources disagree on whether the API answers with flat objects or
 * with JSON:API's `{id, type, attributes}`, so both are taken.
 */
function toRow(row: unknown): IDataObject {
	if (typeof row !== 'object' || row === null || Array.isArray(row)) {
		return { value: row as IDataObject['value'] };
	}
	// Most rows are flat already, and there can be a hundred thousand: they are not copied.
	if (!('type' in row && 'attributes' in row)) return row as IDataObject;
	const { id, type, attributes, ...others } = row as IDataObject;
	if (typeof attributes !== 'object' || attributes === null) return row as IDataObject;
	return { id, type, ...(attributes as IDataObject), ...(id !== undefined && { id }), ...others };
}
