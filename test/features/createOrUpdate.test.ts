import type { IDataObject } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import type { SeenRequest } from '../support/harness/requests';
import { answerAll, page } from '../support/harness/requests';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

/** Answers with what there is, which grows by what is created. */
function patchworksWith(rows: IDataObject[]): SeenRequest[] {
	return answerAll(CLOUD.core, ({ method, url, body }) => {
		if (method === 'GET') return [200, page(rows)];
		if (method !== 'POST') return [200, { data: JSON.parse(body) as IDataObject }];
		const created = { id: 90 + rows.length, ...(JSON.parse(body) as IDataObject) };
		if (!url.includes('script-versions')) rows.push(created);
		return [200, { data: created }];
	});
}

const writes = (seen: SeenRequest[]) =>
	seen
		.filter(({ method }) => method !== 'GET')
		.map(({ method, url, body }) => [`${method} ${url}`, JSON.parse(body) as unknown]);

describe('Label: Create or Update', () => {
	const upsert = async (names: string[], more: IDataObject = {}) =>
		await runPatchworks(
			engine,
			{
				resource: 'label',
				operation: 'upsert',
				name: '={{ $json.name }}',
				colour: 'red',
				...more,
			} as never,
			{ items: names.map((name) => ({ name })) },
		);

	it('creates a label whose name none has', async () => {
		const seen = patchworksWith([{ id: 7, name: 'Peak season 2' }]);

		const { items, error } = await upsert(['Peak season']);

		expect(error).toBeUndefined();
		expect(writes(seen)).toEqual([['POST /api/v1/labels', { name: 'Peak season', colour: 'red' }]]);
		expect(items).toEqual([{ id: '91', name: 'Peak season', colour: 'red' }]);
	});

	it('updates the one that has the name, in whatever case', async () => {
		const seen = patchworksWith([
			{ id: 7, name: 'PEAK season' },
			{ id: 8, name: 'Sale' },
		]);

		const { items, error } = await upsert(['Peak season']);

		expect(error).toBeUndefined();
		expect(writes(seen)).toEqual([
			['PUT /api/v1/labels/7', { name: 'Peak season', colour: 'red' }],
		]);
		expect(items).toEqual([{ id: '7', name: 'Peak season', colour: 'red' }]);
	});

	it('creates one for two items with the same name', async () => {
		const seen = patchworksWith([]);

		const { items } = await upsert(['Sale', 'sale']);

		expect(writes(seen).map(([request]) => request)).toEqual([
			'POST /api/v1/labels',
			'PUT /api/v1/labels/90',
		]);
		expect(items.map(({ id }) => id)).toEqual(['90', '90']);
	});

	it('changes nothing where two have the name, and names both', async () => {
		const seen = patchworksWith([
			{ id: 7, name: 'Sale' },
			{ id: 8, name: 'SALE' },
		]);

		const { error } = await upsert(['sale']);

		expect(error?.message).toContain(`'Name' has 2 matches for "sale": IDs 7, 8 [item 0]`);
		expect(writes(seen)).toEqual([]);
	});

	it('sends nothing while the name of an item is empty', async () => {
		const seen = patchworksWith([]);

		const { error } = await upsert(['Sale', '']);

		expect(error?.message).toBe("'Name' is empty [item 1]. Nothing was sent.");
		expect(seen).toEqual([]);
	});

	it('does not send a label again of which no answer says whether it was created', async () => {
		const seen = answerAll(CLOUD.core, ({ method }) =>
			method === 'GET' ? [200, page([])] : [500, { message: 'Server Error' }],
		);

		const { error } = await upsert(['Sale']);

		expect(writes(seen)).toHaveLength(1);
		expect(error?.description).toContain('may have been carried out');
	});
});

describe('Script: Create or Update', () => {
	const upsert = async (additionalFields: IDataObject = {}) =>
		await runPatchworks(engine, {
			resource: 'script',
			operation: 'upsert',
			name: 'Split lines',
			language: 'javascript',
			content: 'made up',
			additionalFields,
		} as never);

	it('creates a script whose name none has', async () => {
		const seen = patchworksWith([]);

		const { error } = await upsert();

		expect(error).toBeUndefined();
		expect(writes(seen)).toEqual([
			['POST /api/v1/scripts', { name: 'Split lines', language: 'javascript', content: 'made up' }],
		]);
	});

	it('gives the code to the one that has the name, as a new version', async () => {
		const seen = patchworksWith([{ id: 1301, name: 'split LINES', language: 'javascript' }]);

		const { items, error } = await upsert({ description: 'One record per line' });

		expect(error).toBeUndefined();
		expect(writes(seen)).toEqual([
			['PATCH /api/v1/scripts/1301', { name: 'Split lines', description: 'One record per line' }],
			['POST /api/v1/scripts/1301/script-versions', { content: 'made up' }],
		]);
		expect(items).toEqual([
			expect.objectContaining({ id: '1301', name: 'Split lines', newScriptVersionId: '91' }),
		]);
	});

	it('says what was changed where the new version is refused', async () => {
		answerAll(CLOUD.core, ({ method }) =>
			method === 'GET'
				? [200, page([{ id: 1301, name: 'Split lines' }])]
				: method === 'PATCH'
					? [200, { data: { id: 1301 } }]
					: [422, { message: 'The content is too long.' }],
		);

		const { error } = await upsert();

		expect(error?.message).toBe('The content is too long.');
		expect(error?.description).toContain('PATCH /api/v1/scripts/1301');
	});
});
