import type { Engine } from '../harness/engine';
import { CLOUD, createEngine, runPatchworks } from '../harness/patchworks';
import { answerAll } from '../harness/requests';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

const run = async (flowRunId: unknown, more = {}) =>
	await runPatchworks(
		engine,
		{ resource: 'flowRun', operation: 'get', flowRunId: flowRunId as string },
		more,
	);

describe('An ID in a path', () => {
	it.each([
		['12345', '/api/v1/flow-runs/12345'],
		[12345, '/api/v1/flow-runs/12345'],
		['01HZX0000000000000000MADEU', '/api/v1/flow-runs/01HZX0000000000000000MADEU'],
		[' 12345 ', '/api/v1/flow-runs/12345'],
		['?x', '/api/v1/flow-runs/%3Fx'],
		['#x', '/api/v1/flow-runs/%23x'],
		['a%20b', '/api/v1/flow-runs/a%2520b'],
		['a b', '/api/v1/flow-runs/a%20b'],
		['Läuft·✓', '/api/v1/flow-runs/L%C3%A4uft%C2%B7%E2%9C%93'],
		['...', '/api/v1/flow-runs/...'],
		[{ __rl: true, mode: 'id', value: '777' }, '/api/v1/flow-runs/777'],
		[{ __rl: true, mode: 'list', value: 778, cachedResultName: 'x' }, '/api/v1/flow-runs/778'],
	])('%j is sent as %s', async (id, url) => {
		const core = answerAll(CLOUD.core, () => [200, { data: { id: 1 } }]);

		const { error } = await run(id);

		expect(error).toBeUndefined();
		expect(core.map((request) => request.url)).toEqual([url]);
	});

	it.each([
		['={{ "" }}', 'is empty'],
		['   ', 'is empty'],
		['={{ $json.missing }}', 'is empty'],
		[{ __rl: true, mode: 'id', value: '={{ null }}' }, 'is empty'],
		['.', 'is not an ID: it is a relative path'],
		['..', 'is not an ID: it is a relative path'],
		['%2e%2e', 'is not an ID: it is a relative path'],
		['../users/1', 'is not an ID: it contains a slash'],
		['a/b', 'is not an ID: it contains a slash'],
		['a\\b', 'is not an ID: it contains a slash'],
		['a%2Fb', 'is not an ID: it contains a slash'],
		['a%5cb', 'is not an ID: it contains a slash'],
		['a\nb', 'is not an ID: it contains a control character'],
		['a\u0000b', 'is not an ID: it contains a control character'],
	])('%j is refused: %s', async (id, problem) => {
		const core = answerAll(CLOUD.core, () => [200, {}]);

		const { error } = await run(id);

		expect(core).toHaveLength(0);
		expect(error?.message).toBe(`Flow Run ${problem} [item 0]. Nothing was sent.`);
	});
});

describe('Bad input of one item among many', () => {
	const items = ['1', '2', '../3', '4'].map((id) => ({ id }));
	const start = {
		resource: 'flow',
		operation: 'start',
		flowId: '={{ $json.id }}',
	};

	it('stops the node before anything is sent', async () => {
		const starts = answerAll(CLOUD.start, () => [200, { data: { id: 9 } }]);

		const { error } = await runPatchworks(engine, start, { items });

		expect(starts).toHaveLength(0);
		expect(error?.message).toBe(
			'Flow is not an ID: it contains a slash [item 2]. Nothing was sent.',
		);
		expect(error?.context?.itemIndex).toBe(2);
	});

	it('stops the node before anything is sent when an expression fails', async () => {
		const starts = answerAll(CLOUD.start, () => [200, { data: { id: 9 } }]);

		const { error } = await runPatchworks(
			engine,
			{ ...start, flowId: "={{ $json.id === '4' ? $('Nowhere').item.json.id : $json.id }}" },
			{ items: items.filter(({ id }) => !id.includes('/')) },
		);

		expect(error).toBeDefined();
		expect(starts).toHaveLength(0);
	});

	it('goes to the error output with its input, and the others are sent', async () => {
		const starts = answerAll(CLOUD.start, () => [200, { data: { id: 9 } }]);

		const result = await runPatchworks(engine, start, { items, onError: 'continueErrorOutput' });

		expect(starts.map(({ url }) => url)).toEqual([
			'/api/v1/flows/1/start/raw',
			'/api/v1/flows/2/start/raw',
			'/api/v1/flows/4/start/raw',
		]);
		expect(result.items).toHaveLength(3);
		expect(result.failed).toMatchObject([
			{
				id: '../3',
				error: 'Flow is not an ID: it contains a slash [item 2]. Nothing was sent.',
			},
		]);
		expect(result.failedOutput[0].pairedItem).toEqual({ item: 2 });
	});

	it.each([
		[
			'with batching',
			{ requestOptions: { batching: { batch: { batchSize: 2, batchInterval: 20 } } } },
		],
		[
			'with batching one by one',
			{ requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 1 } } } },
		],
		['without', {}],
	])('does not keep good items from being sent: %s', async (_, more) => {
		const starts = answerAll(CLOUD.start, () => [200, { data: { id: 9 } }]);

		const result = await runPatchworks(
			engine,
			{ ...start, ...more },
			{ items: ['1', '2', '3', '4', '5'].map((id) => ({ id })) },
		);

		expect(result.items).toHaveLength(5);
		expect(starts).toHaveLength(5);
	});

	it('does not keep good items from being sent when the node runs once or is retried', async () => {
		let attempts = 0;
		const starts = answerAll(CLOUD.start, () =>
			attempts++ < 2 ? [500, { message: 'Server Error' }] : [200, { data: { id: 9 } }],
		);
		const good = [{ id: '1' }, { id: '2' }];

		const once = await runPatchworks(engine, start, { items: good, node: { executeOnce: true } });
		expect(once.error?.message).toBe('Server Error');
		expect(starts).toHaveLength(1);

		const retried = await runPatchworks(engine, start, {
			items: good,
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(retried.items).toHaveLength(2);
	});
});
