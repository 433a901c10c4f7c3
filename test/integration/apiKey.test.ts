import type { Engine } from '../support/harness/engine';
import { API_KEY, CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

const LIST = { resource: 'flow', operation: 'getAll' };

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

const selfHosted = (data: Record<string, string>) => ({
	apiKey: API_KEY,
	hosting: 'selfHosted',
	coreUrl: 'https://core.example.com',
	startUrl: 'https://start.example.com',
	...data,
});

describe('PatchworksApiKey', () => {
	it('sends the key bare, without spaces around it', async () => {
		engine.credentials.add('spaces', 'PatchworksApiKey', { apiKey: `  ${API_KEY}\n` });
		const core = answerAll(CLOUD.core, () => [200, page([])]);

		await runPatchworks(engine, LIST, { credentialId: 'spaces' });

		expect(core.map(({ authorization }) => authorization)).toEqual([API_KEY]);
	});

	it.each([
		['', 'The API Key of the Patchworks credential is empty.'],
		[
			`Bearer ${API_KEY}`,
			'The API Key of the Patchworks credential starts with "Bearer". Enter the key alone.',
		],
		[
			`${API_KEY}\n${API_KEY}`,
			'The API Key of the Patchworks credential contains a space, a line break or another character that no key has. Copy it again.',
		],
	])('refuses to send %j', async (apiKey, message) => {
		engine.credentials.add('odd', 'PatchworksApiKey', { apiKey });
		const core = answerAll(CLOUD.core, () => [200, page([])]);

		const { error } = await runPatchworks(engine, LIST, { credentialId: 'odd' });

		expect(core).toHaveLength(0);
		expect(error?.message).toBe(message);
	});

	it.each([
		'https://patchworks.example.com/core-main/',
		'  https://patchworks.example.com/core-main//\n',
		'https://patchworks.example.com/core-main////',
	])('goes to the host of a self-hosted install at %j', async (coreUrl) => {
		engine.credentials.add('own', 'PatchworksApiKey', selfHosted({ coreUrl }));
		const core = answerAll('https://patchworks.example.com', () => [200, page([])]);

		await runPatchworks(engine, LIST, { credentialId: 'own' });

		expect(core.map(({ url }) => url)).toEqual(['/core-main/api/v1/flows?page=1&per_page=50']);
	});

	it.each([
		['', "The credential's Core URL is empty. Enter the address of your Patchworks install."],
		[
			'core.example.com',
			"The credential's Core URL is not a web address. Enter it with its scheme, e.g. https://core.example.com.",
		],
		['ftp://core.example.com', "The credential's Core URL must start with https:// or http://."],
		[
			'https://someone:made-up@core.example.com',
			"The credential's Core URL must not contain a user name or password.",
		],
		[
			'https://someone@core.example.com',
			"The credential's Core URL must not contain a user name or password.",
		],
		[
			'https://:made-up@core.example.com',
			"The credential's Core URL must not contain a user name or password.",
		],
		[
			'https://core.example.com/?a=b',
			"The credential's Core URL must not contain a query or a fragment.",
		],
		[
			'https://core.example.com/#flows',
			"The credential's Core URL must not contain a query or a fragment.",
		],
	])('refuses the Core URL %j', async (coreUrl, message) => {
		engine.credentials.add('bad', 'PatchworksApiKey', selfHosted({ coreUrl }));

		const { error } = await runPatchworks(engine, LIST, { credentialId: 'bad' });

		expect(error?.message).toBe(message);
	});

	it('is not sent anywhere for a host that the credential has no address of', async () => {
		engine.credentials.add('own', 'PatchworksApiKey', selfHosted({}));

		const { error } = await runPatchworks(
			engine,
			{ resource: 'apiRequest', operation: 'request', host: 'login', path: '/api/v1/me' },
			{ credentialId: 'own' },
		);

		expect(error?.message).toBe(
			'The credential has no address for this host, so the request was not sent.',
		);
	});

	it('drops the URLs of a self-hosted install once the hosting is the cloud', async () => {
		engine.credentials.add('moved', 'PatchworksApiKey', { ...selfHosted({}), hosting: 'cloud' });
		const core = answerAll(CLOUD.core, () => [200, page([])]);

		await runPatchworks(engine, LIST, { credentialId: 'moved' });

		expect(core).toHaveLength(1);
	});

	it("is not sent by n8n's HTTP Request node to a host that is not its own", async () => {
		const elsewhere = answerAll('https://elsewhere.example.com', () => [200, {}]);

		const run = await engine.run(
			{
				nodes: [
					{
						id: '1',
						name: 'Trigger',
						type: 'n8n-nodes-base.manualTrigger',
						typeVersion: 1,
						position: [0, 0],
						parameters: {},
					},
					{
						id: '2',
						name: 'HTTP Request',
						type: 'n8n-nodes-base.httpRequest',
						typeVersion: 4.2,
						position: [0, 0],
						parameters: {
							url: 'https://elsewhere.example.com/collect',
							authentication: 'predefinedCredentialType',
							nodeCredentialType: 'PatchworksApiKey',
						},
						credentials: { PatchworksApiKey: { id: 'key', name: 'Test credential' } },
					},
				],
				connections: { Trigger: { main: [[{ node: 'HTTP Request', type: 'main', index: 0 }]] } },
			},
			{ pinData: { Trigger: [{ json: {} }] } },
		);

		expect(elsewhere).toHaveLength(0);
		expect(run.data.resultData.error?.message).toBe(
			'This Patchworks credential is not sent to elsewhere.example.com. It belongs to core.wearepatchworks.com, start.wearepatchworks.com, app.wearepatchworks.com.',
		);
	});
});
