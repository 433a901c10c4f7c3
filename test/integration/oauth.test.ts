import { sleep } from 'n8n-workflow';
import nock from 'nock';

import { testCredential } from '../support/harness/editor';
import type { Engine } from '../support/harness/engine';
import {
	CLOUD,
	OTHER_PASSWORD,
	PASSWORD,
	USERNAME,
	createEngine,
	runPatchworks,
} from '../support/harness/patchworks';
import { activeTriggerWith } from '../support/harness/polling';
import { answerAll, page } from '../support/harness/requests';

const LIST = { authentication: 'oAuth', resource: 'flow', operation: 'getAll' };
const itemsOf = (count: number) => Array.from({ length: count }, (_, number) => ({ number }));

/** A Patchworks that gives the tokens made-up-token-1, -2, …. */
function patchworks({ expiresIn = 86400 as unknown, password = PASSWORD } = {}) {
	let issued = 0;
	const logins = answerAll(CLOUD.login, ({ body }) =>
		(JSON.parse(body) as { password: string }).password === password
			? [
					200,
					{
						message: 'You have successfully logged in.',
						token: `made-up-token-${++issued}`,
						...(expiresIn !== 'missing' && { expires_in: expiresIn }),
					},
				]
			: [
					401,
					{
						message: `The password ${(JSON.parse(body) as { password: string }).password} is wrong.`,
					},
				],
	);
	const core = answerAll(CLOUD.core, () => [200, page([{ id: 1, name: 'Orders' }])]);
	return { logins, core };
}

let engine: Engine;
let username = '';
let users = 0;
let now: jest.SpyInstance<number, []> | undefined;

/** Lets the clock of this process show another time; timers go on as they were. */
function passTime(milliseconds: number): void {
	const time = Date.now() + milliseconds;
	now?.mockRestore();
	now = jest.spyOn(Date, 'now').mockReturnValue(time);
}

beforeEach(async () => {
	engine = await createEngine();
	// Another user each time, since this process remembers its logins.
	username = `${++users}-${USERNAME}`;
	engine.credentials.add('user', 'PatchworksOAuth', {
		username,
		password: PASSWORD,
		hosting: 'cloud',
	});
});
afterAll(() => now?.mockRestore());

const stored = () => engine.credentials.stored.get('user')!;

describe('PatchworksOAuth', () => {
	it('logs in with the user name and password, and sends the token as a bearer', async () => {
		const { logins, core } = patchworks();

		const { items } = await runPatchworks(engine, LIST);

		expect(items).toEqual([{ id: 1, name: 'Orders' }]);
		expect(logins).toHaveLength(1);
		expect(logins[0]).toMatchObject({
			method: 'POST',
			url: '/fabric/api/login',
			body: JSON.stringify({ username, password: PASSWORD }),
		});
		expect(core.map(({ authorization }) => authorization)).toEqual(['Bearer made-up-token-1']);
	});

	it('logs in once for 100 items, and stores the token once', async () => {
		const { logins, core } = patchworks();

		const { items } = await runPatchworks(engine, LIST, { items: itemsOf(100) });

		expect(items).toHaveLength(100);
		expect(core).toHaveLength(100);
		expect(logins).toHaveLength(1);
		expect(stored().writes).toBe(1);
		expect(stored().data.accessToken).toBe('made-up-token-1');
	});

	it('does not log in again in the next run', async () => {
		const { logins } = patchworks();

		await runPatchworks(engine, LIST);
		passTime(10 * 60_000);
		await runPatchworks(engine, LIST);

		expect(logins).toHaveLength(1);
	});

	it('logs in once for 100 items when the stored token has expired, and never sends it', async () => {
		const { logins, core } = patchworks({ expiresIn: 3600 });
		await runPatchworks(engine, LIST);
		passTime(3601_000);

		const { items } = await runPatchworks(engine, LIST, { items: itemsOf(100) });

		expect(items).toHaveLength(100);
		expect(logins).toHaveLength(2);
		expect(core.slice(1).map(({ authorization }) => authorization)).toEqual(
			Array.from({ length: 100 }, () => 'Bearer made-up-token-2'),
		);
	});

	it.each([
		[86400, 86400_000 - 61_000, 1],
		[86400, 86400_000 - 59_000, 2],
		[100, 89_000, 1],
		[100, 91_000, 2],
	])(
		'with a lifetime of %s s, %s ms after the login, has logged in %s time(s)',
		async (expiresIn, passed, expected) => {
			const { logins } = patchworks({ expiresIn });
			await runPatchworks(engine, LIST);
			passTime(passed);
			await runPatchworks(engine, LIST);

			expect(logins).toHaveLength(expected);
		},
	);

	it('logs in once when ten items are told 401 one after the other', async () => {
		const { logins } = patchworks();
		await runPatchworks(engine, LIST);
		passTime(10 * 60_000);
		nock.cleanAll();
		const renewals = answerAll(CLOUD.login, () => [200, { token: 'made-up-token-2' }]);
		let refusals = 0;
		const core = answerAll(CLOUD.core, async ({ authorization }) => {
			if (authorization === 'Bearer made-up-token-2') return [200, page([{ id: 1 }])];
			await sleep(20 * refusals++);
			return [401, { message: 'Unauthenticated.' }];
		});

		const { items } = await runPatchworks(engine, LIST, { items: itemsOf(10) });

		expect(items).toHaveLength(10);
		expect(logins).toHaveLength(1);
		expect(renewals).toHaveLength(1);
		expect(core.map(({ authorization }) => authorization).sort()).toEqual([
			...Array.from({ length: 10 }, () => 'Bearer made-up-token-1'),
			...Array.from({ length: 10 }, () => 'Bearer made-up-token-2'),
		]);
	});

	it('logs in once for a list when a page is told 401 after another has the new token', async () => {
		patchworks();
		await runPatchworks(engine, LIST);
		passTime(10 * 60_000);
		nock.cleanAll();
		let renewals = 0;
		answerAll(CLOUD.login, () => [200, { token: `made-up-token-${++renewals + 1}` }]);
		let isRenewed = () => {};
		const renewed = new Promise<void>((resolve) => (isRenewed = resolve));
		answerAll(CLOUD.core, async ({ authorization, url }) => {
			const number = Number(new URL(url, CLOUD.core).searchParams.get('page'));
			const isOld = authorization === 'Bearer made-up-token-1';
			if (number > 1 && isOld) {
				if (number === 4) await renewed;
				return [401, { message: 'Unauthenticated.' }];
			}
			if (!isOld) isRenewed();
			return [200, page([{ id: number }], number, 4)];
		});

		const { items } = await runPatchworks(engine, { ...LIST, returnAll: true });

		expect(items.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
		expect(renewals).toBe(1);
	});

	it('sends a token that was refused no more, also where it is still stored', async () => {
		patchworks();
		await runPatchworks(engine, LIST);
		const refused = { ...stored().data };
		nock.cleanAll();
		const logins = answerAll(CLOUD.login, () => [200, { token: 'made-up-token-2' }]);
		const core = answerAll(CLOUD.core, ({ authorization }) =>
			authorization === 'Bearer made-up-token-2'
				? [200, page([{ id: 1 }])]
				: [401, { message: 'Unauthenticated.' }],
		);
		await runPatchworks(engine, LIST);
		stored().data = refused;
		core.length = 0;

		const { items } = await runPatchworks(engine, LIST);

		expect(items).toHaveLength(1);
		expect(core.map(({ authorization }) => authorization)).toEqual(['Bearer made-up-token-2']);
		expect(logins).toHaveLength(1);
	});

	it('logs in anew when somebody has edited the password', async () => {
		const { core } = patchworks();
		await runPatchworks(engine, LIST);
		stored().data.password = OTHER_PASSWORD;
		nock.cleanAll();
		const second = patchworks({ password: OTHER_PASSWORD });

		const { items } = await runPatchworks(engine, LIST);

		expect(items).toHaveLength(1);
		expect(core).toHaveLength(1);
		expect(second.logins).toHaveLength(1);
	});

	it('tries a wrong password once for 20 items, and says what is wrong without telling it', async () => {
		const { logins, core } = patchworks({ password: 'another' });

		const { error } = await runPatchworks(engine, LIST, { items: itemsOf(20) });

		expect(logins).toHaveLength(1);
		expect(core).toHaveLength(0);
		expect(error?.message).toBe(
			'Patchworks refused the user name or password (HTTP 401). Patchworks said: The password ***** is wrong. [item 0]',
		);
		expect(error?.description).toContain('Check the credential "Test credential".');
	});

	it.each([400, 401, 403, 422])(
		'tries a password that was refused with %s again after 15 minutes, and says so meanwhile',
		async (status) => {
			const logins = answerAll(CLOUD.login, () => [status, { message: 'No such user' }]);
			const refusal = `Patchworks refused the user name or password (HTTP ${status}). Patchworks said: No such user.`;
			const attempt = async () => (await runPatchworks(engine, LIST)).error?.message;

			expect(await attempt()).toBe(refusal);
			passTime(6_000);
			expect(await attempt()).toBe(
				`${refusal} So as not to lock the account, this password is tried again in 15 min, or once the credential is changed or tested.`,
			);
			passTime(14 * 60_000);
			expect(await attempt()).toContain('is tried again in 1 min,');
			expect(logins).toHaveLength(1);
			passTime(60_000);
			expect(await attempt()).toBe(refusal);
			expect(logins).toHaveLength(2);
		},
	);

	it('tries at once when the password is changed after it was refused', async () => {
		const { logins, core } = patchworks({ password: OTHER_PASSWORD });
		await runPatchworks(engine, LIST);
		stored().data.password = OTHER_PASSWORD;

		const { items } = await runPatchworks(engine, LIST);

		expect(items).toHaveLength(1);
		expect(logins).toHaveLength(2);
		expect(core).toHaveLength(1);
	});

	it('tries a refused password in each test of the credential, and goes on once it is taken', async () => {
		let isLocked = true;
		const logins = answerAll(CLOUD.login, () =>
			isLocked
				? [401, { message: 'The account is locked.' }]
				: [200, { token: 'made-up-token-1', expires_in: 3600 }],
		);
		answerAll(CLOUD.core, () => [200, page([{ id: 1 }])]);
		answerAll(CLOUD.start, () => [404, { message: 'Not found.' }]);
		await runPatchworks(engine, LIST);

		const test = async () => await testCredential(engine, 'PatchworksOAuth', stored().data);
		expect((await test()).message).toBe(
			'Patchworks refused the user name or password (HTTP 401). Patchworks said: The account is locked.',
		);
		expect(logins).toHaveLength(2);
		isLocked = false;
		expect((await test()).status).toBe('OK');
		expect(logins).toHaveLength(3);

		const { items } = await runPatchworks(engine, LIST);
		expect(items).toHaveLength(1);
		expect(logins).toHaveLength(3);
	});

	it('tries a login that failed for another reason again after some seconds', async () => {
		const logins = answerAll(CLOUD.login, () => [404, { message: 'Not found' }]);

		await runPatchworks(engine, LIST);
		await runPatchworks(engine, LIST);
		expect(logins).toHaveLength(1);
		passTime(6_000);
		await runPatchworks(engine, LIST);
		expect(logins).toHaveLength(2);
	});

	it('logs in once for 30 items when the login gives the refused token again', async () => {
		const { logins } = patchworks();
		await runPatchworks(engine, LIST);
		nock.cleanAll();
		logins.length = 0;
		const again = answerAll(CLOUD.login, () => [200, { token: 'made-up-token-1' }]);
		answerAll(CLOUD.core, () => [401, { message: 'Unauthenticated.' }]);

		const { failed } = await runPatchworks(engine, LIST, {
			items: itemsOf(30),
			onError: 'continueErrorOutput',
		});
		for (const item of itemsOf(30)) await runPatchworks(engine, LIST, { items: [item] });

		expect(again).toHaveLength(1);
		expect(failed).toHaveLength(30);
		for (const { error } of failed) {
			expect(error).toMatchObject({
				message: expect.stringMatching(/^Unauthenticated\. \[item \d+\]$/),
				description: expect.stringContaining(
					'Patchworks refused the token of the credential "Test credential", also a new one. Test the credential; its user may be blocked.',
				) as unknown,
			});
		}
		passTime(60_000);
		await runPatchworks(engine, LIST);
		expect(again).toHaveLength(2);
	});

	it('logs in at most three times a minute more when each new token is refused', async () => {
		let issued = 0;
		const logins = answerAll(CLOUD.login, () => [200, { token: `made-up-token-${++issued}` }]);
		answerAll(CLOUD.core, () => [401, { message: 'Unauthenticated.' }]);

		for (const item of itemsOf(30)) {
			const { error } = await runPatchworks(engine, LIST, { items: [item] });
			expect(error?.message).toBe('Unauthenticated.');
		}

		expect(logins).toHaveLength(4);
		passTime(61_000);
		await runPatchworks(engine, LIST);
		expect(logins).toHaveLength(5);
	});

	it('tries a wrong password once while a trigger polls, and lets n8n slow the polls down', async () => {
		const { logins, core } = patchworks({ password: 'another' });
		const trigger = activeTriggerWith(
			engine,
			{ authentication: 'oAuth', events: ['failed'] },
			'user',
		);

		for (let minute = 0; minute < 15; minute++) {
			await expect(trigger.poll()).rejects.toMatchObject({
				message: expect.stringContaining(
					'Patchworks refused the user name or password (HTTP 401).',
				),
				failure: { cause: 'credential-invalid' },
			});
			passTime(59_000);
		}

		expect(logins).toHaveLength(1);
		expect(core).toHaveLength(0);
	});

	it.each([
		['missing', 'missing'],
		['zero', 0],
		['negative', -1],
		['nonsense', 'soon'],
	])('uses a token whose lifetime is %s until it is refused', async (_, expiresIn) => {
		const { logins } = patchworks({ expiresIn });
		await runPatchworks(engine, LIST);
		passTime(30 * 86400_000);
		const { items } = await runPatchworks(engine, LIST);

		expect(items).toHaveLength(1);
		expect(logins).toHaveLength(1);
	});

	it('sends a token without the white space that the login gave around it', async () => {
		const core = answerAll(CLOUD.core, () => [200, page([])]);
		answerAll(CLOUD.login, () => [200, { token: ' made-up-token\n', expires_in: 3600 }]);

		const { error } = await runPatchworks(engine, LIST);

		expect(error).toBeUndefined();
		expect(core.map(({ authorization }) => authorization)).toEqual(['Bearer made-up-token']);
	});

	it('takes a lifetime that is a number in quotes', async () => {
		const { logins } = patchworks({ expiresIn: '3600' });
		await runPatchworks(engine, LIST);
		passTime(3601_000);
		await runPatchworks(engine, LIST);

		expect(logins).toHaveLength(2);
	});

	it.each([
		['an hour', 3_600, 3_540_000],
		['100 s', 100, 90_000],
		['a second', 1, 900],
	])(
		'renews a token that lives %s shortly before it expires',
		async (_, expiresIn, renewedAfter) => {
			const { logins } = patchworks({ expiresIn });
			passTime(0);
			await runPatchworks(engine, LIST);
			passTime(renewedAfter - 1);
			await runPatchworks(engine, LIST);
			expect(logins).toHaveLength(1);

			passTime(1);
			const { items } = await runPatchworks(engine, LIST);

			expect(items).toHaveLength(1);
			expect(logins).toHaveLength(2);
		},
	);

	it('does not log in for each request where a token lives for no second', async () => {
		const { logins } = patchworks({ expiresIn: 0.999 });
		passTime(0);
		await runPatchworks(engine, LIST);
		passTime(999);
		await runPatchworks(engine, LIST);

		expect(logins).toHaveLength(1);
	});

	it.each([
		['a web page', [200, '<!DOCTYPE html><html></html>', { 'content-type': 'text/html' }]],
		['no token', [200, { message: 'You have successfully logged in.' }]],
		['a token that is not text', [200, { token: 12345, expires_in: 86400 }]],
		['an empty token', [200, { token: ' ', expires_in: 86400 }]],
	] as Array<[string, [number, unknown, Record<string, string>?]]>)(
		'says that an answer with %s is not that of a login',
		async (_, answer) => {
			answerAll(CLOUD.login, () => answer);

			const { error } = await runPatchworks(engine, LIST);

			expect(error?.message).toBe(
				'app.wearepatchworks.com answered the login with something other than a token. Check that the Login URL is the address of the Patchworks dashboard.',
			);
		},
	);

	it('says that the login host cannot be reached', async () => {
		nock(CLOUD.login)
			.persist()
			.post('/fabric/api/login')
			.replyWithError(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));

		const { error } = await runPatchworks(engine, LIST);

		expect(error?.message).toBe(
			'Could not log in to Patchworks at app.wearepatchworks.com: the connection was refused. Check that n8n can reach the internet and that the host is among the allowed domains. It was tried 3 times.',
		);
	});

	it('does not follow a redirect of the login with the password', async () => {
		const elsewhere = answerAll('https://elsewhere.example.com', () => [200, {}]);
		answerAll(CLOUD.login, () => [307, '', { location: 'https://elsewhere.example.com/login' }]);

		const { error } = await runPatchworks(engine, LIST);

		expect(elsewhere).toHaveLength(0);
		expect(error?.message).toContain('failed with HTTP 307');
	});

	it('logs in at the Login URL of a self-hosted install, and trims spaces and slashes', async () => {
		engine.credentials.add('own', 'PatchworksOAuth', {
			username,
			password: PASSWORD,
			hosting: 'selfHosted',
			coreUrl: 'https://core.example.com/',
			startUrl: 'https://start.example.com',
			loginUrl: '  https://login.example.com//\n',
		});
		const logins = answerAll('https://login.example.com', () => [
			200,
			{ token: 'made-up-token-9' },
		]);
		const core = answerAll('https://core.example.com', () => [200, page([{ id: 1 }])]);

		const { items } = await runPatchworks(engine, LIST, { credentialId: 'own' });

		expect(items).toHaveLength(1);
		expect(logins[0].url).toBe('/fabric/api/login');
		expect(core[0].url).toBe('/api/v1/flows?page=1&per_page=50');
	});

	it('keeps the login to the allowed domains', async () => {
		engine.credentials.add('held', 'PatchworksOAuth', {
			username,
			password: PASSWORD,
			hosting: 'cloud',
			allowedHttpRequestDomains: 'domains',
			allowedDomains: 'core.wearepatchworks.com',
		});
		const { logins } = patchworks();

		const { error } = await runPatchworks(engine, LIST, { credentialId: 'held' });

		expect(logins).toHaveLength(0);
		expect(error?.message).toContain('Could not log in to Patchworks at app.wearepatchworks.com');
	});
});
