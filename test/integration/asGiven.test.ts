import { createHmac } from 'crypto';
import type { IDataObject, INode } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { byId } from '../support/harness/operations';
import { CLOUD, createEngine, PASSWORD, runPatchworks } from '../support/harness/patchworks';
import { RecordingServer } from '../support/harness/recordingServer';
import type { SeenRequest } from '../support/harness/requests';
import { answerAll } from '../support/harness/requests';

const HOOKS = 'https://webhooks.wearepatchworks.com';
const SIGNED_WITH = 'made-up-hmac-key-0002';
const START = { resource: 'flow', operation: 'start', flowId: byId(7) };
const REQUEST = { resource: 'apiRequest', operation: 'request', path: '/api/v1/things' };
const POST = { ...REQUEST, method: 'POST' };
const TRIGGER = {
	resource: 'flowWebhook',
	operation: 'trigger',
	webhookUrl: `${HOOKS}/api/v1/example/01hxxx?patchworks_signature=made-up`,
};
/** JSON that is something else when it has been read and written again. */
const EXACT =
	' {"id": 9007199254740993, "price": 1e400, "rate": 1.0, "rate": 2,\n"s": "\\u20ac"}\n';

describe.each([
	['node in a workflow', false],
	['tool of an AI agent', true],
])('What is given to a %s', (_form, byDescription) => {
	let engine: Engine;
	let server: RecordingServer;

	beforeAll(async () => {
		engine = await createEngine('sources', byDescription);
		server = await RecordingServer.start();
	});
	afterAll(async () => await server.close());

	const run = async (parameters: object, item: IDataObject = {}) => {
		const seen = [CLOUD.core, CLOUD.start, HOOKS].map((origin) =>
			answerAll(origin, ({ url }) => [200, { data: url.includes('per_page') ? [] : { id: 1 } }]),
		);
		const { error } = await runPatchworks(engine, parameters as INode['parameters'], {
			items: [item],
		});
		return { error, sent: seen.flat() };
	};

	const sentBy = async (parameters: object, item?: IDataObject): Promise<SeenRequest> => {
		const { error, sent } = await run(parameters, item);
		expect(error).toBeUndefined();
		expect(sent).toHaveLength(1);
		expect(Number(sent[0].headers['content-length'] ?? 0)).toBe(Buffer.byteLength(sent[0].body));
		return sent[0];
	};

	it.each<[string, object]>([
		['a payload to start a flow with', { ...START, payload: EXACT }],
		['a payload from an expression', { ...START, payload: '={{ $json.text }}' }],
		['a payload for a webhook', { ...TRIGGER, payload: EXACT }],
		['a body of a request', { ...POST, body: EXACT }],
		[
			'a body of a request with a type of its own',
			{ ...POST, body: EXACT, options: { headers: '{"content-type": "application/json; a=b"}' } },
		],
	])('leaves as it stands: %s', async (_title, parameters) => {
		expect((await sentBy(parameters, { text: EXACT })).body).toBe(EXACT);
	});

	it('leaves as it stands: JSON that is a part of a body', async () => {
		const { body } = await sentBy({
			resource: 'shape',
			operation: 'create',
			flowVersionId: byId(1),
			name: 'Map "orders"',
			microservice: 'map',
			additionalFields: { config: EXACT, variables: '={{ [{ key: "a" }] }}' },
		});

		expect(body).toBe(
			`{"name":"Map \\"orders\\"","microservice":"map","config":${EXACT},"variables":[{"key":"a"}]}`,
		);
	});

	it('leaves as it stands: the variables of a flow', async () => {
		const { url } = await sentBy({ ...START, payload: '', options: { flowVariables: EXACT } });

		expect(new URL(url, CLOUD.start).searchParams.get('flow_variables')).toBe(EXACT);
	});

	it.each([
		['text/csv', ' sku;stock\r\nmade-up;5\n\n'],
		['application/json', '{"order": 9007199254740993}\n'],
		['application/x-ndjson', '{"order":1}\n{"order":2}\n'],
		['application/json', '{"order":1}\n{"order":2}\n'],
		['application/json', 'no JSON at all '],
		['application/xml', '\ufeff<?xml version="1.0"?>\n<order>ä€😀</order>\n'],
		['application/x-www-form-urlencoded', 'order=1001&note=a+b%20&order=1002\n'],
	])('leaves and is signed as it stands: text of the type %s', async (contentType, payload) => {
		const { error } = await run({
			...TRIGGER,
			webhookUrl: `${server.origin}/api/v1/a/1?patchworks_signature=made-up`,
			payloadFormat: 'text',
			payload,
			options: { contentType, hmacKey: SIGNED_WITH },
		});

		expect(error).toBeUndefined();
		const [{ body, headers }, ...others] = server.take();
		expect(others).toEqual([]);
		expect(body.toString()).toBe(payload);
		expect(headers['content-length']).toBe(String(body.length));
		expect(headers['content-type']).toBe(contentType);
		expect(headers['x-hmac-hash']).toBe(
			createHmac('sha256', SIGNED_WITH).update(payload, 'utf8').digest('hex'),
		);
	});

	it.each(['Content-Type', 'content-type', 'CONTENT-TYPE'])(
		'leaves as it stands: XML in a request whose header is written %s',
		async (header) => {
			const { body, headers } = await sentBy({
				...POST,
				body: '<order>\n</order>\n',
				options: { headers: JSON.stringify({ [header]: 'application/xml' }) },
			});

			expect(body).toBe('<order>\n</order>\n');
			expect(headers['content-type']).toBe('application/xml');
		},
	);

	it('leaves once: a header that the node would set otherwise', async () => {
		const { headers } = await sentBy({
			...REQUEST,
			options: { headers: '{"accept": "text/csv"}' },
		});

		expect(headers.accept).toBe('text/csv');
	});

	it.each([
		['/api/v1/x?labels[]=1&labels[]=2', '{}', '/api/v1/x?labels[]=1&labels[]=2'],
		['/api/v1/x?a=1&a=2&b=%20+&&c', '{}', '/api/v1/x?a=1&a=2&b=%20+&c'],
		['/api/v1/x?b=1&a=1&b=2', '{"b": 3}', '/api/v1/x?a=1&b=3'],
		['/api/v1/x?filter%5Bname%5D=a', '{"filter[name]": "b"}', '/api/v1/x?filter%5Bname%5D=b'],
		['/api/v1/{path}/x?q={path}', '{}', '/api/v1/%7Bpath%7D/x?q=%7Bpath%7D'],
		[
			'/api/v1/x',
			'{"id": 9007199254740993, "n": [1.0, 2e3]}',
			'/api/v1/x?id=9007199254740993&n=1.0%2C2e3',
		],
		[
			'/api/v1/x',
			'{"quoted \\" 1": "2 \\\\", "empty": "", "none": null}',
			'/api/v1/x?quoted%20%22%201=2%20%5C&empty=',
		],
	])('leaves as it stands: the path %s with the query %s', async (path, query, url) => {
		expect((await sentBy({ ...REQUEST, path, query })).url).toBe(url);
	});

	it('leaves once where pages are read: the page in the path', async () => {
		const { url } = await sentBy({ ...REQUEST, path: '/api/v1/x?a=1&page=3', returnAll: true });

		expect(url).toBe('/api/v1/x?a=1&page=1&per_page=100');
	});

	it('leaves as it stands: what else is in the URL of a webhook', async () => {
		const { url } = await sentBy({
			...TRIGGER,
			webhookUrl: `${HOOKS}/api/v1/a/{payload}?x={payload}&a=1%20&a=2+&patchworks_signature=made-up%2B`,
			method: 'GET',
			query: '{"order": 9007199254740993}',
		});

		expect(url).toBe(
			'/api/v1/a/%7Bpayload%7D?x=%7Bpayload%7D&a=1%20&a=2+&order=9007199254740993&patchworks_signature=made-up%2B',
		);
	});

	it.each<[string, object, string]>([
		[
			'a number that JSON does not know',
			{ ...START, payload: '={{ { price: 1 / 0 } }}' },
			"'Payload' has a number that JSON cannot hold: Infinity",
		],
		[
			'an object as XML',
			{
				...POST,
				body: '={{ { order: 1 } }}',
				options: { headers: '{"content-type": "application/xml"}' },
			},
			"'Body' is not text",
		],
		[
			'no text where an expression was to give some',
			{ ...START, payloadFormat: 'text', payload: '={{ $json.missing }}' },
			"'Payload' comes from an expression that gives nothing",
		],
		[
			'half a character',
			{ ...START, payloadFormat: 'text', payload: '={{ "😀".slice(0, 1) }}' },
			"'Payload' has half a character, such as an emoji cut in two",
		],
		[
			'half a character in JSON',
			{ ...START, payload: '={{ \'{"note": "\' + "😀".slice(0, 1) + \'"}\' }}' },
			"'Payload' has half a character, such as an emoji cut in two",
		],
		[
			'a length of the body',
			{ ...POST, body: '{}', options: { headers: '{"content-length": "1"}' } },
			"'Headers' must not set Content-Length or Transfer-Encoding: they follow from the body",
		],
		[
			'a path with a line break in its query',
			{ ...REQUEST, path: '/api/v1/x?a=1\n2' },
			"'Path' cannot be sent: it contains a control character",
		],
	])('is refused: %s', async (_title, parameters, message) => {
		const { error, sent } = await run(parameters);

		expect(sent).toEqual([]);
		expect(error?.message).toBe(`${message} [item 0]. Nothing was sent.`);
	});

	it('leaves again as it stands when the token has been revoked', async () => {
		engine.credentials.add('user', 'PatchworksOAuth', {
			username: `user-of-a-${byDescription ? 'tool' : 'node'}@example.com`,
			password: PASSWORD,
			hosting: 'cloud',
		});
		let logins = 0;
		answerAll(CLOUD.login, () => [200, { token: `made-up-token-${++logins}`, expires_in: 3600 }]);
		let isRevoked = false;
		const starts = answerAll(CLOUD.start, ({ authorization }) =>
			isRevoked && authorization.endsWith('-1')
				? [401, { message: 'Unauthenticated.' }]
				: [200, { data: { id: 1 } }],
		);
		const start = { ...START, authentication: 'oAuth', payload: EXACT };
		await runPatchworks(engine, start);
		isRevoked = true;

		const { error } = await runPatchworks(engine, start);

		expect(error).toBeUndefined();
		expect(starts.map(({ body }) => body)).toEqual([EXACT, EXACT, EXACT]);
		expect(starts[2].headers['content-length']).toBe(String(Buffer.byteLength(EXACT)));
	});
});
