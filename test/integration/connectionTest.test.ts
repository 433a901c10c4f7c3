import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { startSandboxed } from '../features/support/sandboxed';
import { testCredential } from '../support/harness/editor';
import type { Engine } from '../support/harness/engine';
import { API_KEY, CLOUD, PASSWORD, USERNAME, createEngine } from '../support/harness/patchworks';
import type { SeenRequest } from '../support/harness/requests';
import { answerAll, page } from '../support/harness/requests';

let engine: Engine;
let starts: SeenRequest[];

beforeAll(async () => {
	engine = await createEngine();
});
beforeEach(() => {
	starts = answerAll(CLOUD.start, () => [404, { message: 'Not Found' }]);
});

const KEY = { apiKey: API_KEY, hosting: 'cloud' };
let users = 0;
/** Another user each time, since this process remembers its logins. */
const user = () => ({
	username: `${++users}-${USERNAME}`,
	password: PASSWORD,
	hosting: 'cloud',
});
const LOGGED_IN = { message: 'ok', token: 'made-up-token', expires_in: 86400 };
const core = (status: number, body: unknown, type = 'application/json') =>
	answerAll(CLOUD.core, () => [status, body, { 'content-type': type }]);

describe('The connection test of an API key', () => {
	it('passes when Core lists flows', async () => {
		const seen = core(200, page([]));

		expect(await testCredential(engine, 'PatchworksApiKey', KEY)).toMatchObject({ status: 'OK' });
		expect(seen.map(({ url, authorization }) => [url, authorization])).toEqual([
			['/api/v1/flows?page=1&per_page=1', API_KEY],
			['/api/v1/flows?page=1&per_page=1', API_KEY],
		]);
		expect(Object.keys(seen[1].headers)).not.toContain('x-patchworks-connection-test');
	});

	it.each([
		[
			401,
			{ message: 'Unauthenticated' },
			'application/json',
			'Patchworks refused the API key. Patchworks said: Unauthenticated. Check that it is complete and has not been revoked, and that it belongs to core.wearepatchworks.com.',
		],
		[
			403,
			{ message: 'Forbidden.' },
			'application/json',
			'Patchworks accepted the API key but does not let it list flows. Patchworks said: Forbidden. Ask an administrator of your Patchworks account for access.',
		],
		[
			503,
			'',
			'text/html',
			'core.wearepatchworks.com answered with HTTP 503. Try again in a minute.',
		],
		[
			429,
			{ message: 'Too Many Attempts' },
			'application/json',
			'core.wearepatchworks.com answered with HTTP 429. It said: Too Many Attempts. Try again in a minute.',
		],
		[
			404,
			{ message: 'No such page' },
			'application/json',
			'core.wearepatchworks.com answered, but not as Patchworks Core does (HTTP 404). It said: No such page. Check that the Core URL is the address of Patchworks Core, without /api/v1.',
		],
		[
			404,
			'<html></html>',
			'text/html',
			'core.wearepatchworks.com answered, but not as Patchworks Core does (HTTP 404). Check that the Core URL is the address of Patchworks Core, without /api/v1.',
		],
		[
			200,
			'<!DOCTYPE html><html></html>',
			'text/html',
			'core.wearepatchworks.com answered, but not as Patchworks Core does (HTTP 200). Check that the Core URL is the address of Patchworks Core, without /api/v1.',
		],
		[
			302,
			'',
			'text/html',
			'core.wearepatchworks.com answered, but not as Patchworks Core does (HTTP 302). Check that the Core URL is the address of Patchworks Core, without /api/v1.',
		],
	])('says what an answer of %s with %j means', async (status, body, type, message) => {
		core(status, body, type);

		expect(await testCredential(engine, 'PatchworksApiKey', KEY)).toEqual({
			status: 'Error',
			message,
		});
	});

	it.each([
		['ECONNREFUSED', 'the connection was refused'],
		['ENOTFOUND', 'there is no host of that name'],
		['CERT_HAS_EXPIRED', 'its TLS certificate has expired'],
	])('says what %s means', async (code, words) => {
		nock(CLOUD.core)
			.persist()
			.get(/.*/)
			.replyWithError(Object.assign(new Error('made up'), { code }));

		expect(await testCredential(engine, 'PatchworksApiKey', KEY)).toEqual({
			status: 'Error',
			message: `Could not reach core.wearepatchworks.com: ${words}. Check that n8n can reach it.`,
		});
	});

	it('does not tell the key, also if the answer does', async () => {
		core(401, { message: `Invalid key: ${API_KEY}` });

		const { message } = await testCredential(engine, 'PatchworksApiKey', {
			...KEY,
			apiKey: `${API_KEY}\n`,
		});

		expect(message).toContain('Patchworks said: Invalid key: *****. Check');
		expect(message).not.toContain(API_KEY);
	});

	it('says which field is wrong', async () => {
		expect(await testCredential(engine, 'PatchworksApiKey', { apiKey: '' })).toEqual({
			status: 'Error',
			message: 'The API Key of the Patchworks credential is empty.',
		});
		expect(
			await testCredential(engine, 'PatchworksApiKey', {
				...KEY,
				hosting: 'selfHosted',
				coreUrl: 'core.example.com',
				startUrl: 'https://start.example.com',
			}),
		).toEqual({
			status: 'Error',
			message:
				"The credential's Core URL is not a web address. Enter it with its scheme, e.g. https://core.example.com.",
		});
	});
});

describe('The connection test of a user', () => {
	it('logs in for real, asks Core, and passes', async () => {
		const logins = answerAll(CLOUD.login, () => [200, LOGGED_IN]);
		const seen = core(200, page([]));

		expect(await testCredential(engine, 'PatchworksOAuth', user())).toMatchObject({ status: 'OK' });
		expect(logins).toHaveLength(1);
		expect(seen.map(({ authorization }) => authorization)).toEqual([
			'Bearer made-up-token',
			'Bearer made-up-token',
		]);
	});

	it('does not pass with a wrong password because a token is stored', async () => {
		answerAll(CLOUD.login, () => [401, { message: 'These credentials do not match.' }]);
		core(200, page([]));

		expect(
			await testCredential(engine, 'PatchworksOAuth', {
				...user(),
				accessToken: 'made-up-token',
				renewAt: 0,
				loginFingerprint: 'made up',
			}),
		).toEqual({
			status: 'Error',
			message:
				'Patchworks refused the user name or password (HTTP 401). Patchworks said: These credentials do not match.',
		});
	});

	it('tells a refused login from a refused token', async () => {
		answerAll(CLOUD.login, () => [200, LOGGED_IN]);
		core(401, { message: 'Unauthenticated.' });

		expect((await testCredential(engine, 'PatchworksOAuth', user())).message).toContain(
			'Patchworks refused the token it gave for this user. Patchworks said: Unauthenticated.',
		);
	});

	it.each([
		[{ username: '' }, 'The User Name of the Patchworks credential is empty.'],
		[{ password: '' }, 'The Password of the Patchworks credential is empty.'],
	])('says that %j is missing', async (data, message) => {
		expect(await testCredential(engine, 'PatchworksOAuth', { ...user(), ...data })).toEqual({
			status: 'Error',
			message,
		});
	});

	it('says that the login host is no Patchworks', async () => {
		answerAll(CLOUD.login, () => [404, 'Not found', { 'content-type': 'text/plain' }]);

		expect((await testCredential(engine, 'PatchworksOAuth', user())).message).toBe(
			'The login at app.wearepatchworks.com failed with HTTP 404. Check that the Login URL is the address of the Patchworks dashboard.',
		);
	});
});

describe.each([
	['PatchworksApiKey', () => KEY],
	['PatchworksOAuth', user],
])('The connection test of %s', (type, dataOf) => {
	const START = 'https://start.example.com';
	const selfHosted = (startUrl = START) => ({
		...dataOf(),
		hosting: 'selfHosted',
		coreUrl: 'https://core.example.com',
		startUrl,
		loginUrl: 'https://login.example.com',
	});
	const test = async (data: IDataObject = selfHosted()) => await testCredential(engine, type, data);

	beforeEach(() => {
		for (const origin of [CLOUD.login, 'https://login.example.com']) {
			answerAll(origin, () => [200, LOGGED_IN]);
		}
		for (const origin of [CLOUD.core, 'https://core.example.com']) {
			answerAll(origin, () => [200, page([])]);
		}
	});

	it('reaches the Start host, starts nothing there, and does not send it the key or token', async () => {
		expect(await test(dataOf())).toMatchObject({ status: 'OK' });

		expect(starts.map(({ method, url, authorization }) => [method, url, authorization])).toEqual([
			['GET', '/api/v1', ''],
		]);
	});

	it('fails when the Start URL leads nowhere', async () => {
		expect(await test(selfHosted('http://127.0.0.1:1'))).toEqual({
			status: 'Error',
			message:
				'Could not reach 127.0.0.1:1: the connection was refused. Check the Start URL and that n8n can reach it.',
		});
	});

	it('fails when n8n may reach Core, but not Start', async () => {
		const { status, message } = await test({
			...dataOf(),
			allowedHttpRequestDomains: 'domains',
			allowedDomains: 'core.wearepatchworks.com, app.wearepatchworks.com',
		});

		expect(status).toBe('Error');
		expect(message).toContain('Could not reach start.wearepatchworks.com: ');
		expect(starts).toEqual([]);
	});

	it.each([
		[401, { message: 'Unauthenticated.' }, 'application/json'],
		[404, { message: 'Not Found' }, 'application/json'],
		[404, '<html>Not Found</html>', 'text/html'],
		[405, '', 'text/plain'],
		[500, { message: 'Server Error' }, 'application/json'],
		[200, { status: 'ok' }, 'application/json'],
	])('passes when Start answers %s with %j (%s)', async (status, body, contentType) => {
		answerAll(START, () => [status, body, { 'content-type': contentType }]);

		expect(await test()).toMatchObject({ status: 'OK' });
	});

	it.each<[number, Record<string, string>, string]>([
		[
			200,
			{ 'content-type': 'text/html; charset=utf-8' },
			'start.example.com answered with a web page. Check that the Start URL is the address of the service that starts flows, without /api/v1.',
		],
		[
			301,
			{ location: 'https://elsewhere.example.com/' },
			'start.example.com answered with a redirect (HTTP 301), which is not followed. Check the Start URL, also whether it must be https.',
		],
		[
			502,
			{},
			'start.example.com, which starts flows, answered with HTTP 502. Try again in a minute.',
		],
		[
			503,
			{},
			'start.example.com, which starts flows, answered with HTTP 503. Try again in a minute.',
		],
		[
			504,
			{},
			'start.example.com, which starts flows, answered with HTTP 504. Try again in a minute.',
		],
	])('says what is wrong when Start answers %s with %j', async (status, headers, message) => {
		const elsewhere = answerAll('https://elsewhere.example.com', () => [404]);
		answerAll(START, () => [status, '<html></html>', headers]);

		expect(await test()).toEqual({ status: 'Error', message });
		expect(elsewhere).toEqual([]);
	});

	it('does not ask twice where Core and Start have one address', async () => {
		const both = answerAll('https://both.example.com', () => [200, page([])]);
		const data = {
			...selfHosted('https://both.example.com/'),
			coreUrl: 'https://both.example.com',
		};

		expect(await test(data)).toMatchObject({ status: 'OK' });
		expect(both.map(({ url }) => url)).not.toContain('/api/v1');
	});
});

describe('The connection test against a whole Patchworks', () => {
	it.each(['PatchworksApiKey', 'PatchworksOAuth'])('of %s passes, and only reads', async (type) => {
		const { sandbox, engine: own } = await startSandboxed();
		const { apiKey, username, password, coreUrl, startUrl, loginUrl } = sandbox;
		const hosts = { hosting: 'selfHosted', coreUrl, startUrl, loginUrl };
		const user = { username, password };

		const result = await testCredential(own, type, { apiKey, ...user, ...hosts });
		const requests = sandbox.requests.map(({ host, method, url }) => [host, method, url]);
		await sandbox.close();

		expect(result.status).toBe('OK');
		expect(requests).toEqual([
			...(type === 'PatchworksOAuth' ? [['login', 'POST', '/fabric/api/login']] : []),
			['core', 'GET', '/api/v1/flows?page=1&per_page=1'],
			['start', 'GET', '/api/v1'],
			['core', 'GET', '/api/v1/flows?page=1&per_page=1'],
		]);
	});
});
