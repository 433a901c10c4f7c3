import type { IDataObject } from 'n8n-workflow';
import nock from 'nock';

import { timers } from '../support/node';
import type { Engine } from '../support/harness/engine';
import { byId } from '../support/harness/operations';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import type { SeenRequest } from '../support/harness/requests';
import { answerAll } from '../support/harness/requests';

let engine: Engine;

beforeAll(async () => {
	nock.disableNetConnect();
	engine = await createEngine();
});
afterEach(() => {
	jest.restoreAllMocks();
	nock.cleanAll();
});

const ORDERS = ['1', '2', '3'].map((id) => ({ id }));
const START = { resource: 'flow', operation: 'start', flowId: byId('={{ $json.id }}') };
const AT_ONCE = { requestHandling: { sendItems: 'atOnce' } };

/** A server that answers only when told to, so that what has left at that moment can be seen. */
function heldServer(origin: string) {
	const open: Array<{ request: SeenRequest; answer: (status: number, body: object) => void }> = [];
	const seen = answerAll(
		origin,
		async (request) =>
			await new Promise((resolve) => {
				open.push({ request, answer: (status, body) => resolve([status, body]) });
			}),
	);
	const next = async () => {
		while (open.length === 0) await new Promise(timers.setImmediate);
		return open.shift()!;
	};
	return { seen, next, open };
}

/** Waits until whatever could leave has left. */
async function settle() {
	for (let turn = 0; turn < 200; turn++) await new Promise(timers.setImmediate);
}

const flowOf = ({ url }: SeenRequest) => url.split('/')[4];

describe('Items that start flows', () => {
	it('leave one after the other, in the order of the items', async () => {
		const { seen, next } = heldServer(CLOUD.start);
		const running = runPatchworks(engine, START, { items: ORDERS });

		for (const [index, order] of ORDERS.entries()) {
			const { request, answer } = await next();
			await settle();
			expect(flowOf(request)).toBe(order.id);
			expect(seen).toHaveLength(index + 1);
			answer(200, { data: { id: 9001 + index } });
		}

		const { items } = await running;
		expect(items.map(({ flowRunId }) => flowRunId)).toEqual(['9001', '9002', '9003']);
	});

	it('start no flow after one that Patchworks refused, and the error names those before it', async () => {
		const seen = answerAll(CLOUD.start, (request) =>
			flowOf(request) === '2'
				? [422, { message: 'The payload is invalid.' }]
				: [200, { data: { id: 9001 } }],
		);

		const { error } = await runPatchworks(engine, START, { items: ORDERS });

		expect(seen.map(flowOf)).toEqual(['1', '2']);
		expect(error?.message).toBe('The payload is invalid. [item 1]');
		expect(error?.context?.itemIndex).toBe(1);
		expect(error?.description).toContain(
			'For other items flows were started: flow runs 9001. Starting them again would run them twice.',
		);
	});

	it('report the first of two that Patchworks refused', async () => {
		answerAll(CLOUD.start, (request) =>
			flowOf(request) === '1'
				? [200, { data: { id: 9001 } }]
				: [422, { message: `Flow ${flowOf(request)} is disabled.` }],
		);

		const { error } = await runPatchworks(engine, START, { items: ORDERS });

		expect(error?.message).toBe('Flow 2 is disabled. [item 1]');
		expect(error?.context?.itemIndex).toBe(1);
	});

	it('go on in order behind one that failed, where the node continues', async () => {
		const seen = answerAll(CLOUD.start, (request) =>
			flowOf(request) === '2'
				? [422, { message: 'The payload is invalid.' }]
				: [200, { data: { id: `90${flowOf(request)}` } }],
		);

		const { items, failed } = await runPatchworks(engine, START, {
			items: ORDERS,
			onError: 'continueErrorOutput',
		});

		expect(seen.map(flowOf)).toEqual(['1', '2', '3']);
		expect(items.map(({ flowRunId }) => flowRunId)).toEqual(['901', '903']);
		expect(failed.map(({ id }) => id)).toEqual(['2']);
	});

	it('leave one after the other also where the input of one is in error and the node continues', async () => {
		const { seen, next } = heldServer(CLOUD.start);
		const running = runPatchworks(engine, START, {
			items: [{ id: 'Orders to warehouse' }, ...ORDERS],
			onError: 'continueErrorOutput',
		});

		for (const [index, order] of ORDERS.entries()) {
			const { request, answer } = await next();
			await settle();
			expect(flowOf(request)).toBe(order.id);
			expect(seen).toHaveLength(index + 1);
			answer(200, { data: { id: 9001 + index } });
		}

		const { items, failed } = await running;
		expect(items.map(({ flowRunId }) => flowRunId)).toEqual(['9001', '9002', '9003']);
		expect(failed.map(({ id }) => id)).toEqual(['Orders to warehouse']);
	});

	it('leave at once where Send Items says so', async () => {
		const { next, open, seen } = heldServer(CLOUD.start);
		const running = runPatchworks(engine, { ...START, ...AT_ONCE }, { items: ORDERS });

		const first = await next();
		await settle();
		expect(seen).toHaveLength(3);
		for (const { answer } of [first, ...open]) answer(200, { data: { id: 9001 } });

		expect((await running).items).toHaveLength(3);
	});
});

describe('Items that start a flow and wait', () => {
	it('start no flow after one that Patchworks refused', async () => {
		const seen = answerAll(CLOUD.start, (request) =>
			flowOf(request) === '2' ? [422, { message: 'No.' }] : [200, { data: { id: 9001 } }],
		);

		const { error } = await runPatchworks(
			engine,
			{ ...START, operation: 'startAndWait' },
			{ items: ORDERS },
		);

		expect(seen.map(flowOf)).toEqual(['1', '2']);
		expect(error?.description).toContain('flow runs 9001');
	});
});

describe('Items that replay a run', () => {
	it('start one flow after the other', async () => {
		const started: string[] = [];
		answerAll(CLOUD.core, ({ url }) => {
			const id = /flow-runs\/(\d+)/.exec(url)?.[1];
			return [
				200,
				id
					? {
							data: {
								id,
								flow_id: id,
								status: 2,
								started_at: new Date().toISOString(),
								virtual_environment_version: null,
								payload_size: 0,
							},
						}
					: { data: [] },
			];
		});
		answerAll(CLOUD.start, (request) => {
			started.push(flowOf(request));
			return flowOf(request) === '2' ? [422, { message: 'No.' }] : [200, { data: { id: 9001 } }];
		});

		const { error } = await runPatchworks(
			engine,
			{ resource: 'flowRun', operation: 'replay', flowRunId: byId('={{ $json.id }}') },
			{ items: ORDERS },
		);

		expect(started).toEqual(['1', '2']);
		expect(error?.context?.itemIndex).toBe(1);
	});
});

describe.each([
	['PUT', { resource: 'label', operation: 'update', updateFields: { name: 'Returns' } }],
	['DELETE', { resource: 'label', operation: 'delete' }],
])('Items that send a %s request', (method, parameters) => {
	it('stop at the first that fails', async () => {
		const seen = answerAll(CLOUD.core, ({ url }) =>
			url.endsWith('/2') ? [422, { message: 'No.' }] : [200, { data: { id: 1 } }],
		);

		const { error } = await runPatchworks(
			engine,
			{ ...parameters, labelId: byId('={{ $json.id }}') } as never,
			{ items: ORDERS },
		);

		expect(seen.map(({ method }) => method)).toEqual([method, method]);
		expect(error?.description).toContain('For other items the request was carried out: items 0.');
	});
});

describe('Items that only read', () => {
	const GET = { resource: 'label', operation: 'get', labelId: byId('={{ $json.id }}') };

	it('leave at once', async () => {
		const { next, open, seen } = heldServer(CLOUD.core);
		const running = runPatchworks(engine, GET, { items: ORDERS });

		const first = await next();
		await settle();
		expect(seen).toHaveLength(3);
		for (const { answer } of [first, ...open]) answer(200, { data: { id: 1 } });

		expect((await running).items).toHaveLength(3);
	});

	it('are still sent again where they come before one that has failed', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const { seen, next } = heldServer(CLOUD.core);
		const running = runPatchworks(engine, GET, { items: ORDERS.slice(0, 2) });
		const [first, second] = [await next(), await next()];

		second.answer(422, { message: 'Not this one.' });
		await settle();
		first.answer(503, { message: 'Not now.' });
		(await next()).answer(200, { data: { id: 1 } });

		const { error } = await running;
		expect(error?.context?.itemIndex).toBe(1);
		expect(seen.map(flowOf)).toEqual(['1', '2', '1']);
	});

	it('report the first item that failed, also when another failed sooner', async () => {
		const { next } = heldServer(CLOUD.core);
		const running = runPatchworks(engine, GET, { items: ORDERS });

		const requests = [await next(), await next(), await next()];
		requests[2].answer(404, { message: 'Label 3 is gone.' });
		await settle();
		requests[1].answer(404, { message: 'Label 2 is gone.' });
		await settle();
		requests[0].answer(200, { data: { id: 1 } });

		const { error } = await running;
		expect(error?.message).toBe('Label 2 is gone. [item 1]');
		expect(error?.context?.itemIndex).toBe(1);
	});
});

describe('API Request with Return All', () => {
	it.each<[string, IDataObject]>([
		['chosen in the panel', { method: 'POST' }],
		['that an expression gives', { method: '={{ "POST" }}' }],
	])('sends a POST %s once, and not once a page', async (_, method) => {
		const seen = answerAll(CLOUD.core, () => [
			200,
			{ data: [{ id: 1 }], meta: { current_page: 1, last_page: 3, per_page: 1, total: 3 } },
		]);

		const { error } = await runPatchworks(engine, {
			resource: 'apiRequest',
			operation: 'request',
			path: '/api/v1/labels',
			body: '{"name":"Returns"}',
			returnAll: true,
			...method,
		} as never);

		expect(error).toBeUndefined();
		expect(seen.map(({ method: sent }) => sent)).toEqual(['POST']);
		expect(seen[0].url).toBe('/api/v1/labels');
	});
});
