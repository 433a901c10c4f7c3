import type { Engine } from '../support/harness/engine';
import { byId } from '../support/harness/operations';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll } from '../support/harness/requests';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

describe('A field of the body', () => {
	it.each([
		[
			'a required one that an expression leaves empty',
			{ resource: 'dataPool', operation: 'create', name: '={{ $json.missing }}' },
			"'Name' is empty [item 0]. Nothing was sent.",
		],
		[
			'one that can be left empty, but not by an expression',
			{
				resource: 'flowVersion',
				operation: 'createVariable',
				flowVersionId: byId(5),
				key: 'warehouse',
				type: 'string',
				value: '={{ $json.missing }}',
			},
			"'Value' comes from an expression that gives nothing [item 0]. Nothing was sent.",
		],
		[
			'a number below what the API takes',
			{
				resource: 'connectionPool',
				operation: 'create',
				name: 'Warehouse',
				connectionLimit: '={{ 0 }}',
			},
			"'Connection Limit' has to be a whole number, at least 1 [item 0]. Nothing was sent.",
		],
		[
			'a number that is none',
			{
				resource: 'connectionPool',
				operation: 'update',
				connectionPoolId: byId(5),
				updateFields: { timeout: '={{ "soon" }}' },
			},
			"'Timeout' has to be a whole number, at least 1 [item 0]. Nothing was sent.",
		],
		[
			'a date that is none',
			{
				resource: 'flowVersion',
				operation: 'update',
				flowId: byId(1),
				flowVersionId: byId(2),
				updateFields: { deployedAt: 'yesterday' },
			},
			"'Deployed At' is not a date [item 0]. Nothing was sent.",
		],
		[
			'an update of nothing',
			{ resource: 'label', operation: 'update', labelId: byId(7) },
			"'Update Fields' is empty [item 0]. Nothing was sent.",
		],
		[
			'an added field of an update that must not be empty',
			{
				resource: 'shape',
				operation: 'update',
				flowVersionId: byId(1),
				shapeId: byId(2),
				updateFields: { microservice: '' },
			},
			"'Type' is empty [item 0]. Nothing was sent.",
		],
	])('is refused before anything is sent: %s', async (_, parameters, message) => {
		const core = answerAll(CLOUD.core, () => [200, {}]);

		const { error } = await runPatchworks(engine, parameters);

		expect(error?.message).toBe(message);
		expect(core).toEqual([]);
	});

	it('is refused when it is not JSON', async () => {
		const core = answerAll(CLOUD.core, () => [200, {}]);

		const { error } = await runPatchworks(engine, {
			resource: 'shape',
			operation: 'create',
			flowVersionId: byId(1),
			name: 'Map orders',
			microservice: 'map',
			additionalFields: { config: '{"map": }' },
		});

		expect(error?.message).toMatch(
			/^'Settings' is not valid JSON: .* \[item 0\]\. Nothing was sent\.$/,
		);
		expect(core).toEqual([]);
	});

	it('takes a date without a time zone in that of the workflow', async () => {
		const core = answerAll(CLOUD.core, () => [200, { data: {} }]);

		await engine.run({
			settings: { timezone: 'Asia/Tokyo' },
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
					name: 'Patchworks',
					type: 'n8n-nodes-patchworks.patchworks',
					typeVersion: 1,
					position: [0, 0],
					parameters: {
						resource: 'flowVersion',
						operation: 'update',
						flowId: byId(1),
						flowVersionId: byId(2),
						updateFields: { deployedAt: '2026-03-02T09:00:00' },
					},
					credentials: { PatchworksApiKey: { id: 'key', name: 'Test credential' } },
				},
			],
			connections: { Trigger: { main: [[{ node: 'Patchworks', type: 'main', index: 0 }]] } },
		});

		expect(core.map(({ body }) => body)).toEqual(['{"deployed_at":"2026-03-02T00:00:00.000Z"}']);
	});
});
