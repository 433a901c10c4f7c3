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
});
