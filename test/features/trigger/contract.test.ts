import type { IDataObject, WorkflowExecuteMode } from 'n8n-workflow';

import schema from '../../../nodes/PatchworksTrigger/__schema__/v1.0.0.json';
import { shownOtherwise, strangeIn } from '../../conformance/operations/outputSchemas';
import type { Engine } from '../../support/harness/engine';
import { createEngine } from '../../support/harness/patchworks';
import { activeTriggerWith } from '../../support/harness/polling';
import type { Sandbox } from '../../support/sandbox';
import { FLOWS, startSandbox } from '../../support/sandbox';

let engine: Engine;
let sandbox: Sandbox;

beforeAll(async () => {
	engine = await createEngine();
});
afterEach(async () => await sandbox.close());

async function pollSandbox(
	parameters: IDataObject,
	options: Parameters<typeof startSandbox>[0] = {},
	mode: WorkflowExecuteMode = 'trigger',
): Promise<IDataObject[]> {
	sandbox = await startSandbox({ rateLimit: false, ...options });
	engine.credentials.add('sandboxUser', 'PatchworksOAuth', {
		username: sandbox.username,
		password: sandbox.password,
		hosting: 'selfHosted',
		coreUrl: sandbox.coreUrl,
		startUrl: sandbox.startUrl,
		loginUrl: sandbox.loginUrl,
	});
	const trigger = activeTriggerWith(
		engine,
		{ authentication: 'oAuth', events: ['finished'], options: { includePast: 24 }, ...parameters },
		'sandboxUser',
	);
	return await trigger.jsonOfPoll(mode);
}

it.each([
	['flat', []],
	['jsonApi', ['json-api']],
])(
	'gives last night’s runs, of objects in the form %s, as its output schema says',
	async (_shape, moods) => {
		const items = await pollSandbox({}, { moods });

		expect(items.map(({ event }) => event)).toEqual([
			'stopped',
			'partiallySucceeded',
			'succeeded',
			'failed',
			'failed',
			'succeeded',
			'succeeded',
			'succeeded',
		]);
		expect(items.flatMap((item) => strangeIn(item, schema, ['type']))).toEqual([]);
		expect(items.flatMap((item) => shownOtherwise(item, schema))).toEqual([]);
		expect(items[0]).toMatchObject({ flowName: 'Nightly export' });
	},
);

it('asks for nothing that the contract does not know, whatever is chosen', async () => {
	const [first, second] = ['1', '2'];
	const items = await pollSandbox({
		events: ['started', 'finished'],
		filters: {
			flowIds: [String(FLOWS.stock), String(FLOWS.orders)],
			triggers: ['Schedule', 'Webhook', 'API'],
			virtualEnvironmentIds: [],
		},
		options: { includePast: 24, includeLogs: true, includeFailureSummary: true },
	});
	expect(items.length).toBeGreaterThan(3);
	expect(sandbox.requests.filter(({ status }) => status >= 400)).toEqual([]);
	await sandbox.close();

	await pollSandbox({
		filters: {
			flowIds: [String(FLOWS.stock)],
			triggers: ['API'],
			virtualEnvironmentIds: [first, second],
		},
	});
	expect(sandbox.requests.filter(({ status }) => status >= 400)).toEqual([]);
});

it.each([
	['flat', []],
	['jsonApi', ['json-api']],
])(
	'gives samples of alarms, of objects in the form %s, as its output schema says',
	async (_shape, moods) => {
		const items = await pollSandbox(
			{
				events: ['failureRate', 'overdue', 'queueBacklog', 'runningTooLong'],
				filters: { flowIds: [String(FLOWS.orders)] },
				options: {},
			},
			{ moods },
			'manual',
		);

		expect(items.map(({ event }) => event)).toEqual([
			'failureRate',
			'overdue',
			'runningTooLong',
			'queueBacklog',
		]);
		expect(items.flatMap((item) => strangeIn(item, schema))).toEqual([]);
		expect(items.flatMap((item) => shownOtherwise(item, schema))).toEqual([]);
		expect(items[1].flowName).toEqual(expect.any(String));
		expect(items[3].oldestQueuedAt).toEqual(expect.any(String));
		expect(sandbox.requests.filter(({ status }) => status >= 400)).toEqual([]);
	},
);

it('gives the cause of each failure as its output schema says', async () => {
	const items = await pollSandbox({
		events: ['failed'],
		options: { includePast: 24, onlyNewCauses: true },
	});

	expect(items.map(({ cause }) => cause)).toContainEqual(
		expect.objectContaining({ isNew: true, count: 1 }),
	);
	expect(items.flatMap((item) => strangeIn(item, schema, ['type']))).toEqual([]);
	expect(items.flatMap((item) => shownOtherwise(item, schema))).toEqual([]);
	expect(sandbox.requests.filter(({ url }) => url?.includes('flow-run-logs'))).toEqual([]);
});
