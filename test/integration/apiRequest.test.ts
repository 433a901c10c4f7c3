import type { Engine } from '../support/harness/engine';
import { API_KEY, CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

const SEND = { resource: 'apiRequest', operation: 'request' };

describe('API Request: Send', () => {
	it.each([
		['core', CLOUD.core],
		['start', CLOUD.start],
		['login', CLOUD.login],
	])('goes to the %s host', async (host, origin) => {
		const seen = answerAll(origin, () => [200, { data: { id: 1 } }]);

		const { items, error } = await runPatchworks(engine, { ...SEND, host, path: '/api/v1/things' });

		expect(error).toBeUndefined();
		expect(items).toEqual([{ id: 1 }]);
		expect(seen).toMatchObject([
			{ method: 'GET', url: '/api/v1/things', authorization: API_KEY, body: '' },
		]);
	});

	it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('sends a body with %s', async (method) => {
		const core = answerAll(CLOUD.core, () => [200, {}]);

		await runPatchworks(engine, {
			...SEND,
			method,
			path: 'api/v1/things',
			query: '{"filter[name]": "a b", "include": ["x", "y"], "empty": "", "none": null}',
			body: '{"name": "Returns"}',
			options: { headers: '{"X-Trace": "made-up"}' },
		});

		expect(core).toMatchObject([
			{
				method,
				url: '/api/v1/things?filter%5Bname%5D=a%20b&include=x%2Cy&empty=',
				body: '{"name": "Returns"}',
			},
		]);
		expect(core[0].headers['x-trace']).toBe('made-up');
		expect(core[0].headers['content-type']).toBe('application/json');
	});

	it.each([
		['a text as JSON', {}, '"text"', '"text"'],
		['an empty list', {}, '[]', '[]'],
		['an object from an expression', {}, '={{ { a: 1 } }}', '{"a":1}'],
		['other text', { headers: '{"Content-Type": "text/xml"}' }, '<order/>', '<order/>'],
		['nothing', {}, '', ''],
	])('sends %s', async (_, options, body, sent) => {
		const core = answerAll(CLOUD.core, () => [200, {}]);

		await runPatchworks(engine, { ...SEND, method: 'POST', path: '/api/v1/x', body, options });

		expect(core.map((request) => request.body)).toEqual([sent]);
	});

	it('keeps the query of the path', async () => {
		const core = answerAll(CLOUD.core, () => [200, {}]);

		await runPatchworks(engine, { ...SEND, path: '/api/v1/x?a=1&b=2', query: '{"b": 3}' });

		expect(core[0].url).toBe('/api/v1/x?a=1&b=3');
	});

	it('fetches all pages of a list', async () => {
		const core = answerAll(CLOUD.core, ({ url }) => {
			const current = Number(new URL(url, CLOUD.core).searchParams.get('page'));
			return [200, page([{ id: current }], current, 2)];
		});

		const { items } = await runPatchworks(engine, {
			...SEND,
			path: '/api/v1/labels',
			query: '{"filter[name]": "x"}',
			returnAll: true,
		});

		expect(items).toEqual([{ id: 1 }, { id: 2 }]);
		expect(core.map(({ url }) => url)).toEqual([
			'/api/v1/labels?filter%5Bname%5D=x&page=1&per_page=100',
			'/api/v1/labels?filter%5Bname%5D=x&page=2&per_page=100',
		]);
	});

	it('gives one item for each row of a list, and sends no page of its own', async () => {
		const core = answerAll(CLOUD.core, () => [200, page([{ id: 1 }, { id: 2 }])]);

		const { items } = await runPatchworks(engine, { ...SEND, path: '/api/v1/labels' });

		expect(items).toEqual([{ id: 1 }, { id: 2 }]);
		expect(core[0].url).toBe('/api/v1/labels');
	});

	it.each([
		[204, undefined, 'DELETE', { deleted: true }],
		[200, { message: 'Deleted.' }, 'DELETE', { message: 'Deleted.' }],
		[204, undefined, 'POST', { success: true }],
		[200, 'plain text', 'POST', { text: 'plain text' }],
	])('answered with %s %j to a %s gives %j', async (status, body, method, json) => {
		answerAll(CLOUD.core, () => [
			status,
			body,
			{ 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' },
		]);

		const { items } = await runPatchworks(engine, { ...SEND, method, path: '/api/v1/x/1' });

		expect(items).toEqual([json]);
	});

	it.each([
		['https://elsewhere.example.com/x', /^'Path' leads to another host/],
		['//elsewhere.example.com/x', /^'Path' leads to another host/],
		['\\\\elsewhere.example.com\\x', /^'Path' leads to another host/],
		['javascript:alert(1)', /^'Path' leads to another host/],
		['/api/v1/../users', /^'Path' cannot be sent: it is a relative path/],
		['/api/v1/%2e%2e/users', /^'Path' cannot be sent: it is a relative path/],
		['/api/v1/a%2Fb', /^'Path' cannot be sent: it contains a slash/],
		['/api/v1/a\nb', /^'Path' cannot be sent: it contains a control character/],
		['/api/v1/x#y', /^'Path' contains a #/],
		['={{ "" }}', /^'Path' is empty/],
	])('refuses the path %j', async (path, message) => {
		const seen = [
			...[CLOUD.core, 'https://elsewhere.example.com', 'http://elsewhere.example.com'],
		].map((origin) => answerAll(origin, () => [200, {}]));

		const { error } = await runPatchworks(engine, { ...SEND, path });

		expect(seen.flat()).toHaveLength(0);
		expect(error?.message).toMatch(message);
	});

	it.each([
		[{ query: 'x' }, /^'Query Parameters' is not valid JSON/],
		[{ query: '[]' }, /^'Query Parameters' is not a JSON object/],
		[{ method: 'POST', body: '{' }, /^'Body' is not valid JSON/],
		[{ options: { headers: '{"authorization": "x"}' } }, /^'Headers' must not set Authorization/],
		[{ options: { headers: '{"Host": "x"}' } }, /^'Headers' must not set Authorization or Host/],
	])('refuses %j', async (parameters, message) => {
		const core = answerAll(CLOUD.core, () => [200, {}]);

		const { error } = await runPatchworks(engine, {
			...SEND,
			path: '/api/v1/x',
			...(parameters as object),
		});

		expect(core).toHaveLength(0);
		expect(error?.message).toMatch(message);
	});

	it('says that an API key of a self-hosted install has no login host', async () => {
		engine.credentials.add('own', 'PatchworksApiKey', {
			apiKey: API_KEY,
			hosting: 'selfHosted',
			coreUrl: 'https://core.example.com',
			startUrl: 'https://start.example.com',
		});

		const { error } = await runPatchworks(
			engine,
			{ ...SEND, host: 'login', path: '/x' },
			{ credentialId: 'own' },
		);

		expect(error?.message).toBe(
			'The credential has no address for this host, so the request was not sent.',
		);
	});
});
