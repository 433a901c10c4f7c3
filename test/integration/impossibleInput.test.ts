import type { INode } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { byId } from '../support/harness/operations';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

const RUNS = { resource: 'flowRun', operation: 'getAll' };
const TRACKED = { resource: 'trackedData', operation: 'getAll' };
const NAME = 'Orders to warehouse';

describe.each([
	['node in a workflow', false],
	['tool of an AI agent', true],
])('Input that cannot be right, of a %s', (_form, byDescription) => {
	let engine: Engine;

	beforeAll(async () => {
		engine = await createEngine('sources', byDescription);
	});

	const run = async (parameters: object) => {
		const seen = [CLOUD.core, CLOUD.start].map((origin) =>
			answerAll(origin, () => [200, page([])]),
		);
		const { error } = await runPatchworks(engine, parameters as INode['parameters']);
		return { error, sent: seen.flat() };
	};

	it.each<[string, object, string]>([
		[
			'a time after which there is none',
			{
				...RUNS,
				filters: { startedAfter: '2026-03-02T09:00:00Z', startedBefore: '2026-03-01T09:00:00Z' },
			},
			"'Started After' is later than 'Started Before'",
		],
		[
			'such a time by the clocks of two zones',
			{
				...RUNS,
				filters: {
					startedAfter: '2026-03-02T09:00:00+00:00',
					startedBefore: '2026-03-02T10:00:00+02:00',
				},
			},
			"'Started After' is later than 'Started Before'",
		],
		[
			'such a time in another list',
			{
				...TRACKED,
				filters: { createdAfter: '2026-03-02T09:00:00Z', createdBefore: '2026-03-01T09:00:00Z' },
			},
			"'Created After' is later than 'Created Before'",
		],
		[
			'a name in place of the flow',
			{ resource: 'flow', operation: 'get', flowId: byId(NAME) },
			`'Flow' is not an ID: "${NAME}"`,
		],
		[
			'a name in place of the flow to start',
			{ resource: 'flow', operation: 'start', flowId: `={{ "${NAME}" }}` },
			`'Flow' is not an ID: "${NAME}"`,
		],
		[
			'a name in place of the environment to start in',
			{
				resource: 'flow',
				operation: 'start',
				flowId: byId(7),
				virtualEnvironmentId: byId('Staging'),
			},
			`'Virtual Environment' is not an ID: "Staging"`,
		],
		[
			'a name in place of the version to start',
			{
				resource: 'flow',
				operation: 'start',
				flowId: byId(7),
				options: { versionId: byId('latest') },
			},
			`'Version' is not an ID: "latest"`,
		],
		[
			'a name in place of the payload to replay with',
			{
				resource: 'flowRun',
				operation: 'replay',
				flowRunId: byId(9001),
				options: { payloadId: byId('the first one') },
			},
			`'Payload' is not an ID: "the first one"`,
		],
		[
			'text in a filter by an ID',
			{ ...RUNS, filters: { flowVersionId: 'the deployed one' } },
			`'Flow Version ID' is not an ID: "the deployed one"`,
		],
		[
			'text in a filter by one of two IDs',
			{ ...RUNS, filters: { flowVersionId: '12, draft' } },
			`'Flow Version ID' is not an ID: "draft"`,
		],
		[
			'a name in a filter that has a list',
			{ ...RUNS, filters: { flowId: byId(NAME) } },
			`'Flow' is not an ID: "${NAME}"`,
		],
		[
			'a name in another filter that has a list',
			{
				resource: 'cache',
				operation: 'getAll',
				filters: { forFlowId: byId(NAME) },
			},
			`'Usable by Flow' is not an ID: "${NAME}"`,
		],
		[
			'a name in a filter by any ID',
			{ resource: 'dataPool', operation: 'getAll', filters: { id: 'Orders' } },
			`'ID' is not an ID: "Orders"`,
		],
		[
			'a name in place of an ID that is sent in the body',
			{
				resource: 'agentConversation',
				operation: 'create',
				feature: 'map-builder',
				flowId: byId(1),
				flowVersionId: byId('v 12'),
				shapeId: byId(2),
				prompt: 'Map orders',
			},
			`'Flow Version' is not an ID: "v 12"`,
		],
		[
			'a status that there is not',
			{ ...RUNS, filters: { status: '={{ "failed" }}' } },
			"'Status' has to be one of these: 3 (Failure), 5 (Partial Success), 1 (Started), 4 (Stopped), 2 (Success)",
		],
		[
			'a switch that is neither on nor off',
			{ ...RUNS, filters: { hasWarnings: '={{ "some" }}' } },
			"'Warnings' has to be one of these: true (With Warnings), false (Without Warnings)",
		],
	])('sends nothing with %s', async (_title, parameters, message) => {
		const { error, sent } = await run(parameters);

		expect(sent).toEqual([]);
		expect(error?.message).toBe(`${message} [item 0]. Nothing was sent.`);
		if (message.includes('is not an ID')) {
			expect(error?.description).toContain('To choose by name, pick from the list');
		}
	});

	it.each<[object, string]>([
		[{ flowVersionId: ' 5678 ' }, 'filter[flow_version_id]=5678'],
		[{ flowVersionId: '12, 13' }, 'filter[flow_version_id]=12,13'],
		[{ flowVersionId: '={{ [12, 13] }}' }, 'filter[flow_version_id]=12,13'],
		[{ flowId: byId('01HZX0000000000000000MADEU') }, 'filter[flow_id]=01HZX0000000000000000MADEU'],
		[
			{ userId: '0b8f4c1e-0000-4000-8000-00000000dead' },
			'filter[user_id]=0b8f4c1e-0000-4000-8000-00000000dead',
		],
		[{ status: '={{ "3" }}' }, 'filter[status]=3'],
		[{ hasWarnings: '={{ "false" }}' }, 'filter[has_warnings]=false'],
		[
			{ startedAfter: '2026-03-01T09:00:00Z', startedBefore: '2026-03-01T09:00:00Z' },
			'filter[started_after]=1772355600000&filter[started_before]=1772355600000',
		],
	])('sends the filters %j', async (filters, query) => {
		const { error, sent } = await run({ ...RUNS, filters });

		expect(error).toBeUndefined();
		expect(sent.map(({ url }) => decodeURIComponent(url))).toEqual([
			`/api/v1/flow-runs?${query}&page=1&per_page=50`,
		]);
	});

	it('sends a switch as 0 that an expression gives as text', async () => {
		const { sent } = await run({
			resource: 'blueprint',
			operation: 'getAll',
			filters: { private: '={{ "false" }}' },
		});

		expect(sent.map(({ url }) => decodeURIComponent(url))).toEqual([
			'/api/v1/patchworks/marketplace-apps?filter[private]=0&page=1&per_page=50',
		]);
	});
});
