import nock from 'nock';

import type { Engine } from '../support/harness/engine';
import { API_KEY, CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

let engine: Engine;

const OWN = { core: 'https://core.example.com', start: 'https://start.example.com' };
const LIST = { resource: 'flow', operation: 'getAll' };
const START = {
	resource: 'flow',
	operation: 'start',
	flowId: { __rl: true, mode: 'id', value: '1' },
	payload: '{}',
};

beforeAll(async () => {
	nock.disableNetConnect();
	engine = await createEngine();
});
afterEach(() => {
	nock.cleanAll();
});

describe.each([
	['all domains', { allowedHttpRequestDomains: 'all' }],
	['no domain for the HTTP Request node', { allowedHttpRequestDomains: 'none' }],
	[
		'domains that do not name its hosts',
		{ allowedHttpRequestDomains: 'domains', allowedDomains: 'other.example.com' },
	],
])('A self-hosted credential with %s', (name, domains) => {
	it.each([
		['lists flows', LIST, OWN.core],
		['starts a flow', START, OWN.start],
	])('%s on its own host and on no other', async (_, parameters, origin) => {
		const cloud = [answerAll(CLOUD.core, () => [500]), answerAll(CLOUD.start, () => [500])];
		const own = answerAll(origin, () => [200, page([])]);
		engine.credentials.add(name, 'PatchworksApiKey', {
			apiKey: API_KEY,
			hosting: 'selfHosted',
			coreUrl: `${OWN.core}/`,
			startUrl: OWN.start,
			...domains,
		});

		const { error } = await runPatchworks(engine, parameters, { credentialId: name });

		expect(error).toBeUndefined();
		expect(own).toHaveLength(1);
		expect(own[0].authorization).toBe(API_KEY);
		expect(cloud.flat()).toEqual([]);
	});
});
