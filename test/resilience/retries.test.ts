import type { INode } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import nock from 'nock';

import type { Engine } from '../support/harness/engine';
import type { NodeRun } from '../support/harness/patchworks';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { global, timers } from '../support/node';
import type { Behaviour, Step } from './support/faultyServer';
import { FaultyServer, halfAnAnswer, json, resetAfterReading } from './support/faultyServer';
import { addCredential, GET, runAgainst, START, until, waitsInLog } from './support/setup';

let engine: Engine;
let server: FaultyServer;

beforeAll(async () => {
	engine = await createEngine();
	server = await FaultyServer.start();
});
beforeEach(() => {
	// What is waited for goes by at once.
	const { setTimeout } = timers;
	jest
		.spyOn(global, 'setTimeout')
		.mockImplementation(((callback: () => void, time = 0) =>
			setTimeout(callback, time >= 50 && time <= 500 ? 0 : time)) as typeof setTimeout);
	// The longest that may be drawn.
	jest.spyOn(Math, 'random').mockReturnValue(1);
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
	await server.close();
});

const FINE = json(200, { data: { id: 1 } });
const UNAVAILABLE = json(503, { message: 'Unavailable' });
const REFUSED = json(429, { message: 'Too Many Attempts.' }, { 'retry-after': '0.01' });

const DELETE: INode['parameters'] = {
	resource: 'apiRequest',
	operation: 'request',
	method: 'DELETE',
	path: '/api/v1/labels/1',
};

const waitOf = (line: string) => Number(/Waiting ([\d.]+) s/.exec(line)?.[1]);

/** Runs the node against these steps. */
async function run(
	parameters: INode['parameters'],
	requestHandling: INode['parameters'],
	...steps: Step[]
): Promise<NodeRun> {
	await server.plan(...steps);
	return await runAgainst(engine, server, { ...parameters, requestHandling });
}

describe('The waits before a request is sent again', () => {
	it('are up to 1, 2, 4, 8, 16 and then 30 seconds', async () => {
		const lines = waitsInLog();

		const { error } = await run(GET, { retries: 8 }, UNAVAILABLE);

		expect(lines.map(waitOf)).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
		expect(server.requests).toHaveLength(9);
		expect(error?.description).toContain('It was tried 9 times');
	});

	it('grow with what was lost, and not with what was refused', async () => {
		const lines = waitsInLog();

		await run(GET, { retries: 3 }, UNAVAILABLE, REFUSED, UNAVAILABLE, REFUSED, UNAVAILABLE, FINE);

		expect(lines.filter((line) => line.includes('503')).map(waitOf)).toEqual([1, 2, 4]);
		expect(server.requests).toHaveLength(6);
	});

	const [NOW, IN_8_S] = ['Wed, 07 Jan 2026 10:00:00 GMT', 'Wed, 07 Jan 2026 10:00:08 GMT'];
	it.each<[string, Record<string, string>, number]>([
		['seconds', { 'retry-after': '7' }, 7],
		['a part of a second', { 'retry-after': '2.5' }, 2.5],
		['seconds between spaces', { 'retry-after': ' 7 ' }, 7],
		['fewer seconds than would be waited anyway', { 'retry-after': '0.5' }, 1],
		['a date by another clock', { date: NOW, 'retry-after': IN_8_S }, 8],
		['a date that is over', { date: IN_8_S, 'retry-after': NOW }, 1],
		['no date', { date: NOW, 'retry-after': 'Later' }, 1],
		['a negative number', { date: NOW, 'retry-after': '-7' }, 1],
		['a number with a unit', { 'retry-after': '7s' }, 1],
		['a number behind a word', { 'retry-after': 'in 7' }, 1],
		['a year', { date: NOW, 'retry-after': '2027-01-01' }, 1],
		['more seconds than there are', { 'retry-after': '12345678901' }, 1],
		['nothing', { 'retry-after': '' }, 1],
	])('are as long as Retry-After says where it is %s, or as ever', async (_, headers, seconds) => {
		const lines = waitsInLog();

		const { error } = await run(GET, { retries: 1 }, json(503, {}, headers), FINE);

		expect(error).toBeUndefined();
		expect(lines.map(waitOf)).toEqual([seconds]);
	});

	it('are counted by the clock of n8n where Retry-After is a date and the answer has none', async () => {
		const lines = waitsInLog();
		jest.spyOn(Date, 'now').mockReturnValue(Date.parse(NOW));
		const undated: Behaviour = (response) => {
			response.sendDate = false;
			response.writeHead(503, { 'retry-after': IN_8_S });
			response.end();
		};

		await run(GET, { retries: 1 }, undated, FINE);

		expect(lines.map(waitOf)).toEqual([8]);
	});
});

describe('Maximum Wait', () => {
	const asking = (status: number, seconds: number) =>
		json(status, { message: 'Later.' }, { 'retry-after': String(seconds) });

	it.each([
		['503 to a GET', 503, GET],
		['429 to a GET', 429, GET],
		['429 to a POST', 429, START],
	])('is what %s may not ask to exceed, and the error says so', async (_, status, parameters) => {
		const { error } = await run(parameters, { retries: 5, maximumWait: 60 }, asking(status, 61));

		expect(server.requests).toHaveLength(1);
		expect(error?.message).toBe('Later.');
		expect(error?.description).toMatch(
			/Patchworks asks to wait 61 s, which is longer than 'Maximum Wait \(Seconds\)' allows\.$/,
		);
	});

	it('lets a request be sent again at the very end of it', async () => {
		jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-01-07T10:00:00Z'));

		const { error } = await run(GET, { retries: 5, maximumWait: 60 }, asking(503, 60), FINE);

		expect(error).toBeUndefined();
		expect(server.requests).toHaveLength(2);
	});

	it('counts all tries together, and the error says how long they took', async () => {
		let now = Date.parse('2026-01-07T10:00:00Z');
		jest.spyOn(Date, 'now').mockImplementation(() => now);
		const slow: Behaviour = async (response, request) => {
			now += 20_000;
			await UNAVAILABLE(response, request);
		};

		const { error } = await run(GET, { retries: 5, maximumWait: 50 }, slow);

		expect(server.requests).toHaveLength(3);
		expect(error?.description).toBe(
			'Patchworks failed to answer. Try again later. It was tried 3 times in 60 s.',
		);
	});
});

describe('A request that may not be sent again', () => {
	it.each<[string, Step]>([
		['refused by 429', REFUSED],
		['answered 503', UNAVAILABLE],
		['reset', resetAfterReading],
	])('is sent once with Retries at 0 where it is %s', async (_, step) => {
		for (const parameters of [GET, DELETE, START]) {
			const { error } = await run(parameters, { retries: 0 }, step, FINE);

			expect(error).toBeDefined();
			expect(server.requests).toHaveLength(1);
			expect(error?.description).not.toContain('It was tried');
		}
	});

	it('is one that was refused 20 times more', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);

		const atOnce = json(429, { message: 'Too Many Attempts.' }, { 'retry-after': '0' });

		const { error } = await run(GET, { retries: 1 }, atOnce);

		expect(error?.message).toBe('Too Many Attempts.');
		expect(server.requests).toHaveLength(21);
	});

	it('is one that was lost as often as Retries says, however often it was refused', async () => {
		const lost = [UNAVAILABLE, REFUSED, UNAVAILABLE, REFUSED, UNAVAILABLE];

		const { error } = await run(GET, { retries: 2 }, ...lost, FINE);

		expect(error?.message).toBe('Unavailable');
		expect(server.requests).toHaveLength(5);
	});
});

describe('A DELETE that finds nothing any more', () => {
	const NOT_FOUND = json(404, { message: 'Not found.' });

	it.each<[string, Step]>([
		['is reset', resetAfterReading],
		['is answered 502', json(502, {})],
		['is answered in half', halfAnAnswer],
	])('may have deleted it itself where an earlier try %s', async (_, step) => {
		const { error } = await run(DELETE, { retries: 2 }, step, NOT_FOUND);

		expect(server.requests).toHaveLength(2);
		expect(error?.description).toContain(
			'An earlier try that got no answer may have deleted it already.',
		);
	});

	it('did not where the earlier tries were refused', async () => {
		const { error } = await run(DELETE, { retries: 2 }, REFUSED, NOT_FOUND);

		expect(server.requests).toHaveLength(2);
		expect(error?.description).toMatch(/^Check the ID\./);
	});

	it('did not where no connection was made before', async () => {
		for (const code of ['ECONNREFUSED', 'EAI_AGAIN']) {
			nock(CLOUD.core)
				.delete('/api/v1/labels/1')
				.replyWithError(Object.assign(new Error('made up'), { code }))
				.delete('/api/v1/labels/1')
				.reply(404, { message: 'Not found.' });

			const { error } = await runPatchworks(engine, DELETE);

			expect(nock.isDone()).toBe(true);
			expect(error?.description).toMatch(/^Check the ID\./);
		}
	});
});

describe('How many are sent at once after 32 of which one failed', () => {
	const ITEMS = Array.from({ length: 100 }, (_, index) => ({ id: index + 1 }));
	const notHttp: Behaviour = (response) => {
		response.socket?.end('made up\r\n\r\n');
	};

	it.each<[string, Behaviour, number]>([
		['lost its connection', resetAfterReading, 17],
		['was answered 503', UNAVAILABLE, 38],
	])('and %s', async (_, fault, expected) => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const lines = waitsInLog();
		const credentialId = addCredential(engine, server);
		await server.plan(async (response, request) => {
			await until(() => server.requests.length >= 32);
			if (request === server.requests[0]) return await fault(response, request);
			await until(() => lines.length > 0);
			return await FINE(response, request);
		});
		const { error } = await runAgainst(engine, server, GET, {
			credentialId,
			items: ITEMS.slice(0, 32),
		});
		expect(error).toBeUndefined();

		expect(await atOnce(credentialId, expected)).toBe(expected);
	});

	it('is no more where none was answered', async () => {
		const credentialId = addCredential(engine, server);
		await server.plan(notHttp);
		await runAgainst(engine, server, GET, {
			credentialId,
			items: ITEMS.slice(0, 32),
			onError: 'continueRegularOutput',
		});
		expect(server.requests).toHaveLength(32);

		expect(await atOnce(credentialId, 32)).toBe(32);
	});

	/** How many come, of so many at the least, before one is answered. */
	async function atOnce(credentialId: string, least: number): Promise<number> {
		let most = 0;
		await server.plan(async (response, request) => {
			await until(() => server.requests.length >= least);
			// Time for those to come that must not.
			await sleep(40);
			most ||= server.requests.length;
			await FINE(response, request);
		});
		await runAgainst(engine, server, GET, { credentialId, items: ITEMS });
		return most;
	}
});
