import { FLOWS } from '../sandbox';
import type { Sandboxed } from './sandboxed';
import { byId, startSandboxed } from './sandboxed';

let patchworks: Sandboxed;

beforeEach(async () => {
	patchworks = await startSandboxed();
});
afterEach(async () => await patchworks.sandbox.close());

const HOUR = 3_600_000;
const ORDER = '{"order":1001,\n  "note":"Grüße \\u20ac"}';

function pastRun(more: object = {}) {
	const { sandbox } = patchworks;
	return sandbox.addRun({
		flowId: FLOWS.orders,
		startedAt: sandbox.now() - HOUR,
		duration: 30_000,
		trigger: 'API',
		payload: ORDER,
		outcome: 'failure',
		...more,
	});
}

async function replay(id: string, options: object = {}) {
	return await patchworks.run({
		resource: 'flowRun',
		operation: 'replay',
		flowRunId: byId(id),
		options: { ...options },
	});
}

function started() {
	const run = patchworks.sandbox.runs.at(-1);
	return { run, payload: run?.payload?.bytes.toString() };
}

describe('Flow Run: Replay', () => {
	it('starts the flow with the bytes that went into the run', async () => {
		const failed = pastRun();

		const { items, error } = await replay(failed.id);

		expect(error).toBeUndefined();
		const { run, payload } = started();
		expect(payload).toBe(ORDER);
		expect(run?.trigger).toBe('API');
		expect(items).toEqual([
			expect.objectContaining({
				flowRunId: run?.id,
				flowId: '101',
				replayedFlowRunId: failed.id,
				payloadId: failed.logs[1].payloadId,
			}),
		]);
	});

	it('runs the version that is deployed now', async () => {
		const failed = pastRun();
		const versions = patchworks.sandbox.rows('/api/v1/flow-versions');
		const old = versions.find(({ id }) => id === failed.versionId);
		const next = versions.find(({ flow_id: flow, id }) => flow === 101 && id !== failed.versionId);
		Object.assign(old ?? {}, { status: 'Inactive' });
		Object.assign(next ?? {}, { status: 'Deployed' });

		await replay(failed.id);

		expect(started().run?.versionId).toBe(next?.id);
	});

	it('keeps the virtual environment of the run', async () => {
		const [environment] = patchworks.sandbox.rows(
			'/api/v1/flow-version-deployments/virtual-environments',
		);
		const failed = pastRun();
		failed.virtualEnvironment = environment;

		await replay(failed.id);

		expect(started().run?.virtualEnvironment).toBe(environment);
	});

	it('sends text within JSON, since the Start API takes no other', async () => {
		const failed = pastRun({ payload: '<order><number>1001</number></order>' });

		const { error } = await replay(failed.id);

		expect(error).toBeUndefined();
		expect(started().payload).toBe('<order><number>1001</number></order>');
		expect(patchworks.sandbox.requestsTo({ operationId: 'startFlow' })).toHaveLength(1);
	});

	it('starts a scheduled flow without data, also when its steps fetched some', async () => {
		const failed = pastRun({ trigger: 'Schedule', payload: undefined });
		const later = patchworks.sandbox.addPayload(failed.id, Buffer.from('[1]'), 'application/json');
		expect(later).not.toBe('');
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'listPayloadMetadata'
				? {
						status: 200,
						body: { data: [{ id: later, flow_step_id: failed.steps[1].id, dropped: false }] },
					}
				: undefined,
		);

		const { items, error } = await replay(failed.id);

		expect(error).toBeUndefined();
		expect(items[0].payloadId).toBeNull();
		expect(started().payload).toBeUndefined();
	});

	it.each([
		['are gone', { startedAt: Date.now() - 80 * HOUR }, /its payloads are gone/],
		['are not those of the first step', {}, /none of its first step/],
	])('starts nothing when the payloads %s', async (_case, more, message) => {
		const failed = pastRun(more);
		const count = patchworks.sandbox.runs.length;
		if (message.source.includes('first step')) {
			patchworks.sandbox.onRequest(({ operationId }) =>
				operationId === 'listPayloadMetadata'
					? { status: 200, body: { data: [{ id: 1, flow_step_id: failed.steps[2].id }] } }
					: undefined,
			);
		}

		const { error } = await replay(failed.id);

		expect(error?.message).toMatch(message);
		expect(error?.message).toContain('Nothing was started');
		expect(patchworks.sandbox.runs).toHaveLength(count);
	});

	it('takes the payload that is chosen', async () => {
		const failed = pastRun();
		const other = patchworks.sandbox.addPayload(
			failed.id,
			Buffer.from('{"order":7}'),
			'application/json',
		);

		await replay(failed.id, { payloadId: byId(other) });

		expect(started().payload).toBe('{"order":7}');
	});

	it('refuses what is not text', async () => {
		const failed = pastRun();
		const file = patchworks.sandbox.addPayload(
			failed.id,
			Buffer.from([0xff, 0xfe, 0x00]),
			'application/octet-stream',
		);

		const { error } = await replay(failed.id, { payloadId: byId(file) });

		expect(error?.message).toContain('which is not text');
	});

	it('does not start twice when no answer comes, and says how to check', async () => {
		const failed = pastRun();
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'startFlowRaw'
				? { status: 503, body: { message: 'Unavailable' } }
				: undefined,
		);

		const { error } = await replay(failed.id);

		expect(patchworks.sandbox.requestsTo({ method: 'POST' })).toHaveLength(1);
		expect(error?.description).toContain('Look for a new run of the flow');
	});
});
