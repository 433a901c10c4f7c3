import type { Engine } from '../support/harness/engine';
import { byId, testOperations } from '../support/harness/operations';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll } from '../support/harness/requests';

const VERSION = { id: 1311, script_id: 1301, version: 1, status: 'Draft', created_at: null };
const SIMPLE = { id: 1311, script_id: 1301, version: 1, status: 'Draft' };
const CHOSEN = { scriptId: byId('1301'), scriptVersionId: byId('1311') };

describe('Script Version', () => {
	testOperations('scriptVersion', [
		{
			operation: 'create',
			parameters: { scriptId: byId('1301'), content: 'return made_up;' },
			sends: 'POST /api/v1/scripts/1301/script-versions',
			body: { content: 'return made_up;' },
			answer: { data: VERSION },
			gives: [SIMPLE],
		},
		{
			operation: 'get',
			title: 'by its ID alone',
			parameters: { scriptVersionId: byId('1311') },
			sends: 'GET /api/v1/script-versions/1311',
			answer: { data: VERSION },
			gives: [SIMPLE],
		},
		{
			operation: 'get',
			title: 'with its code',
			parameters: { ...CHOSEN, options: { include: ['content', 'script'] } },
			sends: 'GET /api/v1/script-versions/1311?include=content,script',
			answer: { data: { ...VERSION, content: 'return made_up;', script: { id: 1301 } } },
			gives: [{ ...SIMPLE, content: 'return made_up;', script: { id: 1301 } }],
		},
		{
			operation: 'delete',
			parameters: CHOSEN,
			sends: 'DELETE /api/v1/script-versions/1311',
			answer: { message: 'Script version deleted.' },
			gives: [{ message: 'Script version deleted.' }],
		},
		{
			operation: 'deploy',
			parameters: CHOSEN,
			sends: 'POST /api/v1/script-versions/1311/deploy',
			answer: { data: VERSION },
			gives: [VERSION],
		},
		{
			operation: 'upload',
			parameters: CHOSEN,
			sends: 'POST /api/v1/script-versions/1311/upload',
			answer: {},
			gives: [{ success: true }],
		},
		{
			operation: 'upload',
			title: 'for others to see',
			parameters: { ...CHOSEN, options: { private: false } },
			sends: 'POST /api/v1/script-versions/1311/upload',
			body: { private: false },
			answer: { id: 9 },
			gives: [{ id: 9 }],
		},
	]);
});

describe('Script Version: Upload', () => {
	let engine: Engine;
	beforeAll(async () => {
		engine = await createEngine();
	});

	it('says that an API key is not enough', async () => {
		answerAll(CLOUD.core, () => [403, { message: 'Unauthorized' }]);

		const { error } = await runPatchworks(engine, {
			resource: 'scriptVersion',
			operation: 'upload',
			...CHOSEN,
		});

		expect(error?.message).toBe('Unauthorized');
		expect(error?.description).toContain('need an administrator');
	});
});
