import type { IDataObject } from 'n8n-workflow';

import { rulesOf } from '../../support/harness/credentials/credentials';
import { fs, path } from '../../support/node';
import type { StoredCredential, TestAnswer } from '../n8n/rest-client';
import { expectSuccess } from '../expectations';
import { jsonOf } from '../n8n/rest-client';
import type { World } from '../setting';
import { setting, startWorld } from '../setting';
import { freePort, pause } from '../waiting';
import { node, onClick, patchworks, using } from '../workflows';

/** Long enough for all that is to happen before the expiry, on a busy machine, too. */
const LIFETIME_S = 30;

let world: World;
beforeAll(async () => {
	world = await startWorld({ env: { N8N_LOG_LEVEL: 'debug' } });
});
afterAll(async () => await world?.stop());
beforeEach(() => {
	world.sandbox.setTokenLifetime(86_400);
	world.sandbox.clearRequests();
});

const logins = () => world.sandbox.requestsTo({ operationId: 'login' }).length;
/** The end of the short life of the latest token; the next lives long. */
async function expiry(): Promise<void> {
	world.sandbox.setTokenLifetime(86_400);
	const { at } = world.sandbox.requestsTo({ operationId: 'login' }).at(-1)!;
	await pause(at + LIFETIME_S * 1000 + 200 - world.sandbox.now());
}
const refused = () => world.sandbox.requests.filter(({ status }) => status >= 400);
const FLOWS = { resource: 'flow', operation: 'getAll', limit: 3 };

/** What the dialog of one kind holds for the sandbox, with some fields changed. */
function dataOf(kind: 'apiKey' | 'oAuth', changes: object): { type: string; data: IDataObject } {
	const { type, data } = world.accounts.find(({ authentication }) => authentication === kind)!;
	return { type, data: { ...data, ...changes } };
}

/** Saves a credential and tests it, as the dialog does: its secrets come back blanked out. */
async function saveAndTest(kind: 'apiKey' | 'oAuth', changes: object = {}): Promise<TestAnswer> {
	const { rest } = world.n8n;
	const { type, data } = dataOf(kind, changes);
	const { id } = await rest.createCredential(type, data);
	return await rest.testCredential(await rest.credential(id));
}

/** A credential of a user whose password is new, so that no earlier login is remembered for it. */
async function freshUser(name: string, changes: object = {}): Promise<StoredCredential> {
	const password = `made-up-password-${name}`;
	world.sandbox.setPassword(password);
	const { type, data } = dataOf('oAuth', { password, ...changes });
	return await world.n8n.rest.createCredential(type, data, name);
}

describe.each(['apiKey', 'oAuth'] as const)('a credential of the kind %s', (kind) => {
	it('passes its test when it is right', async () => {
		const answer = await saveAndTest(kind);

		expect(answer).toEqual({ status: 'OK', message: expect.any(String) });
	});

	it('says when key or password is wrong', async () => {
		const wrong = kind === 'apiKey' ? { apiKey: 'made-up-wrong' } : { password: 'made-up-wrong' };

		const answer = await saveAndTest(kind, wrong);

		expect(answer.message).toMatch(
			kind === 'apiKey' ? /refused the API key/i : /refused the user name or password/i,
		);
		expect(answer.message).not.toContain('made-up-wrong');
		expect(answer.status).toBe('Error');
	});

	it('says which host cannot be reached', async () => {
		const host = `127.0.0.1:${await freePort()}`;
		const unreachable =
			kind === 'apiKey' ? { coreUrl: `http://${host}` } : { loginUrl: `http://${host}` };

		const answer = await saveAndTest(kind, unreachable);

		expect(answer.message).toContain(host);
		expect(answer).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/refused|reach/i),
		});
	});

	it('says when the host is not Patchworks', async () => {
		const answer = await saveAndTest(kind, { coreUrl: world.n8n.url });

		expect(answer).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/Core URL|not .*Patchworks/i),
		});
	});

	it('signs the Patchworks node in', async () => {
		const { rest } = world.n8n;

		const execution = await rest.runNew(onClick(patchworks(FLOWS, world.credentials[kind])));

		expectSuccess(execution);
		expect(jsonOf(execution, 'Patchworks')).toHaveLength(3);
		expect(refused()).toEqual([]);
	});

	it("signs n8n's own HTTP Request node in", async () => {
		const execution = await world.n8n.rest.runNew(onClick(httpRequest(world.credentials[kind])));

		expectSuccess(execution);
		expect(jsonOf(execution, 'HTTP Request')[0]).toMatchObject({ data: expect.any(Array) });
		expect(refused()).toEqual([]);
	});

	it('is not sent to another host by the HTTP Request node', async () => {
		const execution = await world.n8n.rest.runNew(
			onClick(httpRequest(world.credentials[kind], `${world.n8n.url}/healthz`)),
		);

		expect(execution.status).toBe('error');
		expect(execution.data.resultData.error).toMatchObject({
			message: expect.stringContaining('is not sent to'),
		});
	});
});

describe('the token of a user', () => {
	it('is stored after a run, so that neither the next run nor one after a restart logs in', async () => {
		const credential = await freshUser('stored');
		const workflow = await world.n8n.rest.createWorkflow(onClick(patchworks(FLOWS, credential)));

		await world.n8n.rest.run(workflow);
		expect(logins()).toBe(1);
		await world.n8n.rest.run(workflow);
		await world.restart();
		const execution = await world.n8n.rest.run(workflow);

		expectSuccess(execution);
		expect(logins()).toBe(1);
	});

	it('is renewed by exactly one login after its expiry, and never sent when it is stale', async () => {
		world.sandbox.setTokenLifetime(LIFETIME_S);
		const credential = await freshUser('expiring');
		const workflow = await world.n8n.rest.createWorkflow(
			onClick(items(20), patchworks(FLOWS, credential)),
		);

		await world.n8n.rest.run(workflow);
		expect(logins()).toBe(1);
		await expiry();
		const execution = await world.n8n.rest.run(workflow);

		expectSuccess(execution);
		expect(jsonOf(execution, 'Patchworks')).toHaveLength(60);
		expect(logins()).toBe(2);
		expect(refused()).toEqual([]);
	});

	it('is renewed by one login when Patchworks no longer takes it', async () => {
		const credential = await freshUser('revoked');
		const workflow = await world.n8n.rest.createWorkflow(onClick(patchworks(FLOWS, credential)));
		await world.n8n.rest.run(workflow);
		world.sandbox.revokeTokens();

		const execution = await world.n8n.rest.run(workflow);

		expectSuccess(execution);
		expect(logins()).toBe(2);
	});

	it("serves each item of n8n's own HTTP Request node, over an expiry too", async () => {
		world.sandbox.setTokenLifetime(LIFETIME_S);
		const credential = await freshUser('http');
		const workflow = await world.n8n.rest.createWorkflow(
			onClick(items(5), httpRequest(credential)),
		);

		await world.n8n.rest.run(workflow);
		await world.n8n.rest.run(workflow);
		expect(logins()).toBe(1);
		await expiry();
		const execution = await world.n8n.rest.run(workflow);

		expectSuccess(execution);
		expect(jsonOf(execution, 'HTTP Request')).toHaveLength(5);
		expect(logins()).toBe(2);
		expect(refused()).toEqual([]);
	});

	it('serves each item of the HTTP Request node when Patchworks no longer takes it', async () => {
		const credential = await freshUser('http-revoked');
		const workflow = await world.n8n.rest.createWorkflow(
			onClick(items(5), httpRequest(credential)),
		);
		await world.n8n.rest.run(workflow);
		world.sandbox.revokeTokens();

		const execution = await world.n8n.rest.run(workflow);

		expectSuccess(execution);
		expect(jsonOf(execution, 'HTTP Request')).toHaveLength(5);
		expect(logins()).toBe(2);
	});

	it('does not let the HTTP Request node send a start twice that failed', async () => {
		const credential = await freshUser('http-start');
		const url = `${world.sandbox.startUrl}/api/v1/flows/1/start`;
		await world.n8n.rest.runNew(onClick(httpRequest(credential)));
		const end = world.sandbox.onRequest(({ host }) =>
			host === 'start' ? { status: 500, body: { message: 'Server Error' } } : undefined,
		);

		const start = httpRequest(credential, url);
		start.parameters.method = 'POST';
		const execution = await world.n8n.rest.runNew(onClick(start));
		end();

		expect(execution.status).toBe('error');
		expect(world.sandbox.requestsTo({ host: 'start' })).toHaveLength(1);
		expect(logins()).toBe(1);
	});

	it('is obtained with a password from an expression, which is still one after a renewal', async () => {
		world.sandbox.setTokenLifetime(LIFETIME_S);
		const expression = `={{ ${JSON.stringify(world.sandbox.username.split('@')[0])} + "@example.com" }}`;
		const credential = await freshUser('expression', { username: expression });
		const workflow = await world.n8n.rest.createWorkflow(onClick(patchworks(FLOWS, credential)));

		await world.n8n.rest.run(workflow);
		await expiry();
		const execution = await world.n8n.rest.run(workflow);

		expectSuccess(execution);
		expect(logins()).toBe(2);
		const { data } = await world.n8n.rest.credential(credential.id);
		// Older versions write what an expression gave in its place when they store a token.
		const { keeps } = rulesOf(setting().install.version);
		expect(data.username).toBe(keeps === 'stored' ? expression : world.sandbox.username);
	});

	it('is not obtained again and again with a wrong password', async () => {
		const credential = await freshUser('wrong', { password: 'made-up-wrong' });
		const workflow = await world.n8n.rest.createWorkflow(onClick(patchworks(FLOWS, credential)));

		const execution = await world.n8n.rest.run(workflow);

		expect(execution.status).toBe('error');
		expect(execution.data.resultData.error?.message).toMatch(/refused the user name or password/i);
		expect(logins()).toBe(1);
	});
});

it('keeps keys, passwords and tokens out of everything that n8n writes', () => {
	const secrets = [world.sandbox.apiKey, 'made-up-password-', 'made-up-wrong', 'made-up-token-'];
	const files = fs
		.readdirSync(world.userFolder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(sqlite|sqlite-wal|log)$/.test(entry.name))
		.map((entry) => path.join(entry.parentPath, entry.name));
	expect(files.length).toBeGreaterThan(2);

	for (const file of files) {
		const bytes = fs.readFileSync(file);
		const found = secrets.filter((secret) => bytes.includes(secret));
		expect({ file: path.basename(file), found }).toEqual({ file: path.basename(file), found: [] });
	}
});

/** A node that gives this many items. */
function items(count: number) {
	const jsCode = `return Array.from({ length: ${count} }, (_, n) => ({ json: { n } }));`;
	return node('Items', 'n8n-nodes-base.code', { jsCode }, { typeVersion: 2 });
}

function httpRequest(credential: StoredCredential, url = `${world.sandbox.coreUrl}/api/v1/flows`) {
	return node(
		'HTTP Request',
		'n8n-nodes-base.httpRequest',
		{
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: credential.type,
			sendHeaders: true,
			headerParameters: { parameters: [{ name: 'Accept', value: 'application/json' }] },
		},
		{ typeVersion: 4.2, ...using(credential) },
	);
}
