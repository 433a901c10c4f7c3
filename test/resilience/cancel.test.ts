import type { Engine } from '../support/harness/engine';
import { loggerOfN8n } from '../support/harness/logger';
import { API_KEY, createEngine } from '../support/harness/patchworks';
import { process } from '../support/node';
import type { Behaviour } from './support/faultyServer';
import { FaultyServer, json, noAnswer } from './support/faultyServer';
import {
	DOWNLOAD,
	GET,
	GET_ALL,
	pageOf,
	rows,
	runAgainst,
	until,
	waitsInLog,
} from './support/setup';

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

const timers = () =>
	process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

const ITEMS = Array.from({ length: 50 }, (_, index) => ({ id: index + 1 }));

/** Which nothing but the cancelling can end while the test runs. */
const A_MINUTE = { 'retry-after': '60' };

const pages: Behaviour = async (response, request) => {
	const isFirst = request.query.get('page') === '1';
	await (
		isFirst
			? json(200, pageOf(rows(1, 100), 50))
			: json(429, { message: 'Too Many Attempts.' }, A_MINUTE)
	)(response, request);
};

describe('Cancelling the execution', () => {
	it.each([
		['while all wait because of a 429', GET, json(429, {}, A_MINUTE), true],
		['while the pages of a list wait', GET_ALL, pages, true],
		['while a request waits to be sent again', GET, json(503, {}, A_MINUTE), true],
		['while no answer comes', GET, noAnswer, false],
		[
			'while a download stalls',
			DOWNLOAD,
			((response) => {
				response.writeHead(200, { 'content-length': 1_000 });
				response.write('begun');
			}) as Behaviour,
			false,
		],
	])(
		'%s ends it at once, and nothing is sent any more',
		async (_, parameters, behaviour, waits) => {
			const waiting = waitsInLog();
			await server.plan(behaviour);
			const timersBefore = timers();
			let cancel = () => {};
			const running = runAgainst(
				engine,
				server,
				{ ...parameters, requestHandling: { retries: 10 } },
				{ items: ITEMS.slice(0, 5), onCancelable: (how) => (cancel = how) },
			);
			await until(() => (waits ? waiting.length > 0 : server.requests.length > 0));

			cancel();
			await running.catch(() => {});

			await server.settled();
			const sent = server.requests.length;
			await until(() => timers() <= timersBefore);
			await server.settled();
			expect(server.requests).toHaveLength(sent);
		},
	);
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
