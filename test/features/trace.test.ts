import type { IDataObject } from 'n8n-workflow';

import { FLOWS } from '../support/sandbox';
import type { Run } from '../support/sandbox';
import type { Sandboxed } from './support/sandboxed';
import { byId, startSandboxed } from './support/sandboxed';

const TRACKED_DATA = '/api/v1/tracked-data';
const MINUTE = 60_000;
const ORDER = 'ORDER-1001';

let patchworks: Sandboxed;
let lastId: number;

beforeEach(async () => {
	patchworks = await startSandboxed();
	patchworks.sandbox.rows(TRACKED_DATA).length = 0;
	lastId = 7_500;
});
afterEach(async () => await patchworks.sandbox.close());

function pastRun(flowId: number, minutesAgo: number, more: object = {}) {
	const { sandbox } = patchworks;
	return sandbox.addRun({
		flowId,
		startedAt: sandbox.now() - minutesAgo * MINUTE,
		duration: 30_000,
		payload: { order: ORDER },
		...more,
	});
}

/** Lets a shape of a run track the order. */
function track(run: Run, step: number, direction: 'Receive' | 'Send', more: object = {}) {
	const at = new Date(run.startedAt + (step + 1) * 5_000).toISOString().replace('Z', '000Z');
	patchworks.sandbox.rows(TRACKED_DATA).push({
		id: ++lastId,
		flow_id: run.flow.id,
		flow_run_id: run.id,
		step_id: run.steps[step].id,
		entity_type_id: 37,
		value: ORDER,
		direction,
		success: true,
		created_at: at,
		updated_at: at,
		...more,
	});
}

/** A run that takes the order in and sends it on. */
function passes(flowId: number, minutesAgo: number, more: object = {}) {
	const run = pastRun(flowId, minutesAgo, { outcome: 'success', ...more });
	track(run, 0, 'Receive');
	track(run, 2, 'Send');
	return run;
}

async function trace(value: unknown = ORDER): Promise<IDataObject[]> {
	const { items, error } = await patchworks.run({
		resource: 'trackedData',
		operation: 'trace',
		value: value as string,
	});
	expect(error?.message).toBeUndefined();
	return items;
}

describe('Tracked Data: Trace', () => {
	it('follows an order through three flows to the shape that it stopped in', async () => {
		passes(FLOWS.orders, 60);
		passes(FLOWS.customers, 50);
		const failed = pastRun(FLOWS.stock, 40);
		track(failed, 0, 'Receive');

		const [item] = await trace();

		expect(item).toMatchObject({
			value: ORDER,
			found: true,
			status: 'failed',
			arrived: false,
			flowRunIdToReplay: failed.id,
			stoppedAt: {
				flowId: '102',
				flowName: 'Stock to shop',
				flowRunId: failed.id,
				runStatus: 'Failure',
				shapeName: 'Update shop',
				reason: expect.stringContaining('timed out') as string,
				failureSummary: { failed: true, failedShape: { name: 'Update shop' } },
			},
		});
		expect(item.answer).toMatch(
			/^ORDER-1001 has not arrived: Stock to shop stopped in Update shop on \d+ \w+ \d{4} at \d\d:\d\d \(America\/New_York\): Request timed out after 30 seconds: POST https:\/\/shop.example.com\/stock\. Flow run \d+ can be replayed\.$/,
		);
		expect((item.timeline as IDataObject[]).map(shortly)).toEqual([
			'Orders to warehouse: Receive orders receive',
			'Orders to warehouse: Send to warehouse send',
			'Customers to CRM: Receive customers receive',
			'Customers to CRM: Collect rejects send',
			'Stock to shop: Fetch stock receive',
		]);
		expect(item.payloads).toContainEqual({
			payloadId: failed.logs[1].payloadId,
			flowRunId: failed.id,
			shapeId: String(failed.steps[0].id),
			shapeName: 'Fetch stock',
			size: 22,
		});
	});

	it('sees it arrive once the run was replayed', async () => {
		const failed = pastRun(FLOWS.orders, 40, { outcome: 'failure' });
		track(failed, 0, 'Receive');
		const [{ flowRunIdToReplay }] = await trace();

		await patchworks.run({
			resource: 'flowRun',
			operation: 'replay',
			flowRunId: byId(String(flowRunIdToReplay)),
		});
		patchworks.sandbox.advance(MINUTE);
		const again = patchworks.sandbox.runs.at(-1) as Run;
		track(again, 0, 'Receive');
		track(again, 2, 'Send');
		const [item] = await trace();

		expect(item).toMatchObject({
			status: 'arrived',
			arrived: true,
		});
		expect(item).not.toHaveProperty('stoppedAt');
		expect(item).not.toHaveProperty('flowRunIdToReplay');
		expect(item.answer).toMatch(/^ORDER-1001 arrived: Orders to warehouse sent it on /);
		expect(item.timeline).toHaveLength(3);
	});

	it('holds up no other item for a run that Patchworks no longer has', async () => {
		const { sandbox } = patchworks;
		const run = passes(FLOWS.orders, 60);
		sandbox.rows(TRACKED_DATA).push({
			id: ++lastId,
			flow_id: FLOWS.orders,
			flow_run_id: '999999',
			value: 'ORDER-0001',
			direction: 'Send',
			success: true,
			updated_at: new Date(sandbox.now() - 8 * 24 * 60 * MINUTE).toISOString(),
		});

		const { items, error } = await patchworks.run(
			{ resource: 'trackedData', operation: 'trace', value: '={{ $json.order }}' },
			{ items: [{ order: 'ORDER-0001' }, { order: ORDER }, { order: ORDER }] },
		);

		expect(error?.message).toBeUndefined();
		expect(items.map(({ status }) => status)).toEqual(['arrived', 'arrived', 'arrived']);
		expect(items[1]).toEqual((await trace())[0]);
		expect(items[1].payloads).toContainEqual(expect.objectContaining({ flowRunId: run.id }));
	});

	it('names the system that it was sent to, where the shape says so', async () => {
		const run = passes(FLOWS.orders, 60);
		const step = patchworks.sandbox
			.rows('/api/v1/flow-steps')
			.find(({ id }) => id === run.steps[2].id);
		Object.assign(step ?? {}, { endpoint: { system: { name: 'wms', label: 'Demo Warehouse' } } });

		const [item] = await trace();

		expect(item.answer).toContain('Orders to warehouse sent it to Demo Warehouse on ');
		expect((item.timeline as IDataObject[])[1].system).toBe('Demo Warehouse');
	});

	it('names no run to replay that was retried already', async () => {
		const failed = pastRun(FLOWS.stock, 40);
		track(failed, 0, 'Receive');
		await patchworks.run({ resource: 'flowRun', operation: 'retry', flowRunId: byId(failed.id) });
		const retry = patchworks.sandbox.runs.at(-1) as Run;

		const [item] = await trace();

		expect(item).toMatchObject({ stoppedAt: { retriedAs: retry.id } });
		expect(item).not.toHaveProperty('flowRunIdToReplay');
		expect(item.answer).toMatch(new RegExp(`It was retried as flow run ${retry.id}\\.$`));
	});

	it('counts what a shape could not send as failed, although the run went on', async () => {
		const run = pastRun(FLOWS.customers, 30);
		track(run, 0, 'Receive');
		track(run, 1, 'Send', { success: 0 });

		const [item] = await trace();

		expect(item).toMatchObject({ status: 'failed', flowRunIdToReplay: run.id });
	});

	it('counts what was sent as arrived, although the run failed after that', async () => {
		const run = pastRun(FLOWS.stock, 30);
		track(run, 0, 'Receive');
		track(run, 1, 'Send');

		expect((await trace())[0]).toMatchObject({ status: 'arrived' });
	});

	it('says that it is on its way while a run goes on', async () => {
		const run = pastRun(FLOWS.orders, 1, { duration: 60 * MINUTE });
		track(run, 0, 'Receive');

		const [item] = await trace();

		expect(item).toMatchObject({ status: 'inProgress', arrived: false });
		expect(item.answer).toMatch(/^ORDER-1001 is on its way: Orders to warehouse has been working/);
	});

	it('says so where nothing tells that it was sent on', async () => {
		track(pastRun(FLOWS.orders, 30), 0, 'Receive');

		const [item] = await trace();

		expect(item.status).toBe('received');
		expect(item.answer).toContain('Nothing tells whether it was sent on.');
	});

	it('goes by what was tracked where the run is gone', async () => {
		const run = passes(FLOWS.orders, 30);
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'getFlowRun' ? { status: 404, body: { message: 'Gone.' } } : undefined,
		);

		const [item] = await trace();

		expect(item).toMatchObject({ status: 'arrived' });
		expect((item.timeline as IDataObject[])[0]).toMatchObject({ flowId: '101', flowRunId: run.id });
	});

	it('says what it can mean that nothing is known', async () => {
		const [item] = await trace('ORDER-9');

		expect(item).toMatchObject({ found: false, status: 'notFound', timeline: [], payloads: [] });
		expect(item.answer).toMatch(/^Nothing is known of ORDER-9\. Patchworks keeps/);
	});

	it('takes for the value only what is equal to it', async () => {
		const run = passes(FLOWS.orders, 30);
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'listTrackedData'
				? {
						status: 200,
						body: { data: [{ id: 1, value: 'ORDER-10011', flow_run_id: run.id, flow_id: 101 }] },
					}
				: undefined,
		);

		expect((await trace())[0].status).toBe('notFound');
	});

	it.each([
		['one a line', 'ORDER-1001\nORDER-1002\n'],
		['as a list', '={{ ["ORDER-1001", "ORDER-1002"] }}'],
	])('gives an item for each of several values, %s', async (_name, value) => {
		passes(FLOWS.orders, 30);

		expect((await trace(value)).map(({ value: of, status }) => [of, status])).toEqual([
			['ORDER-1001', 'arrived'],
			['ORDER-1002', 'notFound'],
		]);
	});

	it.each([
		['={{ "" }}', "'Value' is empty"],
		['={{ ({a: 1}) }}', "'Value' has to be text"],
		['={{ "A".repeat(20000) }}', "'Value' holds a value of 20,000 characters, more than 1,000"],
		['={{ Array.from({ length: 101 }, (_, i) => "A" + i) }}', "'Value' holds 101 values"],
	])('refuses %s before anything is sent', async (value, message) => {
		const { error } = await patchworks.run({ resource: 'trackedData', operation: 'trace', value });

		expect(error?.message).toContain(message);
		expect(patchworks.sandbox.requests).toEqual([]);
	});
});

function shortly({ flowName, shapeName, direction }: IDataObject): string {
	return `${String(flowName)}: ${String(shapeName)} ${String(direction)}`;
}
