import type { INode } from 'n8n-workflow';

import { ORIGINS, validateRequest } from '../conformance/contract/document';
import type { Engine } from '../support/harness/engine';
import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import type { NodeRunOptions } from '../support/harness/patchworks';
import { API_KEY, CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import type { SeenRequest } from '../support/harness/requests';
import { answerAll, page } from '../support/harness/requests';

const CALLBACK = { id: '01HYYYYYYYYYYYYYYYYYYYYYYY', flow_id: 101, format: 'json' };
const ID = byId(CALLBACK.id);
const FLOW = byId(101);
const SIGNATURE = 'made-up+signature/0001';
const PATH = '/api/v1/example/01hyyy';
const URL_WITH_SIGNATURE = `${ORIGINS.callbacks}${PATH}?patchworks_signature=${encodeURIComponent(SIGNATURE)}`;

describe('Flow Callback', () => {
	testOperations('flowCallback', [
		{
			operation: 'getAll',
			parameters: { flowId: FLOW },
			sends: `GET /api/v1/flows/101/callbacks?${FIRST_PAGE}`,
			answer: page([CALLBACK]),
			gives: [CALLBACK],
		},
		{
			operation: 'create',
			title: 'with nothing',
			parameters: { flowId: FLOW },
			sends: 'POST /api/v1/flows/101/callbacks',
			answer: { data: CALLBACK },
			gives: [CALLBACK],
		},
		{
			operation: 'create',
			parameters: { flowId: FLOW, additionalFields: { format: 'txt', status: '200' } },
			sends: 'POST /api/v1/flows/101/callbacks',
			body: { format: 'txt', status: '200' },
			answer: { data: CALLBACK },
			gives: [CALLBACK],
		},
		{
			operation: 'update',
			parameters: { flowId: FLOW, flowCallbackId: ID, updateFields: { format: 'xml' } },
			sends: `PUT /api/v1/flows/101/callbacks/${CALLBACK.id}`,
			body: { format: 'xml' },
			answer: { data: CALLBACK },
			gives: [CALLBACK],
		},
		{
			operation: 'delete',
			parameters: { flowId: FLOW, flowCallbackId: ID },
			sends: `DELETE /api/v1/flows/101/callbacks/${CALLBACK.id}`,
			answer: '',
			gives: [{ deleted: true }],
		},
	]);
});

describe('Flow Callback: Call', () => {
	let engine: Engine;

	beforeAll(async () => {
		engine = await createEngine();
	});

	const call = async (parameters: INode['parameters'], more: NodeRunOptions = {}) =>
		await runPatchworks(
			engine,
			{ resource: 'flowCallback', operation: 'call', ...parameters },
			{ items: [{ order: 1001 }], ...more },
		);

	const problemsOf = ({ method, url, headers, body }: SeenRequest) =>
		validateRequest({ method, url: `${ORIGINS.callbacks}${url}`, headers, body });

	it.each<[string, INode['parameters'], Partial<SeenRequest>]>([
		[
			'the input item',
			{ callbackUrl: URL_WITH_SIGNATURE },
			{ method: 'POST', url: PATH, body: '{"order":1001}' },
		],
		[
			'any JSON',
			{ callbackUrl: URL_WITH_SIGNATURE, payload: '[1, null]' },
			{ method: 'POST', url: PATH, body: '[1, null]' },
		],
		[
			'nothing',
			{ callbackUrl: URL_WITH_SIGNATURE, payload: '' },
			{ method: 'POST', url: PATH, body: '' },
		],
		[
			'text',
			{
				callbackUrl: URL_WITH_SIGNATURE,
				payloadFormat: 'text',
				payload: '<order>1001</order>',
				options: { contentType: 'application/xml' },
			},
			{ method: 'POST', url: PATH, body: '<order>1001</order>' },
		],
		[
			'parameters',
			{ callbackUrl: `${URL_WITH_SIGNATURE}&a=1&a=2`, method: 'GET', query: '{"order": "1001"}' },
			{ method: 'GET', url: `${PATH}?a=1&a=2&order=1001`, body: '' },
		],
		[
			'the signature that is kept apart, to a virtual environment',
			{
				callbackUrl: `${ORIGINS.callbacks}${PATH}`,
				options: { signature: SIGNATURE, virtualEnvironmentPrefix: 2 },
			},
			{ method: 'POST', url: `${PATH}/2`, body: '{"order":1001}' },
		],
		[
			'the signature safely where an old page says http',
			{ callbackUrl: URL_WITH_SIGNATURE.replace('https:', 'http:') },
			{ method: 'POST', url: PATH, body: '{"order":1001}' },
		],
	])('sends %s', async (_, parameters, expected) => {
		const seen = answerAll(ORIGINS.callbacks, () => [200, { accepted: true }]);

		const { items, error } = await call(parameters);

		expect(error).toBeUndefined();
		expect(seen).toHaveLength(1);
		expect(seen[0]).toMatchObject(expected);
		expect(seen[0].headers['patchworks-signature']).toBe(SIGNATURE);
		expect(seen[0].authorization).toBe('');
		expect(problemsOf(seen[0])).toEqual([]);
		expect(items).toEqual([{ accepted: true }]);
	});

	it('says what kind of text it sends', async () => {
		const seen = answerAll(ORIGINS.callbacks, () => [200, {}]);
		const text = { callbackUrl: URL_WITH_SIGNATURE, payloadFormat: 'text', payload: 'a;b' };

		await call(text);
		await call({ ...text, options: { contentType: 'text/csv' } });

		expect(seen.map(({ headers }) => headers['content-type'])).toEqual(['text/plain', 'text/csv']);
	});

	it.each([
		['an object', { id: 1, ok: true }, [{ id: 1, ok: true }]],
		['what looks like an envelope', { data: { id: 1 }, meta: {} }, [{ data: { id: 1 }, meta: {} }]],
		['a list', [{ id: 1 }, { id: 2 }], [{ id: 1 }, { id: 2 }]],
		['a list of texts', ['a', 'b'], [{ value: 'a' }, { value: 'b' }]],
		['text', '<ok/>', [{ text: '<ok/>' }]],
		['nothing', '', [{ success: true }]],
	])('gives %s as the flow answered', async (_, answer, expected) => {
		answerAll(ORIGINS.callbacks, () => [
			200,
			answer,
			{ 'content-type': typeof answer === 'string' ? 'application/xml' : 'application/json' },
		]);

		const { items, error } = await call({ callbackUrl: URL_WITH_SIGNATURE });

		expect(error).toBeUndefined();
		expect(items).toEqual(expected);
	});

	it('sends neither key nor token, also not to the host of a credential with allowed domains', async () => {
		engine.credentials.add('strict', 'PatchworksApiKey', {
			apiKey: API_KEY,
			hosting: 'cloud',
			allowedHttpRequestDomains: 'domains',
			allowedDomains: 'core.wearepatchworks.com',
		});
		const seen = answerAll(ORIGINS.callbacks, () => [200, { ok: true }]);
		const login = answerAll(CLOUD.login, () => [500, {}]);

		await call({ callbackUrl: URL_WITH_SIGNATURE }, { credentialId: 'strict' });
		await call({ callbackUrl: URL_WITH_SIGNATURE, authentication: 'oAuth' });

		expect(seen).toHaveLength(2);
		expect(login).toHaveLength(0);
		expect(JSON.stringify(seen)).not.toContain(API_KEY);
	});

	it.each([
		['', "'Callback URL' is empty [item 0]. Nothing was sent."],
		['01hyyy', "'Callback URL' is not a web address [item 0]. Nothing was sent."],
		[
			'file:///etc/hosts?patchworks_signature=x',
			"'Callback URL' is not a web address [item 0]. Nothing was sent.",
		],
		[
			'https://user:made-up@callbacks.wearepatchworks.com/api/v1/a/b?patchworks_signature=x',
			"'Callback URL' must not contain a user name or password [item 0]. Nothing was sent.",
		],
		[`${ORIGINS.callbacks}${PATH}`, "'Callback URL' has no signature [item 0]. Nothing was sent."],
	])('refuses the URL %j', async (callbackUrl, message) => {
		const { error } = await call({ callbackUrl: `={{ ${JSON.stringify(callbackUrl)} }}` });

		expect(error?.message).toBe(message);
	});

	it.each([
		[
			'../../users',
			"'Virtual Environment Prefix' is not an ID: it contains a slash [item 0]. Nothing was sent.",
		],
	])('refuses the prefix %s', async (virtualEnvironmentPrefix, message) => {
		const { error } = await call({
			callbackUrl: URL_WITH_SIGNATURE,
			options: { virtualEnvironmentPrefix },
		});

		expect(error?.message).toContain(message);
	});

	it.each([
		[
			401,
			{
				message: `No match for ${SIGNATURE} in ?patchworks_signature=${encodeURIComponent(SIGNATURE)}`,
			},
			'No match for ***** in ?patchworks_signature=*****',
			'Copy the URL from the trigger shape of the flow again, with its signature. The flow must be deployed and enabled.',
		],
		[
			404,
			{ message: 'Not found.' },
			'Not found.',
			'Copy the URL from the trigger shape of the flow again, with its signature. The flow must be deployed and enabled.',
		],
		[
			422,
			{ message: 'No deployed version.' },
			'No deployed version.',
			'Patchworks did not accept the values. A flow must be deployed and enabled before it can be started.',
		],
	])('shows the signature in no error: %i', async (status, answer, message, description) => {
		answerAll(ORIGINS.callbacks, () => [status, answer]);

		const stopped = await call({ callbackUrl: `={{ ${JSON.stringify(URL_WITH_SIGNATURE)} }}` });
		const gone = await call(
			{ callbackUrl: `={{ ${JSON.stringify(URL_WITH_SIGNATURE)} }}` },
			{ onError: 'continueErrorOutput' },
		);

		expect(stopped.error).toMatchObject({ message, description, httpCode: String(status) });
		expect(gone.failed[0]).toMatchObject({ order: 1001, error: { message } });
		const { error } = stopped;
		for (const shown of [error?.message, error?.description, error?.context, gone.failedOutput]) {
			expect(JSON.stringify(shown ?? '')).not.toMatch(/made-up.signature/);
		}
	});

	it.each([401, 503])(
		'stores no signature with an execution that fails with %i',
		async (status) => {
			answerAll(ORIGINS.callbacks, () => [status, { message: 'Not now.' }]);

			const { run } = await call({ callbackUrl: URL_WITH_SIGNATURE });

			expect(run.data.resultData.error?.message).toBe('Not now.');
			expect(JSON.stringify(run.data.resultData)).not.toMatch(/made-up.{1,3}signature/);
		},
	);

	it('stores no signature with an execution whose input is refused', async () => {
		const { run } = await call({ callbackUrl: URL_WITH_SIGNATURE, payload: '{' });

		expect(run.data.resultData.error?.message).toContain("'Payload' is not valid JSON");
		expect(JSON.stringify(run.data.resultData)).not.toMatch(/made-up.{1,3}signature/);
	});

	it.each(['GET', 'POST'])(
		'calls once with %s, and says how to check when no answer comes',
		async (method) => {
			let calls = 0;
			answerAll(ORIGINS.callbacks, () => {
				calls += 1;
				return [503, {}];
			});

			const { error } = await call({ callbackUrl: URL_WITH_SIGNATURE, method });

			expect(calls).toBe(1);
			expect(error?.description).toContain(
				'The request may have been carried out. Flow Run: Get Many shows whether the flow has started, and Queued Run: Get Many whether it waits in the queue.',
			);
		},
	);

	it('does not take a web page for an answer', async () => {
		answerAll(ORIGINS.callbacks, () => [200, '<!doctype html>', { 'content-type': 'text/html' }]);

		const { error } = await call({ callbackUrl: URL_WITH_SIGNATURE, method: 'GET' });

		expect(error).toMatchObject({
			message: 'callbacks.wearepatchworks.com answered with a web page instead of data (HTTP 200).',
			description:
				'Check the host in the URL. The request may have been carried out. Flow Run: Get Many shows whether the flow has started, and Queued Run: Get Many whether it waits in the queue.',
		});
	});

	it('says that a host cannot be reached, and not the URL', async () => {
		const { error } = await call({
			requestHandling: { retries: 0 },
			callbackUrl: `http://127.0.0.1:9${PATH}?patchworks_signature=${encodeURIComponent(SIGNATURE)}`,
		});

		expect(error?.message).toBe(
			'Patchworks did not answer at 127.0.0.1:9: the connection was refused.',
		);
		expect(error?.description).toBe('Check the host in the URL and that n8n can reach it.');
	});
});
