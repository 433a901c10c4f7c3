import type { Engine } from '../support/harness/engine';
import { createEngine } from '../support/harness/patchworks';
import type { Behaviour } from './support/faultyServer';
import { FaultyServer, json } from './support/faultyServer';
import {
	addCredential,
	GET,
	runAgainst,
	START,
	together,
	tokens,
	until,
	waitsInLog,
	withLogin,
} from './support/setup';

let engine: Engine;
let server: FaultyServer;

beforeAll(async () => {
	engine = await createEngine();
	server = await FaultyServer.start();
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
	await server.close();
});

/**
 * Carries out so many requests in each window, and refuses the others. Refusals count, too, where
 * `headers` is given none: then only backing off helps.
 */
function limited(
	perWindow: number,
	windowMs: number,
	carriedOut: Map<string, number>,
	headers: (msLeft: number) => Record<string, string>,
	saysWhatIsLeft = false,
): Behaviour & { refusals: number } {
	let windowEnds = 0;
	let used = 0;
	const behaviour: Behaviour & { refusals: number } = Object.assign(
		(async (response, request) => {
			const now = Date.now();
			if (now >= windowEnds) {
				windowEnds = now + windowMs;
				used = 0;
			}
			if (++used > perWindow) {
				behaviour.refusals++;
				await json(
					429,
					{ message: 'Too Many Attempts.' },
					headers(windowEnds - now),
				)(response, request);
				return;
			}
			const key = request.method === 'POST' ? request.body : request.path;
			carriedOut.set(key, (carriedOut.get(key) ?? 0) + 1);
			const left = {
				'x-ratelimit-limit': '240',
				'x-ratelimit-remaining': String(perWindow - used),
			};
			await json(200, { data: { id: key } }, saysWhatIsLeft ? left : {})(response, request);
		}) as Behaviour,
		{ refusals: 0 },
	);
	return behaviour;
}

const items = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index + 1 }));
const inSeconds = (ms: number) => ({ 'retry-after': String(Math.ceil(ms / 1000)) });

describe('1,000 items under a limit of 240 requests per window', () => {
	it.each([
		['GET', GET],
		['POST', START],
	])('by %s are all answered, each once, with one login', async (_, parameters) => {
		const carriedOut = new Map<string, number>();
		const api = limited(240, 1_000, carriedOut, inSeconds);
		await server.plan(withLogin(tokens(), api));

		const { items: answers, error } = await runAgainst(
			engine,
			server,
			{ ...parameters, authentication: 'oAuth' },
			{ items: items(1_000) },
		);

		expect(error).toBeUndefined();
		expect(answers).toHaveLength(1_000);
		expect(carriedOut.size).toBe(1_000);
		expect([...carriedOut.values()].every((times) => times === 1)).toBe(true);
		expect(server.requests.filter(({ path }) => path === '/fabric/api/login')).toHaveLength(1);
		expect(api.refusals).toBeLessThanOrEqual(100);
	});

	it('are hardly ever refused where each answer says how many are left', async () => {
		const carriedOut = new Map<string, number>();
		const api = limited(240, 1_000, carriedOut, inSeconds, true);
		await server.plan(api);

		const { items: answers, error } = await runAgainst(engine, server, GET, {
			items: items(1_000),
		});

		expect(error).toBeUndefined();
		expect(answers).toHaveLength(1_000);
		expect(api.refusals).toBeLessThanOrEqual(10);
	});

	it('are all answered where the API does not say how long to wait', async () => {
		const carriedOut = new Map<string, number>();
		await server.plan(limited(240, 400, carriedOut, () => ({})));
		const { items: answers, error } = await runAgainst(engine, server, GET, {
			items: items(1_000),
		});
		expect(error).toBeUndefined();
		expect(answers).toHaveLength(1_000);
		expect(new Set(answers.map(({ id }) => id)).size).toBe(1_000);
	});
});

describe('A batch whose queue takes longer than Maximum Wait', () => {
	it('is answered to the last item, as others get through meanwhile', async () => {
		const { now } = Date;
		let ahead = 0;
		jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
		let received = 0;
		await server.plan(async (response, request) => {
			ahead += 10_000;
			const isRefused = [1, 40].includes(++received);
			await (
				isRefused
					? json(429, { message: 'Too Many Attempts.' }, { 'retry-after': '1' })
					: json(200, { data: {} })
			)(response, request);
		});

		const { items: answers, error } = await runAgainst(
			engine,
			server,
			{ ...GET, requestHandling: { requestsAtOnce: 1, maximumWait: 300 } },
			{ items: items(60) },
		);

		expect(error).toBeUndefined();
		expect(answers).toHaveLength(60);
	});
});

describe('An API that never answers', () => {
	it('is given up after Maximum Wait, and not after as many time limits as there are retries', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		await server.plan(() => {});

		const { error } = await runAgainst(engine, server, {
			...GET,
			requestHandling: { retries: 4, maximumWait: 0.5 },
			requestOptions: { timeout: 200 },
		});

		expect(error?.message).toMatch('no answer came in time');
		// A fourth try would begin after three times 200 ms.
		expect(server.requests.length).toBeLessThanOrEqual(3);
	});
});

describe('A request that Patchworks refuses again and again', () => {
	it('is given up after 20 more tries, also where none has to be waited for', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		await server.plan(json(429, { message: 'Too Many Attempts.' }));

		const { error } = await runAgainst(engine, server, GET);

		expect(error?.message).toBe('Too Many Attempts.');
		expect(error?.description).toContain('It was tried 21 times');
		expect(server.requests).toHaveLength(21);
	});

	it('is not sent again where Retries is 0', async () => {
		await server.plan(json(429, { message: 'Too Many Attempts.' }, { 'retry-after': '1' }));

		await runAgainst(engine, server, { ...GET, requestHandling: { retries: 0 } });

		expect(server.requests).toHaveLength(1);
	});
});

describe('The limiter', () => {
	it('begins with some at once, and lets more through with each answer', async () => {
		const credentialId = addCredential(engine, server);
		const first = together(32, json(200, { data: {} }));
		await server.plan(first);
		await runAgainst(engine, server, GET, { items: items(32), credentialId });
		expect(first.most).toBe(32);

		const second = together(38, json(200, { data: {} }));
		await server.plan(second);
		await runAgainst(engine, server, GET, { items: items(100), credentialId });
		expect(second.most).toBeGreaterThanOrEqual(38);
	});

	it('never lets more through than the option says', async () => {
		const api = together(7, json(200, { data: {} }));
		await server.plan(api);
		const { items: answers } = await runAgainst(
			engine,
			server,
			{ ...GET, requestHandling: { requestsAtOnce: 7 } },
			{ items: items(60) },
		);
		expect(answers).toHaveLength(60);
		expect(api.most).toBe(7);
	});

	it('does not hold up another credential', async () => {
		const waiting = waitsInLog();
		await server.plan(async (response, request) => {
			await (
				request.path.endsWith('/1')
					? json(429, { message: 'Too Many Attempts.' }, { 'retry-after': '60' })
					: json(200, { data: {} })
			)(response, request);
		});
		let cancel = () => {};
		const heldUp = runAgainst(engine, server, GET, {
			items: [{ id: 1 }],
			onCancelable: (how) => (cancel = how),
		});
		await until(() => waiting.length > 0);

		// It would take a minute, which is longer than a test may.
		const { items: answers } = await runAgainst(engine, server, GET, { items: items(20).slice(1) });

		expect(answers).toHaveLength(19);
		cancel();
		await heldUp.catch(() => {});
	});

	it('holds up the same credential in another workflow', async () => {
		const waiting = waitsInLog();
		const credentialId = addCredential(engine, server);
		await server.plan(
			json(429, { message: 'Too Many Attempts.' }, { 'retry-after': '2' }),
			json(200, { data: {} }),
		);
		const first = runAgainst(engine, server, GET, { credentialId });
		await until(() => waiting.length > 0);
		await runAgainst(engine, server, GET, { credentialId });
		await first;
		const [refusedAt, ...later] = server.requests.map(({ at }) => at);
		expect(later).toHaveLength(2);
		for (const at of later) expect(at - refusedAt).toBeGreaterThanOrEqual(1_990);
	});

	it('holds a request that failed back for as long as Patchworks asks', async () => {
		await server.plan(
			json(503, { message: 'Unavailable' }, { 'retry-after': '1' }),
			json(200, { data: {} }),
		);
		await runAgainst(engine, server, GET, { credentialId: addCredential(engine, server) });
		const [failedAt, ...later] = server.requests.map(({ at }) => at);
		expect(later).toHaveLength(1);
		expect(later[0] - failedAt).toBeGreaterThanOrEqual(990);
	});

	it('does not keep later requests waiting for longer than they, or the refused one, may wait', async () => {
		const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now());
		const credentialId = addCredential(engine, server);
		const run = async (maximumWait: number) =>
			await runAgainst(
				engine,
				server,
				{ ...GET, requestHandling: { maximumWait } },
				{ credentialId },
			);
		await server.plan(
			json(429, { message: 'Too Many Attempts.' }, { 'retry-after': '3600' }),
			json(200, { data: {} }),
		);

		const refused = await run(3);
		expect(refused.error?.description).toMatch('Patchworks asks to wait 3600 s');
		const impatient = await run(1);
		expect(impatient.error?.message).toBe('Too Many Attempts.');
		expect(impatient.error?.description).toMatch('waited for its turn and was not sent');
		expect(server.requests).toHaveLength(1);

		now.mockReturnValue(Date.now() + 3_000);
		const later = await run(1);
		expect(later.error).toBeUndefined();
		expect(server.requests).toHaveLength(2);
	});

	it('gives up when nothing gets through for as long as Maximum Wait', async () => {
		// It waits 0.5 s, 1 s, and then would 2 s: none is sent in the last moment.
		jest.spyOn(Math, 'random').mockReturnValue(0.5);
		await server.plan(json(429, { message: 'Too Many Attempts.' }));
		// By default that would be five minutes, which is longer than a test may take.
		const { items: answers } = await runAgainst(
			engine,
			server,
			{ ...GET, requestHandling: { maximumWait: 2, requestsAtOnce: 10 } },
			{ items: items(30), onError: 'continueRegularOutput' },
		);
		expect(answers).toHaveLength(30);
		const errors = answers.map(({ error }) => error as { message: string; description: string });
		for (const { message } of errors) expect(message).toMatch(/^Too Many Attempts\. \[item \d+\]$/);
		const advice = errors.map(({ description }) => description);
		expect(advice.filter((text) => !text.includes('Too many requests'))).toEqual([]);
		expect(advice[0]).toMatch(/It was tried \d+ times in \d+ s\./);
		expect(advice[29]).toMatch(/This request waited for its turn and was not sent\./);
	});
});
