import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { API_KEY, CLOUD, createEngine } from '../support/harness/patchworks';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

const KEY = { apiKey: API_KEY, hosting: 'cloud' };
const ELSEWHERE = 'https://elsewhere.example.com';

/** Has a request signed in as any node of n8n may make it, and gives the key that it would leave with. */
async function keyOn(
	request: object,
	credentials: ICredentialDataDecryptedObject = KEY,
): Promise<unknown> {
	// n8n's own nodes leave `url` out where they say `uri`.
	const options: object = { headers: { Accept: '*/*' }, ...request };
	const { headers } = await engine.credentials.authenticate(
		credentials,
		'PatchworksApiKey',
		options as IHttpRequestOptions,
	);
	expect(headers?.Accept).toBe('*/*');
	return headers?.Authorization;
}

describe('A key', () => {
	it.each<object>([
		{ url: `${CLOUD.core}/api/v1/flows` },
		{ uri: `${CLOUD.core}/api/v1/flows` },
		{ url: `${CLOUD.start}/api/v1/flows/1/start` },
		{ url: 'HTTPS://CORE.wearepatchworks.com:443/api/v1/flows' },
		{ baseURL: CLOUD.core, url: '/api/v1/flows' },
		{ baseURL: `${CLOUD.core}/`, url: 'api/v1/flows' },
		{ baseURL: CLOUD.core, url: 'flows?next=https://elsewhere.example.com' },
		{ baseURL: CLOUD.core },
		// What stands before it counts for nothing where the address is whole.
		{ baseURL: ELSEWHERE, url: `${CLOUD.core}/api/v1/flows` },
	])('goes with %j', async (request) => {
		expect(await keyOn(request)).toBe(API_KEY);
	});

	it.each<object>([
		{ url: `${ELSEWHERE}/api/v1/flows` },
		{ uri: `${ELSEWHERE}/api/v1/flows` },
		{ baseURL: ELSEWHERE, url: '/api/v1/flows' },
		{ baseURL: CLOUD.core, url: `${ELSEWHERE}/api/v1/flows` },
		{ baseURL: CLOUD.core, url: 'HTTPS://elsewhere.example.com/api/v1/flows' },
		{ baseURL: CLOUD.core, uri: `${ELSEWHERE}/api/v1/flows` },
		{ url: 'https://core.wearepatchworks.com@elsewhere.example.com/api/v1/flows' },
		{ url: 'https://elsewhere.example.com/core.wearepatchworks.com/api/v1/flows' },
	])('does not go with %j', async (request) => {
		await expect(keyOn(request)).rejects.toThrow(
			'This Patchworks credential is not sent to elsewhere.example.com. It belongs to core.wearepatchworks.com, start.wearepatchworks.com, app.wearepatchworks.com.',
		);
	});

	it.each<[object, string]>([
		[
			{ url: 'https://core.wearepatchworks.com.example.com/' },
			'core.wearepatchworks.com.example.com',
		],
		[{ url: 'https://wearepatchworks.com/' }, 'wearepatchworks.com'],
		[{ url: 'https://elsewhere.example.com:8443/' }, 'elsewhere.example.com:8443'],
	])('does not go with %j to a host with a similar name', async (request, host) => {
		await expect(keyOn(request)).rejects.toThrow(
			`This Patchworks credential is not sent to ${host}. It belongs to core.wearepatchworks.com,`,
		);
	});

	it.each<object>([
		{},
		{ url: '' },
		{ url: '/api/v1/flows' },
		{ baseURL: '', url: '/api/v1/flows' },
		{ baseURL: CLOUD.core, url: '//elsewhere.example.com/api/v1/flows' },
	])('does not go with %j, which has no address', async (request) => {
		await expect(keyOn(request)).rejects.toThrow(
			'The credential has no address for this host, so the request was not sent.',
		);
	});

	it('of a self-hosted install goes to each of its hosts, and the error names each once', async () => {
		const own = {
			...KEY,
			hosting: 'selfHosted',
			coreUrl: 'https://patchworks.example.com/core',
			startUrl: 'http://patchworks.example.com:8080/start',
		};

		expect(await keyOn({ url: `${own.coreUrl}/api/v1/flows` }, own)).toBe(API_KEY);
		expect(await keyOn({ url: `${own.startUrl}/api/v1/flows/1/start` }, own)).toBe(API_KEY);
		await expect(keyOn({ url: CLOUD.core }, own)).rejects.toThrow(
			'This Patchworks credential is not sent to core.wearepatchworks.com. It belongs to patchworks.example.com, patchworks.example.com:8080.',
		);
		await expect(keyOn({ url: 'https://patchworks.example.com:8080/' }, own)).rejects.toThrow(
			'This Patchworks credential is not sent to https://patchworks.example.com:8080. It belongs to https://patchworks.example.com, http://patchworks.example.com:8080.',
		);
		const one = { ...own, startUrl: own.coreUrl };
		await expect(keyOn({ url: CLOUD.core }, one)).rejects.toThrow(
			'It belongs to patchworks.example.com.',
		);
	});
});
