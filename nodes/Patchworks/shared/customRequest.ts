import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { inputError } from './errors';
import { unsafeSegment } from './paths';
import { beforeSending, readJson, readJsonObject } from './steps';

/** Makes the request that a user wrote out, as it stands. */
export const customRequest = beforeSending((context, request) => {
	const [path, pathQuery] = checkedPath(context);
	request.url = path;
	request.qs = {
		...Object.fromEntries(new URLSearchParams(pathQuery)),
		...readJsonObject(context, 'query', 'Query Parameters'),
	};
	request.headers = {
		...request.headers,
		...checkedHeaders(context),
	};
	const contentType = String(headerOf(request.headers, 'content-type') ?? 'json');
	const body = contentType.includes('json')
		? readJson(context, 'body', 'Body', 'To send other text, set a Content-Type header.')
		: context.getNodeParameter('body', '');
	request.body = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
	if (contentType.includes('json') && typeof body === 'string') request.body = JSON.stringify(body);
});

/** @throws NodeOperationError for a path that could lead to another host or out of the API */
function checkedPath(context: IExecuteSingleFunctions): [path: string, query: string] {
	const value = String(context.getNodeParameter('path', '') ?? '').trim();
	if (value === '') throw inputError(context, 'Path', 'is empty');
	if (/^[a-z][a-z\d+.-]*:/i.test(value) || value.startsWith('//') || value.includes('\\')) {
		throw inputError(
			context,
			'Path',
			'leads to another host',
			'Enter the path alone, such as /api/v1/flows, and choose its host under Host.',
		);
	}
	if (value.includes('#')) throw inputError(context, 'Path', 'contains a #');
	const [path, ...query] = value.split('?');
	for (const segment of path.split('/')) {
		const unsafe = unsafeSegment(segment);
		if (unsafe) throw inputError(context, 'Path', `cannot be sent: ${unsafe} in a segment`);
	}
	return [path.startsWith('/') ? path : `/${path}`, query.join('?')];
}

/** @throws NodeOperationError for headers that are the credential's to set */
function checkedHeaders(context: IExecuteSingleFunctions): IDataObject {
	const headers = readJsonObject(context, 'options.headers', 'Headers') ?? {};
	if (headerOf(headers, 'authorization') !== undefined || headerOf(headers, 'host') !== undefined) {
		throw inputError(context, 'Headers', 'must not set Authorization or Host: the credential does');
	}
	return headers;
}

function headerOf(headers: IDataObject, name: string): unknown {
	return Object.entries(headers).find(([header]) => header.toLowerCase() === name)?.[1];
}
