import isNil from 'lodash/isNil';
import isPlainObject from 'lodash/isPlainObject';

import { headerOf } from './headers';
import { toJson } from './json';
import type { ApiRequest } from './request';

const FORM = 'application/x-www-form-urlencoded';

/**
 * Gives a request the body that is to leave, byte for byte: text and JSON as bytes, while bytes, streams
 * and forms stay what they are. An object without properties is no body.
 *
 * n8n's client writes text anew where it is JSON by its type, and takes bytes as they are; but it reads
 * those of a form as pairs.
 *
 * @param refuse makes the error for a value that has no JSON
 */
export function withEncodedBody(
	request: ApiRequest,
	refuse: (problem: string) => Error = (problem) => new Error(`The body ${problem}`),
): ApiRequest {
	const { body, headers = {}, ...rest } = request;
	if (isNil(body) || isEmptyObject(body)) return { ...rest, headers };
	if (isSentAsItIs(body)) return request;
	const text = typeof body === 'string' ? body : toJson(body, refuse);
	if (text === undefined) return { ...rest, headers };
	const type = headerOf(headers, 'content-type');
	return {
		...rest,
		headers: type === undefined ? { ...headers, 'Content-Type': 'application/json' } : headers,
		body: type === FORM ? text : Buffer.from(text),
	};
}

function isEmptyObject(body: unknown): boolean {
	return isPlainObject(body) && Object.keys(body as object).length === 0;
}

/** Whether a body is bytes, a stream or a form, of whichever library. */
function isSentAsItIs(body: unknown): boolean {
	if (Buffer.isBuffer(body) || body instanceof URLSearchParams || body instanceof FormData) {
		return true;
	}
	const { pipe, getHeaders } = body as { pipe?: unknown; getHeaders?: unknown };
	return typeof pipe === 'function' || typeof getHeaders === 'function';
}
