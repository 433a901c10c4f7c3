import nock from 'nock';

import { byId } from '../support/harness/operations';
import type { Engine } from '../support/harness/engine';
import { CLOUD, createEngine, failureOf, runPatchworks } from '../support/harness/patchworks';
import { answerAll } from '../support/harness/requests';

let engine: Engine;

beforeAll(async () => {
	nock.disableNetConnect();
	engine = await createEngine();
});
afterEach(() => {
	nock.cleanAll();
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
			"'Flow' is not an ID: it contains a slash [item 2]. Nothing was sent.",
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
				error: { message: "'Flow' is not an ID: it contains a slash [item 2]. Nothing was sent." },
			},
		]);
		expect(result.failedOutput[0].pairedItem).toEqual({ item: 2 });
	});

	it.each([0, 1])('of Request Options keeps no others from being sent: item %d', async (bad) => {
		const starts = answerAll(CLOUD.start, () => [200, { data: { id: 9 } }]);
		const proxy = "={{ $json.isBad ? $('Nowhere').item.json.proxy : '' }}";

		const result = await runPatchworks(
			engine,
			{ ...start, requestOptions: { proxy, batching: { batch: { batchSize: 2 } } } },
			{
				items: ['1', '2', '3'].map((id, item) => ({ id, isBad: item === bad })),
				onError: 'continueErrorOutput',
			},
		);

		expect(starts).toHaveLength(2);
		expect(result.items).toHaveLength(2);
		expect(result.failed).toMatchObject([
			{
				id: String(bad + 1),
				error: { message: `Referenced node doesn't exist [item ${bad}]` },
			},
		]);
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

describe('An item that fails', () => {
	const items = ['1', '2', '3', '4', '5'].map((id) => ({ id }));
	const rename = {
		resource: 'label',
		operation: 'update',
		labelId: byId('={{ $json.id }}'),
		updateFields: { name: 'Returns' },
	};
	const atOnce = { requestHandling: { sendItems: 'atOnce' } };
	const oneByOne = { requestHandling: { requestsAtOnce: 1 } };
	const inBatches = (batchInterval: number, batchSize = 2) => ({
		requestOptions: { batching: { batch: { batchSize, batchInterval } } },
	});

	/** Takes all but one. */
	const refuse = (id: string) =>
		answerAll(CLOUD.core, ({ url }) =>
			url.endsWith(`/${id}`)
				? [422, { message: 'The name is taken.' }]
				: [200, { data: { id: 1 } }],
		);

	it.each([
		['that wait their turn', oneByOne, 2],
		// The failure ends the wait for the next batch, so this does not take the hour.
		['of later batches', inBatches(3_600_000), 2],
	])('keeps those %s from being sent', async (_, settings, sent) => {
		const core = refuse('2');

		const { error } = await runPatchworks(engine, { ...rename, ...settings }, { items });

		expect(error?.message).toBe('The name is taken. [item 1]');
		expect(error?.context?.itemIndex).toBe(1);
		expect(core).toHaveLength(sent);
	});

	it.each([0, -1])(
		'keeps those after it from being read with batches of %d, taken for 1',
		async (size) => {
			const core = refuse('1');
			const read = { resource: 'label', operation: 'get', labelId: byId('={{ $json.id }}') };

			const { error } = await runPatchworks(
				engine,
				{ ...read, ...inBatches(3_600_000, size) },
				{ items },
			);

			expect(error?.context?.itemIndex).toBe(0);
			expect(core).toHaveLength(1);
		},
	);

	it('comes with what was carried out for others, so that it is not repeated unknowingly', async () => {
		refuse('3');

		const { error } = await runPatchworks(engine, { ...rename, ...atOnce }, { items });

		expect(error?.message).toBe('The name is taken. [item 2]');
		expect(error?.description).toContain(
			'Patchworks did not accept the values. For other items the request was carried out: items 0, 1, 3, 4. Running the node again would repeat it.',
		);
	});

	it('comes with the runs that were started for others', async () => {
		answerAll(CLOUD.start, ({ url }) =>
			url.includes('/2/') ? [404, { message: 'Not found.' }] : [200, { data: { id: 9001 } }],
		);

		const { error } = await runPatchworks(
			engine,
			{ resource: 'flow', operation: 'start', flowId: byId('={{ $json.id }}') },
			{ items: items.slice(0, 2) },
		);

		expect(error?.description).toContain(
			'For other items flows were started: flow runs 9001. Starting them again would run them twice.',
		);
	});

	it('comes with the items for which it is not known whether a flow was started', async () => {
		answerAll(CLOUD.start, () => [502, { message: 'Bad Gateway' }]);

		const { error } = await runPatchworks(
			engine,
			{ resource: 'flow', operation: 'start', flowId: byId('={{ $json.id }}'), ...atOnce },
			{ items: items.slice(0, 3) },
		);

		expect(error?.context?.itemIndex).toBe(0);
		expect(error?.description).toContain(
			'For other items the request may have been carried out, too: items 1, 2.',
		);
	});

	it('comes with the first fifty of the others, and how many more there are', async () => {
		const many = (count: number) => Array.from({ length: count }, (_, id) => ({ id: id + 1 }));
		const describe = async (count: number) => {
			nock.cleanAll();
			refuse(String(count));
			const { error } = await runPatchworks(engine, rename, { items: many(count) });
			return String(error?.description);
		};

		expect(await describe(51)).toMatch(/ items 0, 1, [^a-z]*, 48, 49\. /);
		expect(await describe(53)).toMatch(/ items 0, 1, [^a-z]*, 48, 49 and 2 more\. /);
	});

	it('comes with the flows that were started where the answer does not tell the run', async () => {
		answerAll(CLOUD.start, ({ url }) =>
			url.includes('/2/') ? [404, { message: 'Not found.' }] : [200, {}],
		);

		const { error } = await runPatchworks(
			engine,
			{ resource: 'flow', operation: 'start', flowId: byId('={{ $json.id }}') },
			{ items: items.slice(0, 2) },
		);

		expect(error?.description).toContain('For other items flows were started: flow runs unknown.');
	});

	it('says nothing of others where it is the only item', async () => {
		refuse('1');

		const { error } = await runPatchworks(engine, rename, { items: items.slice(0, 1) });

		expect(error?.description).toBe('Patchworks did not accept the values.');
	});

	it('says nothing of others that were only read', async () => {
		refuse('3');

		const { error } = await runPatchworks(
			engine,
			{ resource: 'label', operation: 'get', labelId: byId('={{ $json.id }}') },
			{ items },
		);

		expect(error?.description).not.toContain('other items');
	});

	it.each([oneByOne, inBatches(20)])(
		'keeps none from being sent where the node goes on: %j',
		async (settings) => {
			const core = refuse('2');

			const { items: given } = await runPatchworks(
				engine,
				{ ...rename, ...settings },
				{ items, onError: 'continueRegularOutput' },
			);

			expect(core).toHaveLength(5);
			expect(given.map((item) => failureOf(item) ?? 'none')).toEqual([
				'none',
				'The name is taken. [item 1]',
				'none',
				'none',
				'none',
			]);
		},
	);
});
