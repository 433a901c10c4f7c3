import type { INode } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { byId } from '../support/harness/operations';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll } from '../support/harness/requests';

const HOOKS = 'https://webhooks.wearepatchworks.com';
const NOTHING = '={{ $json.missing }}';
const START = { resource: 'flow', operation: 'start', flowId: byId(7) };
const RUNS = { resource: 'flowRun', operation: 'getAll' };
const STEP = {
	resource: 'shape',
	operation: 'update',
	flowVersionId: byId(1),
	shapeId: byId(2),
};
const VERSION = {
	resource: 'flowVersion',
	operation: 'update',
	flowId: byId(1),
	flowVersionId: byId(2),
};
const POOL = { resource: 'connectionPool', operation: 'update', connectionPoolId: byId(5) };
const TRIGGER = {
	resource: 'flowWebhook',
	operation: 'trigger',
	webhookUrl: `${HOOKS}/api/v1/example/01hxxx?patchworks_signature=made-up`,
};

describe.each([
	['node in a workflow', false],
	['tool of an AI agent', true],
])('An option that was added to a %s', (_form, byDescription) => {
	let engine: Engine;

	beforeAll(async () => {
		engine = await createEngine('sources', byDescription);
	});

	const run = async (parameters: object, items: object[] = [{}]) => {
		const seen = [CLOUD.core, CLOUD.start, HOOKS].map((origin) =>
			answerAll(origin, ({ url }) => [200, { data: url.includes('per_page') ? [] : { id: 1 } }]),
		);
		const { error } = await runPatchworks(engine, parameters as INode['parameters'], {
			items: items as [],
		});
		return { error, sent: seen.flat() };
	};

	it.each<[string, object, string]>([
		[
			'starts no flow when the chosen environment is empty',
			{ ...START, virtualEnvironmentId: byId(NOTHING) },
			'Virtual Environment',
		],
		[
			'starts no flow when the chosen version is empty',
			{ ...START, options: { versionId: byId(' ') } },
			'Version',
		],
		[
			'starts no flow when the flow variables are empty',
			{ ...START, options: { flowVariables: '' } },
			'Flow Variables',
		],
		[
			'starts no flow when what it is to run as is empty',
			{ ...START, options: { runAs: '={{ null }}' } },
			'Run As',
		],
		[
			'replays no run when the chosen payload is empty',
			{
				resource: 'flowRun',
				operation: 'replay',
				flowRunId: byId(9001),
				options: { payloadId: byId(NOTHING) },
			},
			'Payload',
		],
		[
			'triggers no webhook unsigned when the key is empty',
			{ ...TRIGGER, options: { hmacKey: NOTHING } },
			'HMAC Key',
		],
		[
			'triggers no webhook when the prefix of the environment is empty',
			{ ...TRIGGER, options: { virtualEnvironmentPrefix: '' } },
			'Virtual Environment Prefix',
		],
		[
			'does not list the runs of all flows when the chosen flow is empty',
			{ ...RUNS, filters: { flowId: byId(NOTHING) } },
			'Flow',
		],
		[
			'does not list all runs when a time is empty',
			{ ...RUNS, filters: { startedAfter: '' } },
			'Started After',
		],
		[
			'does not list all runs when a status is empty',
			{ ...RUNS, filters: { status: NOTHING } },
			'Status',
		],
		[
			'does not list all runs when a switch is empty',
			{ ...RUNS, filters: { hasWarnings: NOTHING } },
			'Warnings',
		],
		[
			'does not list all runs when a text is empty',
			{ ...RUNS, filters: { search: '={{ "" }}' } },
			'Search',
		],
		[
			'does not list the payloads of all runs when the run is empty',
			{
				resource: 'payload',
				operation: 'getAll',
				filters: { flowRunId: byId('={{ null }}') },
			},
			'Flow Run',
		],
		['lists nothing when the order is empty', { ...RUNS, sort: { by: NOTHING } }, 'Order By'],
		[
			'lists nothing when the relations are empty',
			{ ...RUNS, options: { include: NOTHING } },
			'Include',
		],
		[
			'creates nothing when an additional field is empty',
			{
				resource: 'dataPool',
				operation: 'create',
				name: 'Orders',
				additionalFields: { description: '' },
			},
			'Description',
		],
		[
			'updates nothing when the text comes from an expression that gives nothing',
			{
				resource: 'label',
				operation: 'update',
				labelId: byId(7),
				updateFields: { name: NOTHING },
			},
			'Name',
		],
		[
			'updates nothing when one of two texts comes from an expression that gives nothing',
			{
				resource: 'dataPool',
				operation: 'update',
				dataPoolId: byId(7),
				updateFields: { name: 'Orders', description: NOTHING },
			},
			'Description',
		],
		[
			'updates nothing when the time comes from an expression that gives nothing',
			{ ...VERSION, updateFields: { deployedAt: NOTHING } },
			'Deployed At',
		],
		[
			'updates nothing when the number comes from an expression that gives nothing',
			{ ...POOL, updateFields: { timeout: NOTHING } },
			'Timeout',
		],
		[
			'updates nothing when the JSON is empty',
			{ ...STEP, updateFields: { config: '' } },
			'Settings',
		],
		[
			'updates nothing when an ID is empty',
			{ ...STEP, updateFields: { parentShapeId: byId('') } },
			'Parent Shape',
		],
		[
			'updates nothing when the ID typed as text is empty',
			{ ...STEP, updateFields: { flowVersionOfShapeId: '' } },
			'Flow Version ID',
		],
		[
			'sends no request of its own when the headers are empty',
			{
				resource: 'apiRequest',
				operation: 'request',
				path: '/api/v1/labels',
				options: { headers: NOTHING },
			},
			'Headers',
		],
	])('%s', async (_title, parameters, label) => {
		const { error, sent } = await run(parameters);

		expect(sent).toEqual([]);
		expect(error?.message).toBe(`'${label}' is empty [item 0]. Nothing was sent.`);
		expect(error?.description).toMatch(
			/^(It was added under '.*': give it a value, or remove it\.|Its expression gives nothing\. .*)$/,
		);
	});

	it('names the item that lacks the value', async () => {
		const parameters = {
			...START,
			virtualEnvironmentId: byId('={{ $json.environment }}'),
		};

		const { error } = await run(parameters, [{ environment: 3 }, {}]);

		expect(error?.message).toBe("'Virtual Environment' is empty [item 1]. Nothing was sent.");
	});

	it('starts the flow in the environment and version 0, if the item says so', async () => {
		const { error, sent } = await run(
			{
				...START,
				payload: '',
				options: { versionId: byId('={{ $json.zero }}') },
				virtualEnvironmentId: byId('={{ $json.zero }}'),
			},
			[{ zero: 0 }],
		);

		expect(error).toBeUndefined();
		// It may look first at a run that was started in that environment before.
		const starts = sent.map(({ url }) => url).filter((url) => url.includes('/start/'));
		expect(starts).toEqual(['/api/v1/flows/7/start/raw/0?virtual_environment_id=0']);
	});

	it.each<[string, object, unknown]>([
		[
			'clears a text that an update leaves empty',
			{
				resource: 'dataPool',
				operation: 'update',
				dataPoolId: byId(7),
				updateFields: { description: '' },
			},
			{ description: '' },
		],
		[
			'clears a text for which the item has null',
			{
				resource: 'script',
				operation: 'update',
				scriptId: byId(7),
				updateFields: { description: '={{ null }}' },
			},
			{ description: null },
		],
		[
			'clears a time that an update leaves empty',
			{ ...VERSION, updateFields: { deployedAt: '' } },
			{ deployed_at: null },
		],
		[
			'clears a time for which the item has null',
			{ ...VERSION, updateFields: { deployedAt: '={{ null }}' } },
			{ deployed_at: null },
		],
		[
			'clears a number for which the item has null',
			{ ...POOL, updateFields: { timeout: '={{ null }}' } },
			{ timeout: null },
		],
		[
			'sends JSON that is null',
			{ ...STEP, updateFields: { config: 'null', variables: '[]' } },
			{ config: null, variables: [] },
		],
		[
			'sends a switch that is off',
			{
				resource: 'note',
				operation: 'create',
				note: 'x',
				modelType: 'flow_step',
				modelId: '30111',
				additionalFields: { private: false },
			},
			expect.objectContaining({ private: false }),
		],
	])('%s', async (_title, parameters, body) => {
		const { error, sent } = await run(parameters);

		expect(error).toBeUndefined();
		expect(sent.map((request) => JSON.parse(request.body) as unknown)).toEqual([body]);
	});

	it('asks for no relations when none is picked', async () => {
		const { error, sent } = await run({ ...RUNS, options: { include: [] } });

		expect(error).toBeUndefined();
		expect(sent.map(({ url }) => url)).toEqual(['/api/v1/flow-runs?page=1&per_page=50']);
	});
});
