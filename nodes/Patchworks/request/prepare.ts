import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { inputError } from '../../api/errors';
import { headerOf } from './headers';
import { toJson } from './json';
import { fillPath } from './paths';
import type { OutgoingRequest } from './transforms';
import { takeSteps } from './transforms';

/** A request that lacks nothing but its authentication. */
export interface PreparedRequest extends OutgoingRequest {
	method: NonNullable<IHttpRequestOptions['method']>;
	baseURL: string;
	headers: IDataObject;
	qs: IDataObject;
}

/**
 * Makes a request out of what an operation describes and the user entered.
 *
 * @throws NodeOperationError for input that must not be sent
 */
export function prepare(
	context: IExecuteSingleFunctions,
	options: IHttpRequestOptions,
): PreparedRequest {
	const steps = takeSteps(options);
	const request: PreparedRequest = {
		...options,
		method: options.method ?? 'GET',
		baseURL: options.baseURL ?? '',
		headers: { ...options.headers },
		qs: { ...options.qs },
	};
	for (const step of steps) step(context, request);
	request.url = fillPath(context, request.url);
	request.qs = cleanQuery(request.qs);
	const body = bodyOf(context, request);
	delete request.body;
	if (body === undefined) return request;
	const type = headerOf(request.headers, 'content-type');
	if (type === undefined) request.headers['Content-Type'] = 'application/json';
	// n8n's client writes text anew where it is JSON by its type, and takes bytes as they are; but it
	// reads those of a form as pairs.
	request.body = type === FORM ? body : Buffer.from(body);
	return request;
}

const FORM = 'application/x-www-form-urlencoded';

/** The text to send; undefined for none. */
function bodyOf(context: IExecuteSingleFunctions, { body }: PreparedRequest): string | undefined {
	if (isEmptyObject(body)) return undefined;
	if (typeof body === 'string') return body;
	return toJson(body, (problem) => inputError(context, 'Body', problem));
}

/** Leaves out what is none, and joins lists with commas as the API wants them. */
function cleanQuery(qs: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(qs)
			.filter(([, value]) => !isNone(value))
			.map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
	);
}

function isNone(value: unknown): boolean {
	return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function isEmptyObject(body: unknown): boolean {
	return (
		typeof body === 'object' &&
		body !== null &&
		Object.getPrototypeOf(body) === Object.prototype &&
		Object.keys(body).length === 0
	);
}
