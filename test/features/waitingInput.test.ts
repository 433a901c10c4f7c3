import { jsonOf } from '../support/harness/engine';
import { FLOWS } from '../support/sandbox';
import { byId } from './support/sandboxed';
import { MINUTE, SECOND, start, waitFor, Waits } from './support/waits';

// n8n's Wait node uses it for forms alone, and Jest cannot load it on Node.js 20.
jest.mock('sanitize-html', () => (html: string) => html);

let waits: Waits;
afterEach(async () => await waits.close());

const open = async (runDuration: number) => {
	waits = await Waits.open({ sandbox: { runDuration } });
};

/** One whose run succeeds, one whose run fails, one that cannot be started, one whose input has an error. */
const ORDERS = [
	{ order: 1, flow: FLOWS.orders },
	{ order: 2, flow: FLOWS.stock },
	{ order: 3, flow: 103 },
	{ order: 4, flow: FLOWS.stock, error: 'of an earlier node' },
];
const startEach = start(FLOWS.orders, {
	flowId: byId('={{ $json.flow }}'),
	includeInputFields: true,
});

describe.each([
	['at once', 5 * SECOND],
	['after a sleep', 5 * MINUTE],
])('Include Input Fields, %s', (_when, duration) => {
	it('gives a failed item its input where the others have it', async () => {
		await open(duration);

		const result = await waits.runThrough(startEach, ORDERS, {
			node: { onError: 'continueRegularOutput' },
		});

		const items = jsonOf(result, 'After');
		expect(items.map(({ input }) => input)).toEqual(ORDERS);
		expect(items.map(({ error }) => (error as Error | undefined)?.message)).toEqual([
			undefined,
			expect.stringContaining('failed: Update shop'),
			'The flow is not enabled. [item 2]',
			expect.stringContaining('failed: Update shop'),
		]);
	});

	it('gives it in the error on the error output, which n8n takes no other item for', async () => {
		await open(duration);

		const result = await waits.runThrough(startEach, ORDERS, {
			node: { onError: 'continueErrorOutput' },
		});

		expect(jsonOf(result, 'After')).toEqual([
			expect.objectContaining({ status: 2, input: ORDERS[0] }),
		]);
		const [, ...failing] = ORDERS;
		expect(jsonOf(result, 'Failed')).toEqual(
			failing.map((order) => ({
				...order,
				error: expect.objectContaining({ message: expect.any(String), input: order }),
			})),
		);
	});
});

it('gives a failed item its input in Wait, too, also where its ID cannot be one', async () => {
	await open(SECOND);
	const orders = [
		{ order: 1, run: '9999999' },
		{ order: 2, run: 'no ID' },
	];

	const result = await waits.runThrough(
		waitFor('={{ $json.run }}', { includeInputFields: true }),
		orders,
		{ node: { onError: 'continueRegularOutput' } },
	);

	expect(jsonOf(result, 'After')).toEqual(
		orders.map((order) => ({ error: expect.anything(), input: order })),
	);
});

it('gives no input where it is not chosen', async () => {
	await open(SECOND);

	const result = await waits.runThrough(start(FLOWS.stock), [{ order: 1 }], {
		node: { onError: 'continueRegularOutput' },
	});

	expect(jsonOf(result, 'After')).toEqual([
		{ error: expect.not.objectContaining({ input: expect.anything() }) },
	]);
});

it('starts nothing where it cannot be read whether it is chosen', async () => {
	await open(SECOND);

	const result = await waits.runThrough(
		start(FLOWS.orders, { includeInputFields: "={{ $('Nowhere').item.json.order }}" }),
		[{ order: 1 }],
		{ node: { onError: 'continueRegularOutput' } },
	);

	expect(jsonOf(result, 'After')).toEqual([{ error: expect.anything() }]);
	expect(waits.patchworks.sandbox.requestsTo({ method: 'POST' })).toEqual([]);
});
