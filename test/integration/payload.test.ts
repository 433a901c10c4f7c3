import { BinaryDataService } from 'n8n-core';

import type { Engine } from '../support/harness/engine';
import { API_KEY, CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

const DOWNLOAD = { resource: 'payload', operation: 'download', payloadId: '55' };
const contentOf = (data: string) => Buffer.from(data, 'base64').toString();

describe('Payload: Get Many', () => {
	it('sends every filter', async () => {
		const core = answerAll(CLOUD.core, () => [200, page([{ id: 55, flow_run_id: 99 }])]);

		const { items } = await runPatchworks(engine, {
			resource: 'payload',
			operation: 'getAll',
			filters: {
				id: '55',
				flowRunId: { __rl: true, mode: 'id', value: '99' },
				shapeId: '3',
				flowLogId: '4',
			},
		});

		expect(items).toEqual([{ id: 55, flow_run_id: 99 }]);
		expect(Object.fromEntries(new URL(core[0].url, CLOUD.core).searchParams)).toEqual({
			'filter[id]': '55',
			'filter[flow_run_id]': '99',
			'filter[flow_step_id]': '3',
			'filter[flow_log_id]': '4',
			page: '1',
			per_page: '50',
		});
	});
});

describe('Payload: Download', () => {
	it.each([
		[{ 'content-type': 'application/json' }, {}, 'payload-55.json', 'application/json'],
		[{ 'content-type': 'text/xml; charset=utf-8' }, {}, 'payload-55.xml', 'text/xml'],
		[{ 'content-type': 'text/csv' }, {}, 'payload-55.csv', 'text/csv'],
		[{}, {}, 'payload-55', 'application/octet-stream'],
		[
			{
				'content-type': 'text/plain',
				'content-disposition': 'attachment; filename="../stock.txt"',
			},
			{},
			'stock.txt',
			'text/plain',
		],
		[
			{
				'content-type': 'text/plain',
				'content-disposition': "attachment; filename=x.txt; filename*=UTF-8''gr%C3%B6%C3%9Fe.txt",
			},
			{},
			'größe.txt',
			'text/plain',
		],
		[{ 'content-type': 'text/plain' }, { fileName: 'my.txt' }, 'my.txt', 'text/plain'],
	])(
		'with the headers %j and options %j gives %s',
		async (headers, options, fileName, mimeType) => {
			const core = answerAll(CLOUD.core, () => [200, 'made-up content', headers]);

			const { output, error } = await runPatchworks(engine, { ...DOWNLOAD, options });

			expect(error).toBeUndefined();
			expect(core).toMatchObject([
				{ url: '/api/v1/payload-metadata/55/download', authorization: API_KEY },
			]);
			expect(output).toHaveLength(1);
			expect(output[0].json).toMatchObject({ payloadId: '55', fileName, mimeType });
			expect(output[0].binary?.data).toMatchObject({ fileName, mimeType });
			expect(contentOf(output[0].binary!.data.data)).toBe('made-up content');
			expect(output[0].pairedItem).toEqual({ item: 0 });
		},
	);

	describe('in n8n 1.x, which does not say the size in bytes with a file', () => {
		const SIZE = Buffer.byteLength('größe');
		beforeEach(() => {
			answerAll(CLOUD.core, () => [200, 'größe', { 'content-type': 'text/plain' }]);
		});
		afterEach(() => jest.restoreAllMocks());

		it('gives the size of a file in memory', async () => {
			const { store } = BinaryDataService.prototype;
			jest.spyOn(BinaryDataService.prototype, 'store').mockImplementation(async function (
				this: BinaryDataService,
				...file
			) {
				const { bytes, ...binary } = await store.apply(this, file);
				expect(bytes).toBe(SIZE);
				return binary;
			});

			const { items } = await runPatchworks(engine, DOWNLOAD);

			expect(items).toMatchObject([{ fileSize: SIZE }]);
		});

		it('gives the size of a file that n8n has stored', async () => {
			const id = 'filesystem-v2:made-up';
			jest
				.spyOn(BinaryDataService.prototype, 'store')
				.mockImplementation(async (_location, _body, binary) => ({ ...binary, id, data: id }));
			jest
				.spyOn(BinaryDataService.prototype, 'getMetadata')
				.mockImplementation(async (of) => ({ fileSize: of === id ? SIZE : 0 }));

			const { items } = await runPatchworks(engine, DOWNLOAD);

			expect(items).toMatchObject([{ fileSize: SIZE }]);
		});
	});

	it('puts the file where the user wants it', async () => {
		answerAll(CLOUD.core, () => [200, 'made-up content', { 'content-type': 'text/plain' }]);

		const { output } = await runPatchworks(engine, {
			...DOWNLOAD,
			options: { binaryPropertyName: 'order' },
		});

		expect(Object.keys(output[0].binary!)).toEqual(['order']);
	});

	it('says what Patchworks said when there is no such payload', async () => {
		answerAll(CLOUD.core, () => [
			404,
			{ message: 'Payload no longer available.' },
			{ 'content-type': 'application/json' },
		]);

		const { error } = await runPatchworks(engine, DOWNLOAD);

		expect(error?.message).toBe('Payload no longer available.');
		expect(error?.description).toContain('payloads for 72 hours');
	});

	it('follows a redirect to where the payload is stored, without the key', async () => {
		const storage = answerAll('https://storage.example.com', () => [200, 'stored content']);
		answerAll(CLOUD.core, () => [302, '', { location: 'https://storage.example.com/55' }]);

		const { output } = await runPatchworks(engine, DOWNLOAD);

		expect(contentOf(output[0].binary!.data.data)).toBe('stored content');
		expect(storage.map(({ authorization }) => authorization)).toEqual(['']);
	});
});
