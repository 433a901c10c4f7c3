import type { IDataObject, IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { fillPath } from './paths';
import type { OutgoingRequest } from './steps';
import { takeSteps } from './steps';

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
	if (isEmptyObject(request.body)) delete request.body;
	if (request.body !== undefined) {
		request.headers['Content-Type'] ??= 'application/json';
		// n8n leaves out bodies such as 0, false, null and [], unless they are text.
		if (typeof request.body !== 'string') request.body = JSON.stringify(request.body);
	}
	return request;
}

/** Leaves out what is empty, and joins lists with commas as the API wants them. */
function cleanQuery(qs: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(qs)
			.map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value])
			.filter(([, value]) => value !== undefined && value !== null && value !== ''),
	);
}

function isEmptyObject(body: unknown): boolean {
	return (
		typeof body === 'object' &&
		body !== null &&
		Object.getPrototypeOf(body) === Object.prototype &&
		Object.keys(body).length === 0
	);
}
