import type { IDataObject } from 'n8n-workflow';

import { FLOWS } from '../support/sandbox';
import { failedRun, replayRun } from './support/replays';
import type { Sandboxed } from './support/sandboxed';
import { byId, startSandboxed } from './support/sandboxed';

let patchworks: Sandboxed;

/** Take back what a test has the sandbox answer. */
const undo: Array<() => void> = [];

beforeAll(async () => {
	patchworks = await startSandboxed();
});
beforeEach(() => {
	patchworks.sandbox.clearRequests();
});
afterEach(() => {
	for (const takeBack of undo.splice(0)) takeBack();
});
afterAll(async () => await patchworks.sandbox.close());

const HOUR = 3_600_000;
const ORDER = '{"order":1001}';

const pastRun = (more: object = {}) => failedRun(patchworks, ORDER, more);
const replay = async (id: string, options: object = {}) => await replayRun(patchworks, id, options);

/** Answers an operation of the API with a body. */
function answer(operation: string, body: (url: URL) => unknown) {
	const hook = patchworks.sandbox.onRequest(({ operationId, raw }) =>
		operationId === operation
			? { status: 200, body: body(new URL(String(raw.request.url), 'http://localhost')) as object }
			: undefined,
	);
	undo.push(hook);
}

/** Changes what the API says of a run. */
function change(run: ReturnType<typeof pastRun>, more: object) {
	answer('getFlowRun', () => ({
		data: {
			id: run.id,
			flow_id: FLOWS.orders,
			flow_version_id: run.versionId,
			trigger: 'API',
			started_at: new Date(run.startedAt).toISOString(),
			virtual_environment_version: null,
			...more,
		},
	}));
}

const starts = () => patchworks.sandbox.requestsTo({ method: 'POST' });
const startedWith = () => patchworks.sandbox.runs.at(-1)?.payload?.bytes.toString();

describe('A run without payloads', () => {
	it.each<object>([
		{ payload_size: 0 },
		{ payload_size: '0' },
		{ payload_size: '0 KB' },
		{ payload_size: null },
		{ payloadSize: 0 },
		{ payloadSize: null },
	])('is replayed without data where it says %j', async (size) => {
		const run = pastRun({ payload: undefined });
		change(run, size);
		answer('listPayloadMetadata', () => ({ data: [] }));

		const { items, error } = await replay(run.id);

		expect(error).toBeUndefined();
		expect(items[0]).not.toHaveProperty('payloadId');
		expect(starts()).toHaveLength(1);
		expect(startedWith()).toBeUndefined();
	});

	it.each<[object, RegExp]>([
		[{ payload_size: 0.5 }, /had payloads, and Patchworks lists none of them/],
		[{ payload_size: '12.5 KB' }, /had payloads, and Patchworks lists none of them/],
		[{ payloadSize: 12 }, /had payloads, and Patchworks lists none of them/],
		[{}, /does not say whether it had payloads: it has nothing as its payload_size/],
		[{ payload_size: -1 }, /does not say whether it had payloads: it has -1/],
	])('is not replayed where it says %j', async (size, message) => {
		const run = pastRun({ payload: undefined });
		change(run, size);
		answer('listPayloadMetadata', () => ({ data: [] }));

		const { error } = await replay(run.id);

		expect(error?.message).toMatch(message);
		expect(error?.description).toContain('Retry may still run it again');
		expect(starts()).toEqual([]);
	});

	it.each([
		[71.9, undefined],
		[72, /started at \S+Z, and its payloads are gone/],
	])('that started %s hours ago: %s', async (hours, message) => {
		const run = pastRun({ startedAt: Date.now() - hours * HOUR, payload: undefined });
		change(run, { payload_size: 0 });
		answer('listPayloadMetadata', () => ({ data: [] }));

		const { error } = await replay(run.id);

		if (message) expect(error?.message).toMatch(message);
		else expect(error).toBeUndefined();
		expect(starts()).toHaveLength(message ? 0 : 1);
	});
});

describe('The first step of a run', () => {
	it.each([null, '', 0, '0'])('is the one whose parent is %j', async (parent) => {
		const run = pastRun();
		const [first, ...others] = run.steps;
		answer('listFlowSteps', () => ({
			data: [
				...others.map(({ id }) => ({ id, parent_id: 5 })),
				// Of a step that does not say it, it is not known.
				{ id: 1 },
				{ id: first.id, parent_id: parent },
			],
		}));

		const { items, error } = await replay(run.id);

		expect(error).toBeUndefined();
		expect(items[0].payloadId).toBe(run.logs[1].payloadId);
		expect(startedWith()).toBe(ORDER);
	});

	it('is any of several that have none before them', async () => {
		const run = pastRun();
		const [first] = run.steps;
		answer('listFlowSteps', () => ({
			data: [
				{ id: 1, parent_id: null },
				{ id: first.id, parent_id: null },
			],
		}));

		expect((await replay(run.id)).error).toBeUndefined();
		expect(startedWith()).toBe(ORDER);
	});
});

describe('The payloads of a run', () => {
	/** So many payloads of the first step, of which the one that went in is the earliest and comes last. */
	function listPayloads(count: number, total?: number) {
		const run = pastRun();
		const [first] = run.steps;
		const at = (second: number) => new Date(run.startedAt + second).toISOString();
		const asked: Array<string | null> = [];
		const rows: IDataObject[] = Array.from({ length: count - 1 }, (_, index) => ({
			id: 500_500 - index,
			flow_step_id: first.id,
			created_at: at(count - index),
		}));
		rows.push({ id: run.logs[1].payloadId, flow_step_id: first.id, created_at: at(0) });
		answer('listPayloadMetadata', ({ searchParams }) => {
			asked.push(searchParams.get('filter[flow_step_id]'));
			const [page, size] = [Number(searchParams.get('page')), Number(searchParams.get('per_page'))];
			const ofStep = searchParams.has('filter[flow_step_id]') ? rows.slice(-2) : rows;
			return {
				data: ofStep.slice((page - 1) * size, page * size),
				meta: {
					current_page: page,
					last_page: Math.ceil(ofStep.length / size),
					...(total !== undefined && { total: ofStep === rows ? total : 2 }),
				},
			};
		});
		return { run, asked };
	}

	it.each([
		['are read as they are up to a thousand', 1_000, undefined, [null]],
		['are read for the first step where there are more', 1_001, undefined, [null, 'first']],
		['are read for the first step where there are said to be more', 2, 3, [null, 'first']],
	])('%s', async (_, count, total, expected) => {
		const { run, asked } = listPayloads(count, total);

		const { items, error } = await replay(run.id);

		expect(error).toBeUndefined();
		expect(items[0].payloadId).toBe(run.logs[1].payloadId);
		expect([...new Set(asked)]).toEqual(expected.map((step) => step && String(run.steps[0].id)));
	});

	it('are put in order by IDs that no number of JavaScript holds', async () => {
		const run = pastRun();
		const [first] = run.steps;
		const IDS = ['9007199254740993', '9007199254740992', '10007199254740991'];
		answer('listPayloadMetadata', () => ({
			data: IDS.map((id) => ({ id, flow_step_id: first.id })),
		}));
		answer('downloadPayload', () => Buffer.from(ORDER));

		const { items } = await replay(run.id);

		expect(items[0].payloadId).toBe('9007199254740992');
	});
});

describe('A payload', () => {
	it.each([
		['application/octet-stream', 'startFlowRaw'],
		['application/vnd.api+json; charset=utf-8', 'startFlowRaw'],
		['text/plain', 'startFlow'],
		['application/xml', 'startFlow'],
	])('that is JSON and of type %s is sent by %s', async (type, operationId) => {
		const run = pastRun();
		const payload = patchworks.sandbox.addPayload(run.id, Buffer.from(ORDER), type);

		const { error } = await replay(run.id, { payloadId: byId(payload) });

		expect(error).toBeUndefined();
		expect(startedWith()).toBe(ORDER);
		expect(starts().map((request) => request.operationId)).toEqual([operationId]);
	});

	it('that is chosen and comes empty is not sent', async () => {
		const run = pastRun();
		const payload = patchworks.sandbox.addPayload(run.id, Buffer.from(ORDER), 'application/json');
		answer('downloadPayload', () => Buffer.alloc(0));

		const { error } = await replay(run.id, { payloadId: byId(payload) });

		expect(error?.message).toBe(
			`Flow run ${run.id} cannot be replayed with payload ${payload}, which came empty [item 0]. Nothing was started.`,
		);
		expect(starts()).toEqual([]);
	});

	it('that cannot be one is refused before the run is looked at', async () => {
		const { error } = await replay(pastRun().id, { payloadId: byId('orders') });

		expect(error?.message).toMatch(/^'Payload' is not an ID: "orders"/);
		expect(patchworks.sandbox.requests).toEqual([]);
	});
});

describe('A run', () => {
	it.each<object>([{ flow_id: null }, { flow_id: undefined, flow: {} }])(
		'of which it is not known of which flow it is, as with %j, is not replayed',
		async (more) => {
			const run = pastRun();
			change(run, more);

			const { error } = await replay(run.id);

			expect(error?.message).toBe(
				`Flow run ${run.id} does not say which flow it is of [item 0]. Nothing was started.`,
			);
			expect(starts()).toEqual([]);
		},
	);
});
