import nock from 'nock';

import { testCredential } from '../harness/editor';
import type { Engine } from '../harness/engine';
import { API_KEY, CLOUD, PASSWORD, USERNAME, createEngine } from '../harness/patchworks';
import { answerAll, page } from '../harness/requests';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

const KEY = { apiKey: API_KEY, hosting: 'cloud' };
let users = 0;
/** Another user each time, since logins are shared for a minute. */
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
			{ message: 'Unauthenticated.' },
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
