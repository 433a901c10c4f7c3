import type { Engine } from '../support/harness/engine';
import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

const SCRIPT = { id: 1301, name: 'Split lines', language: 'javascript', content: 'made up' };
const SIMPLE = { id: 1301, name: 'Split lines', language: 'javascript' };

describe('Script', () => {
	testOperations('script', [
		{
			operation: 'getAll',
			sends: `GET /api/v1/scripts?${FIRST_PAGE}`,
			answer: page([SCRIPT]),
			gives: [SIMPLE],
		},
		{
			operation: 'getAll',
			parameters: {
				returnAll: true,
				filters: { name: 'Split lines', scriptVersionId: byId('1311') },
				options: { include: ['latestVersion', 'versions'] },
			},
			sends:
				'GET /api/v1/scripts?filter[name]=Split lines&filter[versions.id]=1311&include=latestVersion,versions&page=1&per_page=100',
			answer: page([{ ...SCRIPT, latest_version: { id: 1311 }, versions: [{ id: 1311 }] }]),
			gives: [{ ...SIMPLE, latest_version: { id: 1311 }, versions: [{ id: 1311 }] }],
		},
		{
			operation: 'get',
			parameters: { scriptId: byId('1301') },
			sends: 'GET /api/v1/scripts/1301',
			answer: { data: SCRIPT },
			gives: [SIMPLE],
		},
		{
			operation: 'get',
			title: 'in full',
			parameters: {
				scriptId: byId('1301'),
				simplify: false,
				options: { include: ['versions'] },
			},
			sends: 'GET /api/v1/scripts/1301?include=versions',
			answer: { data: SCRIPT },
			gives: [SCRIPT],
		},
		{
			operation: 'create',
			title: 'with what it must have',
			parameters: { name: 'Split lines', language: 'javascript', content: 'made up' },
			sends: 'POST /api/v1/scripts',
			body: { name: 'Split lines', language: 'javascript', content: 'made up' },
			answer: { data: SCRIPT },
			gives: [SIMPLE],
		},
		{
			operation: 'create',
			title: 'with everything',
			parameters: {
				name: 'Split lines',
				language: 'javascript',
				content: 'made up',
				additionalFields: { description: 'One record per line' },
			},
			sends: 'POST /api/v1/scripts',
			body: {
				name: 'Split lines',
				language: 'javascript',
				content: 'made up',
				description: 'One record per line',
			},
			answer: { data: SCRIPT },
			gives: [SIMPLE],
		},
		{
			operation: 'update',
			parameters: {
				scriptId: byId('1301'),
				updateFields: { name: 'Split', description: 'One record per line' },
			},
			sends: 'PATCH /api/v1/scripts/1301',
			body: { name: 'Split', description: 'One record per line' },
			answer: { data: SCRIPT },
			gives: [SIMPLE],
		},
	]);
});

describe('Script: Update', () => {
	let engine: Engine;
	beforeAll(async () => {
		engine = await createEngine();
	});

	it('refuses to change nothing', async () => {
		const seen = answerAll(CLOUD.core, () => [200, {}]);

		const { error } = await runPatchworks(engine, {
			resource: 'script',
			operation: 'update',
			scriptId: byId('1301'),
		});

		expect(error?.message).toBe("'Update Fields' is empty [item 0]. Nothing was sent.");
		expect(seen).toEqual([]);
	});
});
