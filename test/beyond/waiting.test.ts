import type { IDataObject, INode, IRun } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { jsonOf, node, outputOf } from '../harness/engine';
import { Executions } from '../harness/subExecutions';
import { global, timers } from '../node';
import { FLOWS } from '../sandbox';
import type { Sandboxed } from './sandboxed';
import { byId, SANDBOX_CREDENTIAL, startSandboxed } from './sandboxed';

// n8n's Wait node uses it for forms alone, and Jest cannot load it on Node.js 20.
jest.mock('sanitize-html', () => (html: string) => html);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let patchworks: Sandboxed;
let executions: Executions;
/** Milliseconds that went by in the execution itself. */
let waited: number;

beforeEach(async () => {
	patchworks = await startSandboxed({ runDuration: 5 * SECOND });
	executions = new Executions(patchworks.engine);
	waited = 0;
	// Pauses, which are made of slices, take no time here; the sandbox's clock goes on instead.
	const { setTimeout } = timers;
	jest.spyOn(global, 'setTimeout').mockImplementation(((callback: () => void, time = 0) => {
		const isSlice = time >= 100 && time <= 500;
		if (isSlice) {
			waited += time;
			patchworks.sandbox.advance(time);
		}
		return setTimeout(callback, isSlice ? 0 : time);
	}) as typeof setTimeout);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await patchworks.sandbox.close();
});

/** Items, the Patchworks node, and a node after it that shows what it got. */
async function run(
	parameters: IDataObject,
	items: IDataObject[] = [{}],
	more: Partial<INode> = {},
): Promise<IRun> {
	return await executions.run({
		nodes: [
			node('Items', 'n8n-nodes-base.manualTrigger', {}),
			node('Wait for It', 'n8n-nodes-patchworks.patchworks', parameters as INode['parameters'], {
				credentials: { PatchworksApiKey: { id: SANDBOX_CREDENTIAL, name: 'Sandbox' } },
				...more,
			}),
			node('After', 'n8n-nodes-base.noOp', {}),
			node('Failed', 'n8n-nodes-base.noOp', {}),
		],
		connections: {
			Items: { main: [[{ node: 'Wait for It', type: 'main', index: 0 }]] },
			'Wait for It': {
				main: [
					[{ node: 'After', type: 'main', index: 0 }],
					[{ node: 'Failed', type: 'main', index: 0 }],
				],
			},
		},
		pinData: { Items: items.map((json) => ({ json })) },
	});
}

async function sleepThrough(longest = 50): Promise<{ run: IRun; sleeps: number }> {
	for (let sleeps = 1; sleeps <= longest; sleeps++) {
		const woken = await executions.wakeNext();
		patchworks.sandbox.advance(70 * SECOND);
		if (executions.sleeping.size === 0) return { run: woken, sleeps };
	}
	throw new Error('It still sleeps');
}

const start = (flowId: number, more: IDataObject = {}) => ({
	resource: 'flow',
	operation: 'startAndWait',
	flowId: byId(String(flowId)),
	...more,
});
const posts = () => patchworks.sandbox.requestsTo({ method: 'POST' });

describe('Flow: Start and Wait', () => {
	it('gives the finished runs, item by item, within seconds when they are short', async () => {
		const { data } = await run(start(FLOWS.orders), [{ order: 1 }, { order: 2 }, { order: 3 }]);

		expect(data.resultData.error).toBeUndefined();
		const output = outputOf({ data } as IRun, 'After');
		expect(output.map(({ json }) => json)).toEqual(
			patchworks.sandbox.runs.map(({ id }) =>
				expect.objectContaining({ flowRunId: id, status: 2, finished_at: expect.any(String) }),
			),
		);
		expect(outputOf({ data } as IRun, 'Wait for It').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(patchworks.sandbox.runs.map(({ payload }) => payload?.bytes.toString())).toEqual([
			'{"order":1}',
			'{"order":2}',
			'{"order":3}',
		]);
		expect(posts()).toHaveLength(3);
		expect(waited).toBeLessThan(10 * SECOND);
	});

	it('frees the worker when a run takes long, and then gives it', async () => {
		patchworks.sandbox.onRequest(() => undefined);
		const slow = start(FLOWS.orders);
		const begin = Date.now();
		await patchworks.sandbox.close();
		patchworks = await startSandboxed({ runDuration: 10 * MINUTE });
		executions = new Executions(patchworks.engine);

		const first = await run(slow, [{ order: 1 }, { order: 2 }]);

		expect(first.data.resultData.error).toBeUndefined();
		expect(first.status).toBe('waiting');
		expect(waited).toBeLessThanOrEqual(60 * SECOND);
		expect(executions.sleeping.size).toBe(2);
		const [next] = [...executions.sleeping.values()].map(({ waitTill }) => waitTill.getTime());
		expect(next - begin).toBeGreaterThan(65 * SECOND);
		const { run: last, sleeps } = await sleepThrough();
		expect(sleeps).toBeGreaterThan(5);
		expect(last.data.resultData.error).toBeUndefined();
		expect(jsonOf(last, 'After')).toEqual([
			expect.objectContaining({ flowRunId: patchworks.sandbox.runs[0].id, status: 2 }),
			expect.objectContaining({ flowRunId: patchworks.sandbox.runs[1].id, status: 2 }),
		]);
		expect(outputOf(last, 'Wait for It').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
		expect(posts()).toHaveLength(2);
	});

	it.each([
		['at once', 5 * SECOND],
		['after a sleep', 5 * MINUTE],
	])('fails with the run’s own error %s', async (_when, duration) => {
		await patchworks.sandbox.close();
		patchworks = await startSandboxed({ runDuration: duration });
		executions = new Executions(patchworks.engine);

		let result = await run(start(FLOWS.stock));
		if (result.status === 'waiting') ({ run: result } = await sleepThrough());

		expect(result.data.resultData.error?.message).toBe(
			`Flow run ${patchworks.sandbox.runs[0].id} of "Stock to shop" failed: Update shop: Request timed out after 30 seconds: POST https://shop.example.com/stock`,
		);
		expect(jsonOf(result, 'After')).toEqual([]);
	});

	it('passes a failed run on, with its summary, when that is chosen', async () => {
		const result = await run(start(FLOWS.stock, { onFailedRun: 'passOn' }));

		expect(jsonOf(result, 'After')).toEqual([
			expect.objectContaining({
				status: 3,
				failureSummary: expect.objectContaining({ failed: true }),
			}),
		]);
	});

	it('starts nothing when the input of one item is wrong', async () => {
		const result = await run(start(FLOWS.orders, { payload: '={{ $json.text }}' }), [
			{ text: '{"order":1}' },
			{ text: '{"order"' },
		]);

		expect(result.data.resultData.error?.message).toContain('Payload is not valid JSON');
		expect(posts()).toHaveLength(0);
	});

	it('starts once where the node is to run once', async () => {
		await run(start(FLOWS.orders), [{}, {}, {}], { executeOnce: true });

		expect(posts()).toHaveLength(1);
	});

	it('says what was started when one of several starts is refused', async () => {
		const result = await run(start(FLOWS.orders, { flowId: byId('={{ $json.flow }}') }), [
			{ flow: 101 },
			{ flow: 103 },
			{ flow: 101 },
		]);

		const [first, ...others] = patchworks.sandbox.runs;
		expect(others).toEqual([]);
		expect(result.data.resultData.error).toMatchObject({
			message: 'The flow is not enabled.',
			description: expect.stringContaining(
				`For other items flows were started: flow runs ${first.id}.`,
			),
		});
	});

	it.each([
		['at once', 5 * SECOND],
		['after a sleep', 5 * MINUTE],
	])('sends failed items to the error output with their input, %s', async (_when, duration) => {
		await patchworks.sandbox.close();
		patchworks = await startSandboxed({ runDuration: duration });
		executions = new Executions(patchworks.engine);

		let result = await run(
			start(FLOWS.orders, { flowId: byId('={{ $json.flow }}') }),
			[{ flow: 101 }, { flow: 102 }, { flow: 103 }, { flow: 101 }],
			{ onError: 'continueErrorOutput' },
		);
		if (result.status === 'waiting') ({ run: result } = await sleepThrough());

		expect(jsonOf(result, 'After').map(({ flow_id: flow }) => flow)).toEqual([101, 101]);
		expect(jsonOf(result, 'Failed')).toEqual([
			expect.objectContaining({
				flow: 102,
				error: expect.objectContaining({ message: expect.stringContaining('failed: Update shop') }),
			}),
			expect.objectContaining({
				flow: 103,
				error: expect.objectContaining({ message: 'The flow is not enabled.' }),
			}),
		]);
	});
});

describe('Flow Run: Wait', () => {
	const waitFor = (id: string, more: IDataObject = {}) => ({
		resource: 'flowRun',
		operation: 'wait',
		flowRunId: byId(id),
		...more,
	});

	it('waits for a run that was started elsewhere', async () => {
		const elsewhere = patchworks.sandbox.addRun({ flowId: FLOWS.orders, duration: 20 * SECOND });

		const result = await run(waitFor(elsewhere.id));

		expect(jsonOf(result, 'After')).toEqual([
			expect.objectContaining({ flowRunId: elsewhere.id, status: 2 }),
		]);
		expect(waited).toBeGreaterThanOrEqual(15 * SECOND);
	});

	it('gives a run that has ended at once', async () => {
		const done = patchworks.sandbox.addRun({
			flowId: FLOWS.catalogue,
			startedAt: patchworks.sandbox.now() - MINUTE,
		});

		const result = await run(waitFor(done.id, { simplify: false }));

		expect(jsonOf(result, 'After')).toEqual([
			expect.objectContaining({ flowRunId: done.id, status: 5, flow_version_id: done.versionId }),
		]);
		expect(waited).toBe(0);
	});

	it('says at the limit which run to look at', async () => {
		const endless = patchworks.sandbox.addRun({ flowId: FLOWS.orders, duration: 900 * MINUTE });
		const now = jest.spyOn(Date, 'now');
		const begin = Date.now();
		const first = await run(waitFor(endless.id, { waitLimit: 5 }));
		expect(first.data.resultData.error).toBeUndefined();
		expect(first.status).toBe('waiting');

		now.mockImplementation(() => begin + 6 * MINUTE);
		const { run: last, sleeps } = await sleepThrough();

		expect(sleeps).toBe(1);
		expect(last.data.resultData.error?.message).toBe(
			`Flow run ${endless.id} had not ended after 5 minutes. Look at flow run ${endless.id}: it goes on in Patchworks.`,
		);
	});

	it('ends at once when the execution is cancelled, and says which run goes on', async () => {
		jest.restoreAllMocks();
		const endless = patchworks.sandbox.addRun({ flowId: FLOWS.orders, duration: 900 * MINUTE });
		let cancel = () => {};
		const running = patchworks.run(waitFor(endless.id), { onCancelable: (how) => (cancel = how) });
		while (patchworks.sandbox.requests.every(({ status }) => status !== 200)) await sleep(10);
		cancel();

		const { run: cancelled } = await running;

		expect(cancelled.data.resultData.error?.message).toContain(
			`Look at flow run ${endless.id}: it goes on in Patchworks.`,
		);
	});

	it('goes on while Patchworks is away for a while', async () => {
		const slow = patchworks.sandbox.addRun({ flowId: FLOWS.orders, duration: 4 * MINUTE });
		const first = await run(waitFor(slow.id));
		expect(first.data.resultData.error).toBeUndefined();
		expect(first.status).toBe('waiting');
		const end = patchworks.sandbox.onRequest(() => ({ status: 500, body: { message: 'Away' } }));
		await executions.wakeNext();
		end();

		const { run: last } = await sleepThrough();

		expect(jsonOf(last, 'After')).toEqual([
			expect.objectContaining({ flowRunId: slow.id, status: 2 }),
		]);
	});

	it.each([
		['that does not exist', '1', /run/i],
		['without an ID', '={{ "" }}', 'Flow Run is empty'],
		['with a path for an ID', '../flows/1', 'Flow Run is not an ID'],
	])('refuses a run %s', async (_case, id, message) => {
		const result = await run(waitFor(id));

		expect(result.data.resultData.error?.message).toMatch(message);
		expect(jsonOf(result, 'After')).toEqual([]);
	});

	it('refuses numbers that cannot be', async () => {
		const result = await run(waitFor('1', { pollInterval: 0 }));

		expect(result.data.resultData.error?.message).toContain(
			'Look Every (Seconds) has to be a number',
		);
		expect(patchworks.sandbox.requests).toHaveLength(0);
	});
});
