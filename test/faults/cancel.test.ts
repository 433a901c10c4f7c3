import type { Logger } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Engine } from '../harness/engine';
import { API_KEY, createEngine } from '../harness/patchworks';
import { process } from '../node';
import type { Behaviour } from './faultyServer';
import { FaultyServer, json, noAnswer, resetAfterReading } from './faultyServer';
import { DOWNLOAD, GET, GET_ALL, pageOf, rows, runAgainst } from './setup';

let engine: Engine;
let server: FaultyServer;

beforeAll(async () => {
	engine = await createEngine();
	server = await FaultyServer.start();
});
afterAll(async () => {
	await server.close();
});
afterEach(() => {
	jest.restoreAllMocks();
});

/** The log that n8n hands to nodes: n8n-core brings its own copy of the packages that make it. */
function loggerOfN8n(): Logger {
	const paths = [require.resolve('n8n-core')];
	const load = (name: string): unknown => jest.requireActual(require.resolve(name, { paths }));
	const { Container } = load('@n8n/di') as { Container: { get(type: unknown): Logger } };
	return Container.get((load('@n8n/backend-common') as { Logger: unknown }).Logger);
}

const timers = () =>
	process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

const ITEMS = Array.from({ length: 50 }, (_, index) => ({ id: index + 1 }));

const pages: Behaviour = async (response, request) => {
	const isFirst = request.query.get('page') === '1';
	await (
		isFirst
			? json(200, pageOf(rows(1, 100), 50))
			: json(429, { message: 'Too Many Attempts.' }, { 'retry-after': '60' })
	)(response, request);
};

describe('Cancelling the execution', () => {
	it.each([
		['while all wait because of a 429', GET, json(429, {}, { 'retry-after': '60' })],
		['while the pages of a list wait', GET_ALL, pages],
		['while a request waits to be sent again', GET, resetAfterReading],
		['while no answer comes', GET, noAnswer],
		[
			'while a download stalls',
			DOWNLOAD,
			((response) => {
				response.writeHead(200, { 'content-length': 1_000 });
				response.write('begun');
			}) as Behaviour,
		],
	])('%s ends it at once, and nothing is sent any more', async (_, parameters, behaviour) => {
		// So that a wait of seconds would be noticed.
		jest.spyOn(Math, 'random').mockReturnValue(0.99);
		await server.plan(behaviour);
		const timersBefore = timers();
		let cancel = () => {};
		const running = runAgainst(
			engine,
			server,
			{ ...parameters, requestHandling: { retries: 10 } },
			{ items: ITEMS.slice(0, 5), onCancelable: (how) => (cancel = how) },
		);
		while (server.requests.length === 0) await sleep(10);
		await sleep(500);
		const sent = server.requests.length;

		const cancelledAt = Date.now();
		cancel();
		await running.catch(() => {});

		expect(Date.now() - cancelledAt).toBeLessThan(500);
		await sleep(1_500);
		expect(server.requests).toHaveLength(sent);
		expect(timers()).toBeLessThanOrEqual(timersBefore);
	});
});

describe('Each wait', () => {
	it('is in the log for debugging, without the key', async () => {
		const lines: string[] = [];
		jest.spyOn(Math, 'random').mockReturnValue(0.02);
		jest
			.spyOn(loggerOfN8n(), 'debug')
			.mockImplementation((message, metadata) => lines.push(message + JSON.stringify(metadata)));
		await server.plan(
			json(503, { message: 'Unavailable' }),
			json(429, { message: 'Too Many Attempts.' }, { 'retry-after': '0.1' }),
			json(200, { data: {} }),
		);
		const { error } = await runAgainst(engine, server, GET);
		expect(error).toBeUndefined();
		expect(lines.filter((line) => line.includes('before it is sent again'))).toEqual([
			expect.stringMatching(/^GET to 127\.0\.0\.1:\d+: HTTP 503\. Waiting 0\.0 s before/),
			expect.stringMatching(/^GET to 127\.0\.0\.1:\d+: HTTP 429\. Waiting 0\.1 s before/),
		]);
		expect(lines.join()).not.toContain(API_KEY);
	});
});
