import omitBy from 'lodash/omitBy';
import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import type { PatchworksHost } from '../../../credentials/common/hosts';
import { inputError } from '../../api/errors/itemErrors';
import { headerOf } from '../../api/headers';
import { isEmpty } from './empty';
import { hasControlCharacter, literal, unsafeSegment } from './paths';
import { withoutParameters } from './query';
import { readJson, readJsonObject, readQuery, readText } from './parameters';
import { secretsIn } from './transforms/secrets';
import type { RequestTransform } from './transforms/transform';
import { isCutOff } from './text';

const HOSTS: PatchworksHost[] = ['core', 'login', 'start'];

/** Makes the request that a user wrote out, as it stands. */
export const customRequest: RequestTransform = (context, request) => {
	const [path, pathQuery] = checkedPath(context);
	request.host = chosenHost(context);
	request.qs = readQuery(context, 'query');
	const paged = context.getNodeParameter('returnAll', false) === true ? ['page', 'per_page'] : [];
	const query = withoutParameters(pathQuery, [...Object.keys(request.qs), ...paged]);
	request.path = literal(query === '' ? path : `${path}?${query}`);
	const headers = checkedHeaders(context);
	request.headers = {
		...omitBy(request.headers, (_, name) => headerOf(headers, name) !== undefined),
		...headers,
	};
	if (request.method === 'GET') return;
	const body = bodyOf(context, request.headers);
	request.body = body;
	request.secrets = [...(request.secrets ?? []), ...secretsInText(body)];
};

/** @throws NodeOperationError for a host that there is not, which an expression may give */
function chosenHost(context: IExecuteSingleFunctions): PatchworksHost {
	const host: unknown = context.getNodeParameter('host', null);
	const known = HOSTS.find((name) => name === host);
	if (known) return known;
	throw inputError(
		context,
		'Host',
		isEmpty(host) ? 'is empty' : `has to be one of these: ${HOSTS.join(', ')}`,
	);
}

/** What the names in a body call a secret, if it is JSON. */
function secretsInText(body = ''): string[] {
	try {
		return secretsIn(JSON.parse(body));
	} catch {
		return [];
	}
}

/** @throws NodeOperationError for a body that is not of the type that the headers say */
function bodyOf(context: IExecuteSingleFunctions, headers: IDataObject): string | undefined {
	const type = String(headerOf(headers, 'content-type') ?? 'json');
	return /json/i.test(type)
		? readJson(context, 'body', 'Body', 'To send other text, set a Content-Type header.')
		: readText(
				context,
				'body',
				'Body',
				'Set its Content-Type header to JSON, or turn the value into text in the expression.',
			);
}

/** @throws NodeOperationError for a path that could lead to another host or out of the API */
function checkedPath(context: IExecuteSingleFunctions): [path: string, query: string] {
	const value = String(context.getNodeParameter('path', '') ?? '').trim();
	if (value === '') throw inputError(context, 'Path', 'is empty');
	if (/^[a-z][a-z\d+.-]*:/i.test(value) || value.startsWith('//') || value.includes('\\')) {
		throw inputError(
			context,
			'Path',
			'leads to another host',
			"Enter the path alone, such as /api/v1/flows, and choose its host in 'Host'.",
		);
	}
	if (value.includes('#')) throw inputError(context, 'Path', 'contains a #');
	if (hasControlCharacter(value)) {
		throw inputError(context, 'Path', 'cannot be sent: it contains a control character');
	}
	if (isCutOff(value)) {
		throw inputError(context, 'Path', 'cannot be sent: it contains half a character');
	}
	const [path, ...query] = value.split('?');
	for (const segment of path.split('/')) {
		const unsafe = unsafeSegment(segment);
		if (unsafe) throw inputError(context, 'Path', `cannot be sent: ${unsafe} in a segment`);
	}
	return [path.startsWith('/') ? path : `/${path}`, query.join('?')];
}

/** @throws NodeOperationError for headers that are not the user's to set */
function checkedHeaders(context: IExecuteSingleFunctions): IDataObject {
	const { object: headers = {} } = readJsonObject(context, 'options.headers', 'Headers') ?? {};
	const sets = (name: string): boolean => headerOf(headers, name) !== undefined;
	if (sets('authorization') || sets('host')) {
		throw inputError(context, 'Headers', 'must not set Authorization or Host: the credential does');
	}
	if (sets('content-length') || sets('transfer-encoding')) {
		throw inputError(
			context,
			'Headers',
			'must not set Content-Length or Transfer-Encoding: they follow from the body',
		);
	}
	return headers;
}
