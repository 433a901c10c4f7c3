import type { INodeParameters } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { node } from '../support/harness/engine';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

const queryOf = (url: string) =>
	Object.fromEntries(new URL(url, 'http://localhost').searchParams.entries());

/** Lists runs in a workflow with a time zone of its own. */
const listIn = async (timezone: string, filters: INodeParameters) =>
	await engine.run(
		{
			nodes: [
				node('Trigger', 'n8n-nodes-base.manualTrigger', {}),
				node(
					'Patchworks',
					'n8n-nodes-patchworks.patchworks',
					{ resource: 'flowRun', operation: 'getAll', filters },
					{ credentials: { PatchworksApiKey: { id: 'key', name: 'Test credential' } } },
				),
			],
			connections: { Trigger: { main: [[{ node: 'Patchworks', type: 'main', index: 0 }]] } },
			settings: { timezone },
		},
		{ pinData: { Trigger: [{ json: {} }] } },
	);

describe('Flow Run: Get Many', () => {
	it('sends every filter as the API wants it', async () => {
		const core = answerAll(CLOUD.core, () => [200, page([{ id: 1, status: 3 }])]);

		const { error } = await runPatchworks(engine, {
			resource: 'flowRun',
			operation: 'getAll',
			limit: 10,
			filters: {
				flowId: { __rl: true, mode: 'id', value: '7' },
				flowVersionId: '8',
				hasWarnings: true,
				retried: false,
				search: 'order 1001',
				startedAfter: '2026-11-23T00:00:00Z',
				startedBefore: '2026-11-24T00:00:00+01:00',
				startedOn: '2026-11-24T12:00:00Z',
				status: 3,
				trigger: 'Webhook',
				userId: '9',
				virtualEnvironmentId: { __rl: true, mode: 'id', value: '10' },
			},
			options: {
				include: ['flow'],
				flowFields: 'id,name',
				trackedDataFields: ['id'],
			},
			sort: { by: '-started_at' },
		});

		expect(error).toBeUndefined();
		expect(queryOf(core[0].url)).toEqual({
			'filter[flow_id]': '7',
			'filter[flow_version_id]': '8',
			'filter[has_warnings]': 'true',
			'filter[retried]': 'false',
			'filter[search]': 'order 1001',
			'filter[started_after]': String(Date.UTC(2026, 10, 23)),
			'filter[started_before]': String(Date.UTC(2026, 10, 23, 23)),
			'filter[started_on]': String(Date.UTC(2026, 10, 24, 12)),
			'filter[status]': '3',
			'filter[trigger]': 'Webhook',
			'filter[user_id]': '9',
			'filter[virtual_environment_id]': '10',
			include: 'flow',
			sort: '-started_at',
			'fields[flow]': 'id,name',
			'fields[trackedData]': 'id',
			page: '1',
			per_page: '10',
		});
	});

	it("takes a date without a time zone in the workflow's, and one that an expression gives", async () => {
		const core = answerAll(CLOUD.core, () => [200, page([])]);

		await listIn('Europe/London', { startedAfter: '2026-07-01T12:00:00' });
		await listIn('Europe/London', {
			startedAfter: "={{ DateTime.fromISO('2026-07-01T12:00:00Z') }}",
		});

		expect(core.map(({ url }) => queryOf(url)['filter[started_after]'])).toEqual([
			String(Date.UTC(2026, 6, 1, 11)),
			String(Date.UTC(2026, 6, 1, 12)),
		]);
	});

	// In London a day of 23 hours, in summer time and of 25 hours, and the day that is ahead of UTC.
	it.each([
		['Europe/London', '2026-03-29T00:00:00', 29],
		['Europe/London', '2026-03-29', 29],
		['Europe/London', "={{ DateTime.fromISO('2026-03-29').endOf('day') }}", 29],
		['Europe/London', "={{ DateTime.fromISO('2026-03-31').startOf('day') }}", 31],
		['Europe/London', "={{ DateTime.fromISO('2026-03-31').startOf('day').toMillis() }}", 31],
		['Europe/London', "={{ DateTime.fromISO('2026-03-31').startOf('day').toJSDate() }}", 31],
		['Pacific/Auckland', "={{ DateTime.fromISO('2026-03-29').startOf('day').toMillis() }}", 29],
		['America/Los_Angeles', "={{ DateTime.fromISO('2026-03-29').endOf('day').toMillis() }}", 29],
	])('in %s takes %s for one day, and the runs of it for right', async (zone, startedOn, day) => {
		const rows = [0, 23].map((hour, id) => ({
			id,
			started_at: new Date(Date.UTC(2026, 2, day, hour, 59)).toISOString(),
		}));
		const core = answerAll(CLOUD.core, () => [200, page(rows)]);

		const run = await listIn(zone, { startedOn });

		expect(run.data.resultData.error).toBeUndefined();
		expect(queryOf(core[0].url)['filter[started_on]']).toBe(String(Date.UTC(2026, 2, day, 12)));
	});

	it.each<[string, object, object, string]>([
		[
			'status',
			{ status: 3 },
			{ status: 'success' },
			"Patchworks gave flow run 1 with 'Status' Success, where only Failure was asked for [item 0]",
		],
		[
			'trigger',
			{ trigger: 'API' },
			{ trigger: 'Schedule' },
			`Patchworks gave flow run 1 with 'Started By' "schedule", where only "API" was asked for [item 0]`,
		],
		[
			'flow',
			{ flowId: { __rl: true, mode: 'id', value: '7' } },
			{ flow_id: 8 },
			`Patchworks gave flow run 1 with 'Flow' "8", where only "7" was asked for [item 0]`,
		],
		[
			'start',
			{ startedBefore: '2026-11-24T00:00:00Z' },
			{ started_at: '2026-11-24T09:00:00Z' },
			`Patchworks gave flow run 1 with started_at "2026-11-24T09:00:00Z", although 'Started Before' is "2026-11-24T00:00:00Z" [item 0]`,
		],
	])('refuses a run of another %s than was asked for', async (_title, filters, row, message) => {
		answerAll(CLOUD.core, () => [200, page([{ id: 1, ...row }])]);

		const { error } = await runPatchworks(engine, {
			resource: 'flowRun',
			operation: 'getAll',
			filters: filters as never,
		});

		expect(error?.message).toBe(message);
	});

	it('refuses what is not a date', async () => {
		const core = answerAll(CLOUD.core, () => [200, page([])]);

		const { error } = await runPatchworks(engine, {
			resource: 'flowRun',
			operation: 'getAll',
			filters: { startedAfter: 'yesterday' },
		});

		expect(core).toHaveLength(0);
		expect(error?.message).toBe("'Started After' is not a date [item 0]. Nothing was sent.");
	});

	it('keeps the filters on every page', async () => {
		const rows = Array.from({ length: 250 }, (_, id) => ({ id: id + 1 }));
		const core = answerAll(CLOUD.core, ({ url }) => {
			const current = Number(queryOf(url).page);
			return [200, page(rows.slice((current - 1) * 100, current * 100), current, 3)];
		});

		const { items } = await runPatchworks(engine, {
			resource: 'flowRun',
			operation: 'getAll',
			returnAll: true,
			filters: { status: 3 },
		});

		expect(items.map(({ flowRunId }) => Number(flowRunId))).toEqual(rows.map(({ id }) => id));
		expect(core.map(({ url }) => queryOf(url))).toEqual(
			['1', '2', '3'].map((number) => ({
				'filter[status]': '3',
				page: number,
				per_page: '100',
			})),
		);
	});

	it.each([
		[1, ['1/1']],
		[100, ['1/100']],
		[101, ['1/100', '2/100']],
		[250, ['1/100', '2/100', '3/100']],
		[400, ['1/100', '2/100', '3/100']],
	])('with a limit of %s asks for the pages %j', async (limit, pages) => {
		const rows = Array.from({ length: 250 }, (_, id) => ({ id: id + 1 }));
		const core = answerAll(CLOUD.core, ({ url }) => {
			const { page: current, per_page: size } = queryOf(url);
			const start = (Number(current) - 1) * Number(size);
			return [
				200,
				page(
					rows.slice(start, start + Number(size)),
					Number(current),
					Math.ceil(250 / Number(size)),
				),
			];
		});

		const { items } = await runPatchworks(engine, {
			resource: 'flowRun',
			operation: 'getAll',
			limit,
		});

		expect(items).toHaveLength(Math.min(limit, 250));
		expect(core.map(({ url }) => `${queryOf(url).page}/${queryOf(url).per_page}`).sort()).toEqual(
			pages,
		);
	});

	it.each([0, -1, 1.5, '={{ "many" }}'])('refuses a limit of %s', async (limit) => {
		const core = answerAll(CLOUD.core, () => [200, page([])]);

		const { error } = await runPatchworks(engine, {
			resource: 'flowRun',
			operation: 'getAll',
			limit,
		});

		expect(core).toHaveLength(0);
		expect(error?.message).toBe(
			"'Limit' has to be a whole number above 0 [item 0]. Nothing was sent.",
		);
	});

	it('pairs the rows of two items with the item they belong to', async () => {
		answerAll(CLOUD.core, ({ url }) => {
			const flow = queryOf(url)['filter[flow_id]'];
			return [200, page(flow === '1' ? [{ id: 11 }, { id: 12 }] : [{ id: 21 }])];
		});

		const { output } = await runPatchworks(
			engine,
			{
				resource: 'flowRun',
				operation: 'getAll',
				filters: { flowId: { __rl: true, mode: 'id', value: '={{ $json.flow }}' } },
			},
			{ items: [{ flow: 1 }, { flow: 2 }] },
		);

		expect(output.map(({ json, pairedItem }) => [json.flowRunId, pairedItem])).toEqual([
			['11', { item: 0 }],
			['12', { item: 0 }],
			['21', { item: 1 }],
		]);
	});

	it.each([
		['an empty list', 200, page([])],
		['no content', 204, undefined],
	])('gives no items for %s', async (_, status, body) => {
		answerAll(CLOUD.core, () => [status, body]);

		const { items, error } = await runPatchworks(engine, {
			resource: 'flowRun',
			operation: 'getAll',
		});

		expect(error).toBeUndefined();
		expect(items).toEqual([]);
	});

	it.each([
		['without meta', { data: [{ id: 1 }, { id: 2 }] }],
		['without an envelope', [{ id: 1 }, { id: 2 }]],
	])('gives the rows of a list %s', async (_, body) => {
		answerAll(CLOUD.core, () => [200, body]);

		const { items } = await runPatchworks(engine, {
			resource: 'flowRun',
			operation: 'getAll',
			returnAll: true,
		});

		expect(items).toMatchObject([{ flowRunId: '1' }, { flowRunId: '2' }]);
	});
});

describe('Flow Run: Get Logs', () => {
	it('lists the logs of a run', async () => {
		const core = answerAll(CLOUD.core, () => [200, page([{ id: 1, log_message: 'made up' }])]);

		const { items } = await runPatchworks(engine, {
			resource: 'flowRun',
			operation: 'getLogs',
			flowRunId: '99',
			options: {
				include: ['flowRunLogMetadata'],
				flowStepFields: 'id,name',
				loadPayloadIds: true,
			},
			sort: { by: 'created_at' },
		});

		expect(items).toEqual([{ id: 1, log_message: 'made up' }]);
		expect(core[0].url.split('?')[0]).toBe('/api/v1/flow-runs/99/flow-run-logs');
		expect(queryOf(core[0].url)).toEqual({
			include: 'flowRunLogMetadata',
			'fields[flowStep]': 'id,name',
			load_payload_ids: 'true',
			sort: 'created_at',
			page: '1',
			per_page: '50',
		});
	});
});

describe('Flow Run: Retry', () => {
	it.each([
		[200, { data: { id: 100 } }, { flowRunId: '100' }],
		[200, { data: { id: 99 } }, {}],
		[204, undefined, { success: true }],
		[200, '', { success: true }],
		[200, { data: null }, { success: true }],
		[200, { message: 'Retried.' }, { message: 'Retried.' }],
	])('answered with %s %j gives %j', async (status, body, json) => {
		const core = answerAll(CLOUD.core, () => [status, body]);

		const { items, error } = await runPatchworks(engine, {
			resource: 'flowRun',
			operation: 'retry',
			flowRunId: '99',
		});

		expect(error).toBeUndefined();
		expect(core).toMatchObject([{ method: 'POST', url: '/api/v1/flow-runs/99/retry', body: '' }]);
		expect(items).toEqual([{ ...json, retriedFlowRunId: '99' }]);
	});
});
