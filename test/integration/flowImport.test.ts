import type { IBinaryKeyData } from 'n8n-workflow';

import { testOperations } from '../support/harness/operations';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll } from '../support/harness/requests';

const BUNDLE = {
	metadata: { flow_name: 'Orders' },
	flow: { name: 'Orders', versions: [] },
	systems: [],
	scripts: [],
	dependencies: [],
};

describe('Flow: Import', () => {
	testOperations('flow', [
		{
			operation: 'import',
			parameters: { bundle: JSON.stringify(BUNDLE) },
			sends: 'POST /api/v1/flows/import',
			body: BUNDLE,
			answer: { data: { id: 102, name: 'Orders' } },
			gives: [{ id: 102, name: 'Orders' }],
		},
	]);

	it('takes the input item as it is', async () => {
		const core = answerAll(CLOUD.core, () => [200, { data: { id: 102 } }]);

		const { error } = await runPatchworks(
			await createEngine(),
			{ resource: 'flow', operation: 'import' },
			{ items: [BUNDLE] },
		);

		expect(error).toBeUndefined();
		expect(core.map(({ body }) => JSON.parse(body))).toEqual([BUNDLE]);
	});

	it('says what a bundle lacks before anything is sent', async () => {
		const core = answerAll(CLOUD.core, () => [200, {}]);

		const { error } = await runPatchworks(await createEngine(), {
			resource: 'flow',
			operation: 'import',
			bundle: '{"metadata": {}, "flow": {}, "systems": []}',
		});

		expect(error?.message).toBe("'Bundle' lacks scripts, dependencies [item 0]. Nothing was sent.");
		expect(core).toEqual([]);
	});

	describe('from a file', () => {
		const FROM_FILE = { resource: 'flow', operation: 'import', importFrom: 'file' };
		const file = (text: string, encoding: BufferEncoding = 'utf8'): IBinaryKeyData => ({
			data: {
				data: Buffer.from(text, encoding).toString('base64'),
				mimeType: 'application/json',
				fileName: 'orders.json',
			},
		});

		it('sends the file of each item, byte for byte', async () => {
			const core = answerAll(CLOUD.core, () => [200, { data: { id: 102 } }]);
			const texts = ['Orders', 'Stock'].map(
				(name) =>
					`${JSON.stringify({ ...BUNDLE, name }, null, 2).slice(0, -2)},\n  "n": 1e400\n}\n`,
			);

			const { error, items } = await runPatchworks(await createEngine(), FROM_FILE, {
				items: [{}, {}],
				files: texts.map((text) => file(text)),
			});

			expect(error).toBeUndefined();
			expect(core.map(({ body }) => body)).toEqual(texts);
			expect(items).toHaveLength(2);
		});

		it('takes a file that begins with a byte order mark', async () => {
			const core = answerAll(CLOUD.core, () => [200, { data: { id: 102 } }]);

			const { error } = await runPatchworks(await createEngine(), FROM_FILE, {
				files: [file(`\uFEFF${JSON.stringify(BUNDLE)}`)],
			});

			expect(error).toBeUndefined();
			expect(core.map(({ body }) => body)).toEqual([JSON.stringify(BUNDLE)]);
		});

		it.each([
			['no file', {}, '\'Input Binary Field\' names a field that holds no file: "data"'],
			['an empty file', file(''), "'Input Binary Field' names a file that is empty"],
			['a file with a list', file('[]'), "'Input Binary Field' is not a JSON object"],
			[
				'a file in another encoding',
				file(JSON.stringify({ ...BUNDLE, name: 'Café' }), 'latin1'),
				"'Input Binary Field' names a file that is not text in UTF-8",
			],
			['a file that is no flow', file('{"metadata": {}}'), "'Input Binary Field' lacks flow"],
		])('says of %s what is wrong before anything is sent', async (_, files, message) => {
			const core = answerAll(CLOUD.core, () => [200, {}]);

			const { error } = await runPatchworks(await createEngine(), FROM_FILE, {
				items: [{}, {}],
				files: [file(JSON.stringify(BUNDLE)), files],
			});

			expect(error?.message).toContain(message);
			expect(error?.message).toContain('[item 1]. Nothing was sent.');
			expect(core).toEqual([]);
		});
	});
});
