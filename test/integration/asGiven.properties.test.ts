import { createHmac } from 'crypto';
import fc from 'fast-check';
import type { IDataObject, INode } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { byId } from '../support/harness/operations';
import { API_KEY, createEngine, runPatchworks } from '../support/harness/patchworks';
import { RecordingServer } from '../support/harness/recordingServer';

const SIGNED_WITH = 'made-up-hmac-key-0003';
const RUNS = { numRuns: 40 };
const LONG = 120_000;

let engine: Engine;
let server: RecordingServer;

beforeAll(async () => {
	engine = await createEngine();
	server = await RecordingServer.start();
	engine.credentials.add('local', 'PatchworksApiKey', {
		apiKey: API_KEY,
		hosting: 'selfHosted',
		coreUrl: server.origin,
		startUrl: server.origin,
	});
});
afterAll(async () => await server.close());

/** Runs the node for one item, which holds what is given, so that no text is taken for an expression. */
async function run(parameters: object, item: IDataObject) {
	const { error } = await runPatchworks(engine, parameters as INode['parameters'], {
		credentialId: 'local',
		items: [item],
	});
	return { error, sent: server.take() };
}

/** The one request that left; undefined when the node refused, which it must say, and then nothing left. */
async function sentBy(parameters: object, item: IDataObject) {
	const { error, sent } = await run(parameters, item);
	if (error) {
		expect(error.message).toMatch(/Nothing was sent\.$/);
		expect(sent).toEqual([]);
		return undefined;
	}
	expect(sent).toHaveLength(1);
	return sent[0];
}

const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
/** Of any size, which is more than a double holds. */
const number = fc.stringMatching(/^-?(0|[1-9]\d{0,25})(\.\d{1,25})?([eE][+-]?\d{1,4})?$/);
/** JSON as a person might write it. */
const json = fc
	.tuple(space, fc.oneof(fc.json(), fc.tuple(number, space, fc.json()).map(withinList)), space)
	.map((parts) => parts.join(''));
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
/** With halves of characters. */
const anyText = fc
	.array(fc.integer({ min: 0, max: 0xffff }))
	.map((units) => String.fromCharCode(...units));

function withinList([first, gap, second]: [string, string, string]): string {
	return `[${gap}${first}${gap},${second}]`;
}

function isWhole(value: string): boolean {
	return Buffer.from(value).toString() === value;
}

describe('Whatever is given', () => {
	it(
		'JSON to start a flow with leaves as it stands',
		async () => {
			const start = {
				resource: 'flow',
				operation: 'start',
				flowId: byId(7),
				payload: '={{ $json.json }}',
			};
			await fc.assert(
				fc.asyncProperty(json, async (given) => {
					const sent = await sentBy(start, { json: given });

					expect(sent?.body.toString()).toBe(given);
				}),
				RUNS,
			);
		},
		LONG,
	);

	it(
		'a value to start a flow with is the same there',
		async () => {
			const start = {
				resource: 'flow',
				operation: 'start',
				flowId: byId(7),
				payload: '={{ $json.value }}',
			};
			await fc.assert(
				fc.asyncProperty(
					fc.jsonValue().filter((value) => typeof value !== 'string'),
					async (given) => {
						const sent = await sentBy(start, { value: given as IDataObject });

						expect(JSON.parse(String(sent?.body))).toEqual(JSON.parse(JSON.stringify(given)));
					},
				),
				RUNS,
			);
		},
		LONG,
	);

	it(
		'text to start a flow with is the same there',
		async () => {
			const start = {
				resource: 'flow',
				operation: 'start',
				flowId: byId(7),
				payloadFormat: 'text',
				payload: '={{ $json.text }}',
			};
			await fc.assert(
				fc.asyncProperty(fc.oneof(text, anyText), async (given) => {
					const sent = await sentBy(start, { text: given });

					expect(sent === undefined).toBe(!isWhole(given));
					if (!sent) return;
					const body = given === '' ? '' : JSON.stringify({ payload: given });
					expect(sent.body.toString()).toBe(body);
				}),
				RUNS,
			);
		},
		LONG,
	);

	it(
		'text for a webhook leaves and is signed as it stands, whatever its type',
		async () => {
			const trigger = {
				resource: 'flowWebhook',
				operation: 'trigger',
				webhookUrl: `${server.origin}/api/v1/a/1?patchworks_signature=made-up`,
				payloadFormat: 'text',
				payload: '={{ $json.text }}',
			};
			const types = [
				'text/plain',
				'application/json',
				'application/json; charset=utf-8',
				'application/x-ndjson',
				'application/xml',
				'application/x-www-form-urlencoded',
			];
			await fc.assert(
				fc.asyncProperty(
					fc.oneof(text, json, anyText),
					fc.constantFrom(...types),
					async (given, contentType) => {
						const options = { contentType, hmacKey: SIGNED_WITH };
						const sent = await sentBy({ ...trigger, options }, { text: given });

						expect(sent === undefined).toBe(!isWhole(given));
						if (!sent) return;
						expect(sent.body.toString()).toBe(given);
						expect(sent.headers['x-hmac-hash']).toBe(
							createHmac('sha256', SIGNED_WITH).update(sent.body).digest('hex'),
						);
						if (given !== '') expect(sent.headers['content-type']).toBe(contentType);
					},
				),
				RUNS,
			);
		},
		LONG,
	);

	it(
		'an ID arrives as the same segment of the path, or is refused',
		async () => {
			const get = { resource: 'flowRun', operation: 'get', flowRunId: byId('={{ $json.id }}') };
			const id = fc
				.tuple(fc.oneof(text, anyText, fc.constantFrom('.', '..', '%2e', '%2F', '{id}')), fc.nat())
				.map(([around, digits]) => `${around}${digits}`);
			await fc.assert(
				fc.asyncProperty(fc.oneof(id, fc.uuid(), fc.ulid(), text), async (given) => {
					const sent = await sentBy(get, { id: given });

					if (sent) expect(segmentsOf(sent.url)).toEqual(['api', 'v1', 'flow-runs', given.trim()]);
				}),
				RUNS,
			);
		},
		LONG,
	);

	it(
		'a path of a request arrives with the same segments and parameters, or is refused',
		async () => {
			const send = { resource: 'apiRequest', operation: 'request', path: '={{ $json.path }}' };
			const segments = fc.array(fc.oneof(text, fc.constantFrom('..', '{path}', 'a')), {
				minLength: 1,
			});
			const parameters = fc.array(fc.tuple(fc.oneof(fc.constantFrom('labels[]', 'a'), text), text));
			await fc.assert(
				fc.asyncProperty(segments, parameters, async (given, query) => {
					const path = `/${given.map(encodeURIComponent).join('/')}?${new URLSearchParams(query).toString()}`;
					const sent = await sentBy(send, { path });

					if (!sent) return;
					expect(segmentsOf(sent.url)).toEqual(given);
					expect([...new URL(sent.url, server.origin).searchParams]).toEqual(query);
				}),
				RUNS,
			);
		},
		LONG,
	);

	it(
		'query parameters of a request arrive the same',
		async () => {
			const send = {
				resource: 'apiRequest',
				operation: 'request',
				path: '/api/v1/x',
				query: '={{ $json.query }}',
			};
			const names = fc.stringMatching(/^[a-z]\w{0,5}(\[[a-z]{1,5}\])?$/);
			await fc.assert(
				fc.asyncProperty(fc.dictionary(names, fc.oneof(text, number)), async (given) => {
					const sent = await sentBy(send, { query: JSON.stringify(given) });

					expect(sent).toBeDefined();
					const { searchParams } = new URL(String(sent?.url), server.origin);
					expect(Object.fromEntries(searchParams)).toEqual({ ...given });
				}),
				RUNS,
			);
		},
		LONG,
	);
});

function segmentsOf(url: string): string[] {
	return url.split('?')[0].split('/').slice(1).map(decodeURIComponent);
}
