import nock from 'nock';

import type { Engine } from '../harness/engine';
import { API_KEY, CLOUD, createEngine, runPatchworks } from '../harness/patchworks';

let engine: Engine;

beforeAll(async () => {
	nock.disableNetConnect();
	engine = await createEngine();
});
afterEach(() => {
	nock.cleanAll();
});

describe('Flow: Get Many', () => {
	it('sends the bare key and gives the rows', async () => {
		nock(CLOUD.core, { reqheaders: { authorization: API_KEY, accept: 'application/json' } })
			.get('/api/v1/flows')
			.query({ page: 1, per_page: 50 })
			.reply(200, { data: [{ id: 1, name: 'Orders', body: 'x' }], meta: { last_page: 1 } });

		const { items, error } = await runPatchworks(engine, { resource: 'flow', operation: 'getAll' });

		expect(error).toBeUndefined();
		expect(items).toEqual([{ id: 1, name: 'Orders' }]);
	});
});
