import nock from 'nock';

import type { Engine } from '../support/harness/engine';
import { byId } from '../support/harness/operations';
import { API_KEY, CLOUD, createEngine, TOKEN } from '../support/harness/patchworks';
import { answerAll } from '../support/harness/requests';
import { callTools } from '../support/harness/tools';

let engine: Engine;

const OTHER_COMPANY = 'made-up-api-key-0002';
const KEY = { PatchworksApiKey: { id: 'key', name: 'key' } };
const USER = { PatchworksOAuth: { id: 'user', name: 'user' } };
const GET = {
	resource: 'label',
	operation: 'get',
	labelId: byId("={{ $fromAI('Label', 'The ID of the label', 'string') }}"),
};

beforeEach(async () => {
	nock.disableNetConnect();
	engine = await createEngine();
	engine.credentials.add('other', 'PatchworksApiKey', { apiKey: OTHER_COMPANY, hosting: 'cloud' });
});
afterEach(() => {
	nock.cleanAll();
});

describe('Tools that an agent fetches itself, or the MCP Server Trigger serves', () => {
	it('each send with their own credential', async () => {
		answerAll(CLOUD.login, () => [200, { token: TOKEN, expires_in: 3600 }]);
		const core = answerAll(CLOUD.core, () => [200, { data: { id: 7, name: 'Peak' } }]);
		const oAuth = { ...GET, authentication: 'oAuth' };

		const { results } = await callTools(engine, [
			{ name: 'first', parameters: GET, credentials: KEY, args: { Label: '1' } },
			{
				name: 'second',
				parameters: GET,
				credentials: { PatchworksApiKey: { id: 'other', name: 'other' } },
				args: { Label: '2' },
			},
			{ name: 'third', parameters: oAuth, credentials: USER, args: { Label: '3' } },
		]);

		expect(results).toEqual({
			first: expect.stringContaining('Peak'),
			second: expect.stringContaining('Peak'),
			third: expect.stringContaining('Peak'),
		});
		expect(core.map(({ url, authorization }) => [url, authorization])).toEqual([
			['/api/v1/labels/1', API_KEY],
			['/api/v1/labels/2', OTHER_COMPANY],
			['/api/v1/labels/3', `Bearer ${TOKEN}`],
		]);
	});

	it('start a flow without what was said in the chat, unless the model is asked for a payload', async () => {
		const starts = answerAll(CLOUD.start, () => [200, { data: { id: 9 } }]);
		const start = { resource: 'flow', operation: 'start', flowId: byId('7') };
		const asked = { ...start, payload: "={{ $fromAI('Payload', 'The order', 'json') }}" };

		await callTools(engine, [
			{ name: 'plain', parameters: start, credentials: KEY, args: { said: 'Start it' } },
			{
				name: 'asked',
				parameters: asked,
				credentials: KEY,
				args: { Payload: { order: 1 } },
			},
		]);

		expect(starts.map(({ body }) => body).sort()).toEqual(['', '{"order":1}']);
	});

	it('are sent again as often as their own Request Handling says', async () => {
		const core = answerAll(CLOUD.core, () => [503, { message: 'Busy.' }]);

		const { results } = await callTools(engine, [
			{
				name: 'once',
				parameters: { ...GET, requestHandling: { retries: 0 } },
				credentials: KEY,
				args: { Label: '1' },
			},
		]);

		expect(core).toHaveLength(1);
		expect(results.once).toContain('Busy.');
	});
});
