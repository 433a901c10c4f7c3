import type { IDataObject, INode } from 'n8n-workflow';

import { CREDENTIAL_CODE } from '../../credentials/common/errors';
import { apiResponseOf } from '../../nodes/api/errors/apiResponse';
import type { Engine } from '../support/harness/engine';
import { CLOUD, createEngine, runPatchworks, TOKEN } from '../support/harness/patchworks';
import { answerAll } from '../support/harness/requests';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});
afterEach(() => jest.restoreAllMocks());

const ONCE = { requestHandling: { retries: 0 } };
const GET = { resource: 'label', operation: 'get', labelId: '1', ...ONCE };
const UPDATE = {
	resource: 'apiRequest',
	operation: 'request',
	method: 'PUT',
	path: '/api/v1/labels/1',
	...ONCE,
};
const START = { resource: 'flow', operation: 'start', flowId: '1', ...ONCE };
const SIGNED = {
	resource: 'flowWebhook',
	operation: 'trigger',
	webhookUrl: `${CLOUD.start}/webhook/1?patchworks_signature=made-up-signature`,
	...ONCE,
};

/** The error of a request that is answered like this. */
async function errorOf(
	parameters: INode['parameters'],
	status: number,
	body: unknown,
	headers: Record<string, string> = { 'content-type': 'application/json' },
) {
	for (const origin of [CLOUD.core, CLOUD.start]) answerAll(origin, () => [status, body, headers]);
	return (await runPatchworks(engine, parameters)).error;
}

describe('The message of an error', () => {
	const PLAIN = { 'content-type': 'text/plain' };

	it.each<[string, unknown, Record<string, string> | undefined, string]>([
		['what Patchworks says', { message: ' Not now. ' }, undefined, 'Not now.'],
		['its error where it has no message', { message: ' ', error: 'No.' }, undefined, 'No.'],
		['its message, not its error', { error: 'No.', message: 'Not now.' }, undefined, 'Not now.'],
		[
			'the status where neither is text',
			{ message: { code: 1 }, error: 7 },
			undefined,
			'Patchworks answered with HTTP 400 and no message.',
		],
		['a text as it is', ' Bad input. ', PLAIN, 'Bad input.'],
		['the beginning of a long text', 'x'.repeat(3_000), PLAIN, `${'x'.repeat(1_999)}…`],
		[
			'no web page',
			'\n<HTML><body>Bad</body></HTML>',
			PLAIN,
			'Patchworks answered with HTTP 400 and no message.',
		],
		[
			'no web page with a doctype',
			'<!DOCTYPE html><p>Bad</p>',
			{ 'content-type': 'text/html' },
			'Patchworks answered with HTTP 400 and no message.',
		],
		['a text with a page in it', 'See <html> below', PLAIN, 'See <html> below'],
		[
			'the status of an empty answer',
			'',
			PLAIN,
			'Patchworks answered with HTTP 400 and no message.',
		],
		[
			'what is wrong with each field',
			{ message: 'Invalid.', errors: { name: 'Required.', 'rows.0': ['Too long.', 'Odd.'] } },
			undefined,
			'Invalid. name: Required. rows.0: Too long. Odd.',
		],
		['no fields where none are named', { message: 'No.', errors: null }, undefined, 'No.'],
		['no fields where they are a text', { message: 'No.', errors: 'all' }, undefined, 'No.'],
	])('is %s', async (_, body, headers, message) => {
		expect((await errorOf(GET, 400, body, headers))?.message).toBe(message);
	});

	it.each([
		[300, '/login', 'another address'],
		[302, '/login', 'another address'],
		[307, '', 'another address'],
		[308, 'https://elsewhere.example.com:8443/a', 'elsewhere.example.com:8443'],
		[399, 'https://elsewhere.example.com/a', 'elsewhere.example.com'],
	])('is about the redirect where HTTP %s leads to %j', async (status, location, where) => {
		const error = await errorOf(GET, status, '', { location });

		expect(error?.message).toBe(
			`Patchworks answered with a redirect to ${where}, which is not followed.`,
		);
		expect(error?.description).toBe(
			'Check the host in the credential "Test credential", also whether it must be https.',
		);
	});

	it.each<[string, unknown, unknown]>([
		['an object', { message: 'No.', more: [1] }, { message: 'No.', more: [1] }],
		['a list', [{ a: 1 }], [{ a: 1 }]],
		['a text', 'No.', undefined],
	])('comes with the answer where it is %s', async (_, body, data) => {
		const headers = {
			'content-type': typeof body === 'string' ? 'text/plain' : 'application/json',
		};
		const error = await errorOf(GET, 400, body, headers);

		expect(error?.context?.data).toEqual(data);
	});
});

describe('What an error says to do', () => {
	const CHECK = 'Check the parameters of this node against what Patchworks says.';
	const DOUBT = 'The request may have been carried out. Check before sending it again.';

	it.each<[string, IDataObject, number, string]>([
		['a read', GET, 400, CHECK],
		['a read', GET, 409, CHECK],
		[
			'a read',
			GET,
			401,
			'Patchworks refused the credential "Test credential". Test it; if it is an API key, see that it has not been revoked.',
		],
		['a read', GET, 404, 'Check the ID.'],
		['a read', GET, 408, 'Patchworks did not take the request. Try again later.'],
		['a read', GET, 425, 'Patchworks did not take the request. Try again later.'],
		['a read', GET, 413, 'Patchworks accepts up to 8 MB in one request. Send less at once.'],
		['a read', GET, 422, 'Patchworks did not accept the values.'],
		[
			'a start',
			START,
			422,
			'Patchworks did not accept the values. A flow must be deployed and enabled before it can be started.',
		],
		['a read', GET, 499, CHECK],
		['a read', GET, 500, 'Patchworks failed to answer. Try again later.'],
		['a read', GET, 599, 'Patchworks failed to answer. Try again later.'],
		['a change', UPDATE, 499, CHECK],
		['a change', UPDATE, 500, `Patchworks failed to answer. Try again later. ${DOUBT}`],
	])('after %s, with %j answered HTTP %s, is: %s', async (_, parameters, status, description) => {
		const error = await errorOf(parameters as INode['parameters'], status, { message: 'No.' });

		expect(error?.description).toBe(description);
		expect(error?.httpCode).toBe(String(status));
	});

	const DELETE = { resource: 'label', operation: 'delete', labelId: '1' };
	const NOT_FOUND = 'Check the ID.';

	it.each<[string, IDataObject, number[], string]>([
		[
			'a delete',
			DELETE,
			[503, 404],
			'An earlier try that got no answer may have deleted it already.',
		],
		['a delete', DELETE, [404], NOT_FOUND],
		['a delete', DELETE, [429, 404], NOT_FOUND],
		['a read', { ...GET, requestHandling: {} }, [503, 404], NOT_FOUND],
	])('after %s, with %j answered %j in turn, is: %s', async (_, parameters, statuses, advice) => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const left = [...statuses];
		answerAll(CLOUD.core, () => [
			left.shift() as number,
			{ message: 'No.' },
			{ 'content-type': 'application/json', 'retry-after': '0' },
		]);

		const { error } = await runPatchworks(engine, parameters as INode['parameters']);

		expect(left).toEqual([]);
		expect(error?.description).toMatch(new RegExp(`^${advice} It was tried|^${advice}$`));
	});

	it.each([400, 401, 403, 404, 405, 410, 422])(
		'after HTTP %s to a signed URL is to copy it anew where the URL may be to blame',
		async (status) => {
			const error = await errorOf(SIGNED, status, { message: 'No.' });

			const isOfTheUrl = [401, 403, 404].includes(status);
			const copy =
				'Copy the URL from the trigger shape of the flow again, with its signature. The flow must be deployed and enabled.';
			if (isOfTheUrl) expect(error?.description).toBe(copy);
			else expect(error?.description).not.toContain('Copy the URL');
			expect(JSON.stringify(error)).not.toContain('made-up-signature');
		},
	);

	it.each([
		[
			401,
			'Patchworks refused the token of the credential "Test credential", also a new one. Test the credential; its user may be blocked.',
		],
		[
			403,
			'The user of the credential "Test credential" may not do this. Some operations need an administrator.',
		],
	])('after HTTP %s to a user is what a user can do', async (status, description) => {
		answerAll(CLOUD.login, () => [200, { token: TOKEN }]);

		const error = await errorOf({ ...GET, authentication: 'oAuth' }, status, { message: 'No.' });

		expect(error?.description).toBe(description);
	});
});

describe('An error that is no answer of the API', () => {
	const PAGE = { 'content-type': 'text/html' };
	const DOUBT = 'The request may have been carried out.';

	it.each<[string, IDataObject, string, RegExp]>([
		['a read', GET, 'core.wearepatchworks.com', /^Check the host in the credential\.$/],
		['a change', UPDATE, 'core.wearepatchworks.com', new RegExp(`credential\\. ${DOUBT}`)],
		['a start', START, 'start.wearepatchworks.com', new RegExp(`credential\\. ${DOUBT}`)],
		['a signed URL', SIGNED, 'start.wearepatchworks.com', new RegExp(`in the URL\\. ${DOUBT}`)],
	])('says so of %s, and whether it may have been carried out', async (...args) => {
		const [, parameters, host, description] = args;

		const error = await errorOf(parameters as INode['parameters'], 200, '<html></html>', PAGE);

		expect(error?.message).toBe(`${host} answered with a web page instead of data (HTTP 200).`);
		expect(error?.description).toMatch(description);
	});
});

describe('An error as n8n 2.8 gives it, without what caused it', () => {
	it.each<[string, object, object]>([
		[
			'a login that failed',
			{ httpCode: CREDENTIAL_CODE, message: 'No.' },
			{ credentialMessage: 'No.' },
		],
		[
			'a lost connection',
			{ httpCode: 'ECONNRESET' },
			{ status: undefined, networkCode: 'ECONNRESET' },
		],
		['a status', { httpCode: '404' }, { status: 404, networkCode: undefined }],
		['a number', { httpCode: 404 }, { status: 404, networkCode: undefined }],
		[
			'a code of another kind',
			{ httpCode: 'PARSE ERROR' },
			{ status: undefined, networkCode: undefined },
		],
	])('is read as %s', (_, error, response) => {
		expect(apiResponseOf(error)).toMatchObject(response);
	});
});

describe('The error of a download', () => {
	const DOWNLOAD = { resource: 'payload', operation: 'download', payloadId: '1', ...ONCE };

	it.each<[string, unknown, string]>([
		['JSON', { message: 'Gone.' }, 'Gone.'],
		['a text', 'No file.', 'No file.'],
		['nothing', '', 'Patchworks answered with HTTP 404 and no message.'],
		['a long text', 'x'.repeat(200_000), `${'x'.repeat(1_999)}…`],
	])('is in the words of an answer that is %s', async (_, body, message) => {
		const headers = {
			'content-type': typeof body === 'string' ? 'text/plain' : 'application/json',
		};

		const error = await errorOf(DOWNLOAD, 404, body, headers);

		expect(error?.message).toBe(message);
		expect(error?.httpCode).toBe('404');
	});
});
