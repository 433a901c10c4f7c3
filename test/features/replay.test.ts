import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { FLOWS } from '../support/sandbox';
import { failedRun, replayRun } from './support/replays';
import type { Sandboxed } from './support/sandboxed';
import { byId, startSandboxed } from './support/sandboxed';

let patchworks: Sandboxed;

beforeEach(async () => {
	patchworks = await startSandboxed();
});
afterEach(async () => await patchworks.sandbox.close());

const HOUR = 3_600_000;
const ORDER = '{"order":1001,\n  "note":"Grüße \\u20ac"}';

const pastRun = (more: object = {}) => failedRun(patchworks, ORDER, more);
const replay = async (id: string, options: object = {}) => await replayRun(patchworks, id, options);

/** The run as the API gives it. */
function rowOf({ id, startedAt, versionId }: ReturnType<typeof pastRun>): IDataObject {
	return {
		id,
		flow_id: FLOWS.orders,
		flow_version_id: versionId,
		trigger: 'API',
		started_at: new Date(startedAt).toISOString(),
		virtual_environment_version: null,
	};
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

	it('is an error where the new run is in another virtual environment, and names that run', async () => {
		const [{ id }] = patchworks.sandbox.rows(
			'/api/v1/flow-version-deployments/virtual-environments',
		);
		const failed = pastRun({ virtualEnvironmentId: String(id) });
		patchworks.sandbox.setMoods(['environment-ignored']);

		const { error } = await replay(failed.id);

		const { run } = started();
		expect(run?.id).not.toBe(failed.id);
		expect(error).toMatchObject({
			message: `Flow run ${run?.id} was started in virtual environment none, although ${String(id)} was asked for [item 0]`,
			description: expect.stringMatching(
				/^It goes on in Patchworks\. Starting the flow again would run it twice\. .*POST .*\/start\/raw/,
			) as string,
		});
	});

	it('replays each of several runs, also where Patchworks does not show the new ones at once', async () => {
		const [environment] = patchworks.sandbox.rows(
			'/api/v1/flow-version-deployments/virtual-environments',
		);
		const failed = [pastRun(), pastRun(), pastRun()];
		for (const run of failed) run.virtualEnvironment = environment;
		const known = new Set(patchworks.sandbox.runs.map(({ id }) => id));
		const asked = new Set<string>();
		patchworks.sandbox.onRequest(({ method, path }) => {
			const id = /^\/api\/v1\/flow-runs\/(\d+)$/.exec(path)?.[1] ?? '';
			if (method !== 'GET' || id === '' || known.has(id) || asked.has(id)) return undefined;
			asked.add(id);
			return { status: 404, body: { message: 'Not found.' } };
		});

		const { items, error } = await patchworks.run(
			{ resource: 'flowRun', operation: 'replay', flowRunId: byId('={{ $json.id }}') },
			{ items: failed.map(({ id }) => ({ id })) },
		);

		expect(error?.message).toBeUndefined();
		expect(items.map(({ replayedFlowRunId }) => replayedFlowRunId)).toEqual(
			failed.map(({ id }) => id),
		);
		expect(asked.size).toBe(3);
	}, 60_000);

	it('sends text within JSON, since the Start API takes no other', async () => {
		const failed = pastRun({ payload: '<order><number>1001</number></order>' });

		const { error } = await replay(failed.id);

		expect(error).toBeUndefined();
		expect(started().payload).toBe('<order><number>1001</number></order>');
		expect(patchworks.sandbox.requestsTo({ operationId: 'startFlow' })).toHaveLength(1);
	});

	it('starts a scheduled flow without data, also when its first shape has a payload', async () => {
		const failed = pastRun({ trigger: 'Schedule' });

		const { items, error } = await replay(failed.id);

		expect(error).toBeUndefined();
		expect(items[0]).not.toHaveProperty('payloadId');
		expect(patchworks.sandbox.requestsTo({ operationId: 'startFlowRaw' })).toHaveLength(1);
		expect(started().payload).toBeUndefined();
	});

	it('starts a scheduled flow with the payload that is chosen', async () => {
		const failed = pastRun({ trigger: 'Schedule' });

		await replay(failed.id, { payloadId: byId(String(failed.logs[1].payloadId)) });

		expect(started().payload).toBe(ORDER);
	});

	it('starts a scheduled flow without data, also when its shapes fetched some', async () => {
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
		expect(items[0]).not.toHaveProperty('payloadId');
		expect(started().payload).toBeUndefined();
	});

	it.each([
		['are gone', { startedAt: Date.now() - 80 * HOUR }, /its payloads are gone/],
		['are not those of the first shape', {}, /none of its first shape/],
	])('starts nothing when the payloads %s', async (_case, more, message) => {
		const failed = pastRun(more);
		const count = patchworks.sandbox.runs.length;
		if (message.source.includes('first shape')) {
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

	describe('of a run with more than a thousand payloads', () => {
		/** Newest first, as the API might list them; the one that went in is the last. */
		function listPayloads(more: (asked: URLSearchParams, row: IDataObject) => boolean) {
			const failed = pastRun();
			const [first, second] = failed.steps;
			const at = (second: number) => new Date(failed.startedAt + second * 10).toISOString();
			const rows: IDataObject[] = Array.from({ length: 1_500 }, (_, index) => ({
				id: 500_500 - index,
				flow_step_id: index % 2 ? first.id : second.id,
				created_at: at(1_500 - index),
			}));
			rows.push({ id: failed.logs[1].payloadId, flow_step_id: first.id, created_at: at(0) });
			patchworks.sandbox.onRequest(({ operationId, raw }) => {
				if (operationId !== 'listPayloadMetadata') return undefined;
				const { searchParams } = new URL(String(raw.request.url), 'http://localhost');
				const found = rows.filter((row) => more(searchParams, row));
				const page = Number(searchParams.get('page'));
				const size = Number(searchParams.get('per_page'));
				return {
					status: 200,
					body: {
						data: found.slice((page - 1) * size, page * size),
						meta: { current_page: page, last_page: Math.ceil(found.length / size) },
					},
				};
			});
			return failed;
		}

		it('takes the earliest of the first shape, which is not on the pages that were read', async () => {
			const failed = listPayloads(
				(asked, { flow_step_id: step }) =>
					!asked.has('filter[flow_step_id]') || asked.get('filter[flow_step_id]') === String(step),
			);

			const { items, error } = await replay(failed.id);

			expect(error).toBeUndefined();
			expect(items[0].payloadId).toBe(failed.logs[1].payloadId);
			expect(started().payload).toBe(ORDER);
		});

		it('starts nothing when those of the first shape are too many, too', async () => {
			const failed = listPayloads(() => true);

			const { error } = await replay(failed.id);

			expect(error?.message).toBe(
				`Flow run ${failed.id} has more payloads of its first shape than can be read [item 0]. Nothing was started.`,
			);
			expect(error?.description).toContain("Choose one in 'Payload' under 'Options'.");
			expect(patchworks.sandbox.requestsTo({ method: 'POST' })).toEqual([]);
		});
	});

	describe('of a run whose first shape has several payloads', () => {
		function listPayloads(rows: IDataObject[], total = rows.length) {
			const failed = pastRun();
			patchworks.sandbox.onRequest(({ operationId }) =>
				operationId === 'listPayloadMetadata'
					? {
							status: 200,
							body: {
								data: rows.map((row) => ({ flow_step_id: failed.steps[0].id, ...row })),
								meta: { current_page: 1, last_page: 1, total },
							},
						}
					: undefined,
			);
			patchworks.sandbox.onRequest(({ operationId }) =>
				operationId === 'downloadPayload'
					? {
							status: 200,
							body: Buffer.from(ORDER),
							headers: { 'content-type': 'application/json' },
						}
					: undefined,
			);
			return failed;
		}

		it.each<[string, IDataObject[], unknown]>([
			[
				'time',
				[
					{ id: 7, created_at: '2026-03-01T09:00:02Z' },
					{ id: 8, created_at: '2026-03-01T09:00:01Z' },
				],
				'8',
			],
			[
				'number where the times are the same',
				[
					{ id: 10, created_at: '2026-03-01T09:00:01Z' },
					{ id: 9, created_at: '2026-03-01T09:00:01Z' },
					{ id: 8, created_at: '2026-03-01T09:00:02Z' },
				],
				'9',
			],
			['number where there are no times', [{ id: '10' }, { id: '9' }], '9'],
		])('takes the earliest by its %s', async (_title, rows, payloadId) => {
			const { items, error } = await replay(listPayloads(rows).id);

			expect(error).toBeUndefined();
			expect(items[0].payloadId).toBe(payloadId);
		});

		it.each<[string, IDataObject[], number]>([
			[
				'whose IDs tell nothing where the times are the same',
				[
					{ id: '0b8f4c1e-0000-4000-8000-00000000dead', created_at: '2026-03-01T09:00:01Z' },
					{ id: '0a8f4c1e-0000-4000-8000-00000000dead', created_at: '2026-03-01T09:00:01Z' },
				],
				2,
			],
			[
				'of which one has no time',
				[
					{ id: '0b8f4c1e-0000-4000-8000-00000000dead' },
					{ id: '0a8f4c1e-0000-4000-8000-00000000dead', created_at: '2026-03-01T09:00:01Z' },
				],
				2,
			],
			['of which the list lacks some', [{ id: 7, created_at: '2026-03-01T09:00:02Z' }], 2],
		])('starts nothing with payloads %s', async (_title, rows, total) => {
			const { error } = await replay(listPayloads(rows, total).id);

			expect(error?.message).toMatch(/Nothing was started\.$/);
			expect(error?.description).toContain("Choose one in 'Payload' under 'Options'.");
			expect(patchworks.sandbox.requestsTo({ method: 'POST' })).toEqual([]);
		});

		it.each([true, 1, '1', 'true', ['flow_step']])(
			'starts nothing when the earliest has been dropped: %j',
			async (dropped) => {
				const { error } = await replay(
					listPayloads([
						{ id: 7, created_at: '2026-03-01T09:00:01Z', dropped },
						{ id: 8, created_at: '2026-03-01T09:00:02Z', dropped: false },
					]).id,
				);

				expect(error?.message).toMatch(
					/ started with a payload that Patchworks has dropped \[item 0\]\. Nothing was started\.$/,
				);
				expect(patchworks.sandbox.requestsTo({ method: 'POST' })).toEqual([]);
			},
		);

		it.each([false, 0, '0', 'false', [], null])(
			'starts the flow when the earliest is not dropped: %j',
			async (dropped) => {
				const { error } = await replay(
					listPayloads([{ id: 7, created_at: '2026-03-01T09:00:01Z', dropped }]).id,
				);

				expect(error).toBeUndefined();
				expect(started().payload).toBe(ORDER);
			},
		);
	});

	it.each<[string, string, object, RegExp]>([
		[
			'the shapes cannot be read',
			'listFlowSteps',
			{ status: 403, body: { message: 'No access to steps' } },
			/cannot be replayed, since its shapes cannot be read: No access to steps/,
		],
		[
			'no step is the first',
			'listFlowSteps',
			{ status: 200, body: { data: [{ id: 1, name: 'Start' }] } },
			/does not say which of its shapes is the first/,
		],
		[
			'no payload is listed of a run that had some',
			'listPayloadMetadata',
			{ status: 200, body: { data: [] } },
			/had payloads, and Patchworks lists none of them/,
		],
		[
			'the payload comes empty',
			'downloadPayload',
			{ status: 200, body: Buffer.alloc(0) },
			/cannot be replayed with payload \d+, which came empty/,
		],
	])('starts nothing when %s', async (_title, operation, answer, message) => {
		const failed = pastRun();
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'getFlowRun'
				? { status: 200, body: { data: { ...rowOf(failed), payload_size: 52 } } }
				: undefined,
		);
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === operation ? (answer as { status: number }) : undefined,
		);

		const { error } = await replay(failed.id);

		expect(error?.message).toMatch(message);
		expect(error?.message).toMatch(/Nothing was started\.$/);
		expect(patchworks.sandbox.requestsTo({ method: 'POST' })).toEqual([]);
	});

	it.each<[string, object, RegExp]>([
		['when it started', { started_at: null }, /its payloads are gone/],
		[
			'in which environment it ran',
			{ virtual_environment_version: { id: 34 } },
			/does not say in which virtual environment it ran/,
		],
		[
			'anything of its environment',
			{ virtual_environment_version: undefined },
			/does not say in which virtual environment it ran/,
		],
		[
			'whether it had data',
			{ payload_size: 'unknown' },
			/does not say whether it had payloads: it has "unknown" as its payload_size/,
		],
	])('starts nothing when the run does not say %s', async (_title, more, message) => {
		const failed = pastRun({ payload: undefined });
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'getFlowRun'
				? { status: 200, body: { data: { ...rowOf(failed), ...more } } }
				: undefined,
		);

		const { error } = await replay(failed.id);

		expect(error?.message).toMatch(message);
		expect(patchworks.sandbox.requestsTo({ method: 'POST' })).toEqual([]);
	});

	it('starts a flow without data when the payload that went in was empty', async () => {
		const failed = pastRun({ payload: '' });

		const { error } = await replay(failed.id);

		expect(error).toBeUndefined();
		expect(started().payload).toBeUndefined();
	});

	it.each([
		['NDJSON', '{"order":1}\n{"order":2}\n', 'application/x-ndjson', 'startFlow'],
		['what only calls itself JSON', 'order 1001', 'application/json', 'startFlow'],
		[
			'JSON with numbers beyond a double',
			' {"id":9007199254740993}\n',
			'application/json',
			'startFlowRaw',
		],
		['text that looks like JSON', '1001', 'text/csv', 'startFlow'],
	])('starts the flow with the bytes of %s', async (_title, text, type, operationId) => {
		const failed = pastRun();
		const payload = patchworks.sandbox.addPayload(failed.id, Buffer.from(text), type);

		const { error } = await replay(failed.id, { payloadId: byId(payload) });

		expect(error).toBeUndefined();
		expect(started().payload).toBe(text);
		expect(patchworks.sandbox.requestsTo({ operationId })).toHaveLength(1);
	});

	it('starts the flow with whatever text went into the run', async () => {
		const types = ['application/json', 'application/x-ndjson', 'text/csv', 'application/xml', ''];
		const failed = pastRun();
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.json()),
				fc.constantFrom(...types),
				async (text, type) => {
					const payload = patchworks.sandbox.addPayload(failed.id, Buffer.from(text), type);

					const { error } = await replay(failed.id, { payloadId: byId(payload) });

					expect(error).toBeUndefined();
					expect(started().payload).toBe(text);
				},
			),
			{ numRuns: 40 },
		);
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
		expect(error?.description).toMatch(
			/Look for it with Flow Run: Get Many.*and in the queue with Queued Run: Get Many/,
		);
	});
});
