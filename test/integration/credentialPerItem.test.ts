import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import type { Engine } from '../support/harness/engine';
import { byId } from '../support/harness/operations';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

let engine: Engine;

const KEYS = { A: 'made-up-key-of-company-a', B: 'made-up-key-of-company-b' };
const OWN = { A: 'https://a.example.com', B: 'https://b.example.com' };
const ORDERS = (['A', 'B'] as const).map((company, index) => ({
	id: String(index + 1),
	key: KEYS[company],
	user: `${company.toLowerCase()}@example.com`,
	password: `made-up-password-of-${company}`,
	host: OWN[company],
}));
const START = { resource: 'flow', operation: 'start', flowId: byId('={{ $json.id }}') };

beforeAll(async () => {
	nock.disableNetConnect();
	engine = await createEngine();
});
beforeEach(() => {
	engine.credentials.add('companies', 'PatchworksApiKey', {
		apiKey: '={{ $json.key }}',
		hosting: 'cloud',
	});
	engine.credentials.add('installs', 'PatchworksApiKey', {
		apiKey: '={{ $json.key }}',
		hosting: 'selfHosted',
		coreUrl: '={{ $json.host }}',
		startUrl: '={{ $json.host }}',
	});
	engine.credentials.add('users', 'PatchworksOAuth', {
		username: '={{ $json.user }}',
		password: '={{ $json.password }}',
		hosting: 'cloud',
	});
});
afterEach(() => {
	nock.cleanAll();
});

describe('A credential that is an expression on the item', () => {
	it('sends the order of each company with the key of that company', async () => {
		const starts = answerAll(CLOUD.start, () => [200, { data: { id: 9 } }]);

		const { error } = await runPatchworks(engine, START, {
			items: ORDERS,
			credentialId: 'companies',
		});

		expect(error).toBeUndefined();
		expect(starts.map(({ url, authorization }) => [url.split('/')[4], authorization])).toEqual([
			['1', KEYS.A],
			['2', KEYS.B],
		]);
	});

	it('sends each item to the hosts of its own company', async () => {
		const own = [OWN.A, OWN.B].map((origin) => answerAll(origin, () => [200, { data: { id: 9 } }]));

		const { error } = await runPatchworks(engine, START, {
			items: ORDERS,
			credentialId: 'installs',
		});

		expect(error).toBeUndefined();
		expect(own.map((seen) => seen.map(({ authorization }) => authorization))).toEqual([
			[KEYS.A],
			[KEYS.B],
		]);
	});

	it('lists every page of each item with its own key', async () => {
		const core = answerAll(CLOUD.core, ({ url, authorization }) => {
			const number = Number(new URL(url, CLOUD.core).searchParams.get('page'));
			return [200, page([{ id: `${authorization} ${number}` }], number, 2)];
		});

		const { items } = await runPatchworks(
			engine,
			{ resource: 'label', operation: 'getAll', returnAll: true, simplify: false },
			{ items: ORDERS, credentialId: 'companies' },
		);

		expect(core).toHaveLength(4);
		expect(items.map(({ id }) => id)).toEqual(
			[KEYS.A, KEYS.B].flatMap((key) => [`${key} 1`, `${key} 2`]),
		);
	});

	it('replays a run of each company with the key of that company, also on the Start host', async () => {
		const core = answerAll(CLOUD.core, ({ url }) => {
			const id = /flow-runs\/(\d+)/.exec(url)?.[1];
			const run = {
				id,
				flow_id: id,
				status: 2,
				started_at: new Date().toISOString(),
				virtual_environment_version: null,
				payload_size: 0,
			};
			return [200, id ? { data: run } : page([])];
		});
		const starts = answerAll(CLOUD.start, () => [200, { data: { id: 9 } }]);

		await runPatchworks(
			engine,
			{ resource: 'flowRun', operation: 'replay', flowRunId: byId('={{ $json.id }}') },
			{ items: ORDERS, credentialId: 'companies' },
		);

		expect(starts.map(({ authorization }) => authorization)).toEqual([KEYS.A, KEYS.B]);
		expect(core.map(({ authorization }) => authorization)).toEqual([
			KEYS.A,
			KEYS.A,
			KEYS.B,
			KEYS.B,
		]);
	});

	it('starts and waits for the run of each company with the key of that company', async () => {
		answerAll(CLOUD.start, ({ url }) => [200, { data: { id: `90${url.split('/')[4]}` } }]);
		const core = answerAll(CLOUD.core, ({ url }) => {
			const id = /flow-runs\/(\d+)/.exec(url)?.[1];
			return [200, { data: { id, flow_id: 1, status: 2 } }];
		});

		await runPatchworks(
			engine,
			{ ...START, operation: 'startAndWait' },
			{ items: ORDERS, credentialId: 'companies' },
		);

		expect(
			core.map(({ url, authorization }) => [/flow-runs\/(\d+)/.exec(url)?.[1], authorization]),
		).toEqual([
			['901', KEYS.A],
			['902', KEYS.B],
		]);
	});

	it('logs each user in once, and sends each item with the token of its user', async () => {
		const logins = answerAll(CLOUD.login, ({ body }) => [
			200,
			{ token: `made-up-token-of-${JSON.parse(body).username}`, expires_in: 3600 },
		]);
		const starts = answerAll(CLOUD.start, () => [200, { data: { id: 9 } }]);

		const { error } = await runPatchworks(
			engine,
			{ ...START, authentication: 'oAuth' },
			{ items: [...ORDERS, ...ORDERS], credentialId: 'users' },
		);

		expect(error).toBeUndefined();
		expect(starts.map(({ authorization }) => authorization)).toEqual(
			[...ORDERS, ...ORDERS].map(({ user }) => `Bearer made-up-token-of-${user}`),
		);
		expect(logins).toHaveLength(2);
	});

	it('keeps the key of each company out of its error', async () => {
		answerAll(CLOUD.core, ({ authorization }) => [
			403,
			{ message: `The key ${authorization} may not do this.` },
		]);

		const { items } = await runPatchworks(
			engine,
			{ resource: 'label', operation: 'get', labelId: byId('={{ $json.id }}') },
			{ items: ORDERS, credentialId: 'companies', onError: 'continueRegularOutput' },
		);

		expect(items).toHaveLength(2);
		expect(items.map(({ error }) => (error as IDataObject).message)).toEqual([
			'The key ***** may not do this. [item 0]',
			'The key ***** may not do this. [item 1]',
		]);
	});

	it('sends no item without a key of its own, and names the item', async () => {
		const starts = answerAll(CLOUD.start, () => [200, { data: { id: 9 } }]);

		const { error } = await runPatchworks(engine, START, {
			items: [ORDERS[0], { id: '2' }],
			credentialId: 'companies',
		});

		expect(starts.map(({ authorization }) => authorization)).toEqual([KEYS.A]);
		expect(error?.message).toContain('The API Key of the Patchworks credential is empty.');
		expect(error?.context?.itemIndex).toBe(1);
		expect(error?.description).toContain('flow runs 9');
	});

	it('pauses for one company that was refused, and not for the other', async () => {
		let refusedOnce = false;
		const core = answerAll(CLOUD.core, ({ authorization }) => {
			if (authorization !== KEYS.A || refusedOnce) return [200, { data: { id: 1 } }];
			refusedOnce = true;
			return [429, { message: 'Too Many Attempts.' }, { 'retry-after': '1' }];
		});

		await runPatchworks(
			engine,
			{ resource: 'label', operation: 'get', labelId: byId('={{ $json.id }}') },
			{
				items: [ORDERS[0], ...Array.from({ length: 5 }, () => ORDERS[1])],
				credentialId: 'companies',
			},
		);

		expect(core.map(({ authorization }) => authorization)).toEqual([
			KEYS.A,
			...Array.from({ length: 5 }, () => KEYS.B),
			KEYS.A,
		]);
	});

	it('is read no more often than by n8n itself, which reads it once for each item', async () => {
		answerAll(CLOUD.core, ({ url }) => {
			const number = Number(new URL(url, CLOUD.core).searchParams.get('page') ?? 1);
			return [200, page([{ id: number }], number, 3)];
		});
		const credential = engine.credentials.stored.get('companies')!;

		await runPatchworks(
			engine,
			{ resource: 'label', operation: 'getAll', returnAll: true },
			{ items: ORDERS, credentialId: 'companies' },
		);

		expect(credential.reads).toBe(2);
	});
});

describe('A list whose token was revoked', () => {
	it('logs in once for all of its pages, and sends no page after that with the old token', async () => {
		const isOld = (authorization: string) => authorization.endsWith('made-up-token-1');
		let logins = 0;
		answerAll(CLOUD.login, () => [200, { token: `made-up-token-${++logins}`, expires_in: 3600 }]);
		let isRevoked = false;
		const core = answerAll(CLOUD.core, ({ url, authorization }) => {
			const number = Number(new URL(url, CLOUD.core).searchParams.get('page'));
			if (isRevoked && isOld(authorization)) return [401, { message: 'Unauthenticated.' }];
			isRevoked = true;
			return [200, page([{ id: number }], number, 30)];
		});
		engine.credentials.add('list', 'PatchworksOAuth', {
			username: 'list@example.com',
			password: 'made-up-password-of-list',
			hosting: 'cloud',
		});

		const { items, error } = await runPatchworks(
			engine,
			{ resource: 'label', operation: 'getAll', returnAll: true, authentication: 'oAuth' },
			{ credentialId: 'list' },
		);

		expect(error).toBeUndefined();
		expect(items).toHaveLength(30);
		expect(logins).toBe(2);
		const refused = core.slice(1).filter(({ authorization }) => isOld(authorization));
		expect(refused.length).toBeLessThanOrEqual(8);
	});
});
