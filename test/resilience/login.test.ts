import { sleep } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { createEngine, failureOf, PASSWORD } from '../support/harness/patchworks';
import type { Behaviour } from './support/faultyServer';
import { FaultyServer, json, resetAfterReading } from './support/faultyServer';
import { addCredential, GET, runAgainst, tokens, withLogin } from './support/setup';

let engine: Engine;
let server: FaultyServer;

beforeAll(async () => {
	engine = await createEngine();
	server = await FaultyServer.start();
	jest.spyOn(Math, 'random').mockReturnValue(0.02);
});
afterAll(async () => {
	jest.restoreAllMocks();
	await server.close();
});

const AS_USER = { ...GET, authentication: 'oAuth' };
const ITEMS = Array.from({ length: 20 }, (_, index) => ({ id: index + 1 }));
const FINE = json(200, { data: { id: 1 } });

const logins = () => server.requests.filter(({ path }) => path === '/fabric/api/login').length;
const others = () => server.requests.length - logins();

const host = () => new URL(server.origin).host;

/** A login that takes these steps one after the other; the last stays. */
function sequence(...steps: Behaviour[]): Behaviour {
	return async (response, request) => {
		await (steps.length > 1 ? steps.shift() : steps[0])?.(response, request);
	};
}

describe('A login', () => {
	it('that is slow is made once for all items', async () => {
		const login = tokens();
		await server.plan(
			withLogin(async (response, request) => {
				await sleep(300);
				await login(response, request);
			}, FINE),
		);
		const { items, error } = await runAgainst(engine, server, AS_USER, { items: ITEMS });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(20);
		expect(logins()).toBe(1);
	});

	it.each([
		['429', json(429, { message: 'Too Many Attempts.' }, { 'retry-after': '0' })],
		['502', json(502, { message: 'Bad Gateway' })],
		['503', json(503, { message: 'Unavailable' })],
		['504', json(504, { message: 'Gateway Timeout' })],
		['a reset connection', resetAfterReading],
	])('that flaps with %s is made again', async (_, fault) => {
		await server.plan(withLogin(sequence(fault, tokens()), FINE));
		const { items, error } = await runAgainst(engine, server, AS_USER, { items: ITEMS });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(20);
		expect(logins()).toBe(2);
		expect(others()).toBe(20);
	});

	it('waits as long as a 429 asks', async () => {
		await server.plan(withLogin(sequence(json(429, {}, { 'retry-after': '1' }), tokens()), FINE));
		const { error } = await runAgainst(engine, server, AS_USER);
		expect(error).toBeUndefined();
		const [first, second] = server.requests;
		expect(second.at - first.at).toBeGreaterThanOrEqual(990);
	});

	it('is not made again when it is asked to wait for more than a minute', async () => {
		await server.plan(withLogin(json(429, {}, { 'retry-after': '61' }), FINE));
		const { error } = await runAgainst(engine, server, AS_USER);
		expect(error?.message).toBe(
			`The login at ${host()} failed with HTTP 429. Too many logins in a short time. Wait a minute, then try again. Patchworks asks to wait 61 s.`,
		);
		expect(logins()).toBe(1);
		expect(others()).toBe(0);
	});

	it.each([
		[500, {}, 'Try again later.'],
		[404, {}, 'Check that the Login URL is the address of the Patchworks dashboard.'],
		[
			302,
			{ location: '/login' },
			'It answers with a redirect, which is not followed. Check the Login URL, also whether it must be https.',
		],
	])('that fails with HTTP %s is not made again, and says what to do', async (...args) => {
		const [status, headers, advice] = args;
		await server.plan(withLogin(json(status, {}, headers), FINE));
		const { error } = await runAgainst(engine, server, AS_USER);
		expect(error?.message).toBe(`The login at ${host()} failed with HTTP ${status}. ${advice}`);
		expect(logins()).toBe(1);
		expect(others()).toBe(0);
	});

	it('that no answer ever comes to is tried three times', async () => {
		await server.plan(withLogin(resetAfterReading, FINE));
		const { error } = await runAgainst(engine, server, AS_USER);
		expect(error?.message).toBe(
			`Could not log in to Patchworks at ${host()}: the connection was closed before the answer came. Check the Login URL and that n8n can reach it. It was tried 3 times.`,
		);
		expect(logins()).toBe(3);
		expect(others()).toBe(0);
	});

	it('that fails for good is tried three times for all items together', async () => {
		await server.plan(withLogin(json(503, { message: 'Unavailable' }), FINE));
		const { items } = await runAgainst(engine, server, AS_USER, {
			items: ITEMS,
			onError: 'continueRegularOutput',
		});
		expect(items).toHaveLength(20);
		for (const item of items) {
			expect(failureOf(item)).toMatch(
				/The login at .* failed with HTTP 503\. It said: Unavailable\. .*tried 3 times/,
			);
		}
		expect(logins()).toBe(3);
		expect(others()).toBe(0);
	});

	it('that is refused is made once for all items, and no request leaves', async () => {
		await server.plan(withLogin(json(401, { message: `No user ${PASSWORD}` }), FINE));
		const { items } = await runAgainst(engine, server, AS_USER, {
			items: ITEMS,
			onError: 'continueRegularOutput',
		});
		expect(items).toHaveLength(20);
		expect(failureOf(items[19])).toMatch(/refused the user name or password \(HTTP 401\)/);
		expect(JSON.stringify(items)).not.toContain(PASSWORD);
		expect(logins()).toBe(1);
		expect(others()).toBe(0);
	});

	it('that is refused after it has worked for a while is not made for each item', async () => {
		const credentialId = addCredential(engine, server, 'PatchworksOAuth');
		await server.plan(withLogin(tokens(), FINE));
		await runAgainst(engine, server, AS_USER, { credentialId });
		await server.plan(
			withLogin(
				json(401, { message: 'Wrong password.' }),
				json(401, { message: 'Unauthenticated.' }),
			),
		);
		const { items } = await runAgainst(engine, server, AS_USER, {
			items: ITEMS,
			credentialId,
			onError: 'continueRegularOutput',
		});
		expect(items).toHaveLength(20);
		for (const item of items) {
			expect(failureOf(item)).toMatch(/refused the user name or password/);
		}
		expect(logins()).toBe(1);
		expect(others()).toBe(20);
	});

	it.each([
		['ahead', 3_600_000],
		['behind', -3_600_000],
	])('works with a clock that is an hour %s of the server', async (_, offset) => {
		const now = Date.now.bind(Date);
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + offset);
		await server.plan(withLogin(tokens(3_600), FINE));
		const { items, error } = await runAgainst(engine, server, AS_USER, { items: ITEMS });
		clock.mockRestore();
		expect(error).toBeUndefined();
		expect(items).toHaveLength(20);
		expect(logins()).toBe(1);
	});

	it('is cut off when the execution is cancelled', async () => {
		let cancel = () => {};
		let cut: (isDone: boolean) => void = () => {};
		const ending = new Promise<boolean>((resolve) => (cut = resolve));
		await server.plan(
			withLogin((response) => {
				response.once('close', () => cut(response.writableFinished));
				cancel();
			}, FINE),
		);
		const running = runAgainst(engine, server, AS_USER, {
			items: ITEMS,
			onCancelable: (how) => (cancel = how),
		});

		expect(await ending).toBe(false);
		await running.catch(() => {});
		expect(logins()).toBe(1);
		expect(others()).toBe(0);
	});

	it('that waits to be made again is given up when the execution is cancelled', async () => {
		const credentialId = addCredential(engine, server, 'PatchworksOAuth');
		let cancel = () => {};
		await server.plan(
			withLogin(async (response, request) => {
				response.once('close', () => cancel());
				await json(429, {}, { 'retry-after': '59' })(response, request);
			}, FINE),
		);
		await runAgainst(engine, server, AS_USER, {
			credentialId,
			items: ITEMS,
			onCancelable: (how) => (cancel = how),
		}).catch(() => {});
		expect(logins()).toBe(1);

		// Were the first still waiting, this execution would wait with it.
		await server.plan(withLogin(tokens(), FINE));
		const { items } = await runAgainst(engine, server, AS_USER, { credentialId, items: ITEMS });

		expect(items).toHaveLength(20);
		expect(logins()).toBe(1);
	});

	it('goes on for others that wait when one execution is cancelled', async () => {
		const credentialId = addCredential(engine, server, 'PatchworksOAuth');
		const asked = jest.spyOn(engine.credentials, 'preAuthentication');
		const loginsAsked = () => asked.mock.calls.filter(([, , , , isExpired]) => isExpired).length;
		let answer = () => {};
		const mayAnswer = new Promise<void>((resolve) => (answer = resolve));
		const login = tokens();
		await server.plan(
			withLogin(async (response, request) => {
				await mayAnswer;
				await login(response, request);
			}, FINE),
		);
		let cancel = () => {};
		const first = runAgainst(engine, server, AS_USER, {
			credentialId,
			onCancelable: (how) => (cancel = how),
		}).catch(() => {});
		while (loginsAsked() < 1) await sleep(5);
		const second = runAgainst(engine, server, AS_USER, { credentialId });
		while (loginsAsked() < 2) await sleep(5);

		cancel();
		await first;
		answer();

		expect((await second).items).toHaveLength(1);
		expect(logins()).toBe(1);
		asked.mockRestore();
	});
});
