import type { IDataObject } from 'n8n-workflow';

import type { Engine } from '../../support/harness/engine';
import { createEngine, runPatchworks } from '../../support/harness/patchworks';
import type { ActiveTrigger } from '../../support/harness/polling';
import { activeTrigger, HOUR, ids, MINUTE, NOON, run } from './simulation/setting';
import { SimulatedPatchworks } from './simulation/simulatedPatchworks';

let engine: Engine;
let patchworks: SimulatedPatchworks;

beforeAll(async () => {
	engine = await createEngine();
});
beforeEach(() => {
	patchworks = new SimulatedPatchworks(NOON);
});

const DAY = 24 * HOUR;
const NEW_CAUSES = { events: ['failed', 'succeeded'], options: { onlyNewCauses: true } };

async function watching(): Promise<ActiveTrigger> {
	const trigger = activeTrigger(engine, NEW_CAUSES);
	expect(await trigger.jsonOfPoll()).toEqual([]);
	return trigger;
}

/** Lets runs fail with these errors one after the other at a time after noon, and polls. */
async function pollAfter(
	trigger: ActiveTrigger,
	time: number,
	errors: string[],
): Promise<IDataObject[]> {
	patchworks.now = NOON + time;
	patchworks.add(
		...errors.map((error, index) =>
			run(time - MINUTE + index * 100, { error, endsAt: NOON + time - MINUTE + index * 100 }),
		),
	);
	return await trigger.jsonOfPoll();
}

const causes = (items: IDataObject[]) =>
	items.map(({ cause }) => {
		const { message, isNew, count } = cause as IDataObject;
		return `${String(message)}: ${isNew ? 'new, ' : ''}${String(count)}`;
	});

it('a failed run comes once for each cause and day, with how often it went on', async () => {
	const trigger = await watching();

	const first = await pollAfter(trigger, HOUR, [
		'Order 1 not found',
		'No stock',
		'Order 2 not found',
	]);
	expect(causes(first)).toEqual(['Order <number> not found: new, 1', 'No stock: new, 1']);
	expect(first[0]).toMatchObject({
		event: 'failed',
		flowId: '101',
		cause: { key: expect.any(String) },
	});

	expect(await pollAfter(trigger, 2 * HOUR, ['Order 3 not found', 'Order 4 not found'])).toEqual(
		[],
	);

	const next = await pollAfter(trigger, DAY, ['Order 5 not found', 'Order 6 not found']);
	expect(causes(next)).toEqual(['Order <number> not found: 4']);
	expect((next[0].cause as IDataObject).key).toBe((first[0].cause as IDataObject).key);

	expect(causes(await pollAfter(trigger, 2 * DAY, ['No stock']))).toEqual(['No stock: 1']);
});

it('what did not fail comes as ever', async () => {
	const trigger = await watching();
	patchworks.add(...[1, 2, 3].map((minute) => run(minute * MINUTE, { endStatus: 2 })));
	patchworks.now = NOON + 10 * MINUTE;

	expect(await trigger.jsonOfPoll()).toHaveLength(3);
});

it('the same error of another flow is another cause', async () => {
	const trigger = await watching();
	patchworks.add(
		...[101, 102].map((flowId) => run(MINUTE, { flowId, error: 'Order 1 not found' })),
	);
	patchworks.now = NOON + 10 * MINUTE;

	expect(await trigger.jsonOfPoll()).toHaveLength(2);
});

it('a restart and a poll that fails let no cause through twice, and none go missing', async () => {
	const trigger = await watching();
	expect(await pollAfter(trigger, HOUR, ['Order 1 not found'])).toHaveLength(1);

	trigger.restart();
	patchworks.interrupt = () => [500, { message: 'Server Error' }];
	await expect(pollAfter(trigger, 2 * HOUR, ['Order 2 not found', 'No stock'])).rejects.toThrow();
	patchworks.interrupt = () => undefined;

	expect(causes(await pollAfter(trigger, 3 * HOUR, ['No stock']))).toEqual(['No stock: new, 1']);
	expect(causes(await pollAfter(trigger, DAY, ['No stock', 'Order 3 not found']))).toEqual([
		'No stock: 2',
		'Order <number> not found: 2',
	]);
});

it('asks for the errors with the list, and for none of a run', async () => {
	const trigger = await watching();
	const requests = await patchworks.requestsDuring(
		async () => await pollAfter(trigger, 10 * MINUTE, ['Order 1 not found', 'No stock']),
	);

	expect(
		requests.map(({ url }) => new URL(url, 'http://core').searchParams.get('include')),
	).toEqual(['flow,errorWarningLogs']);
});

it('takes for the cause the last error by its time, in whatever order the list has them', async () => {
	const errors = ['Gave up: shop refused', 'First attempt failed'].map((message, index) => ({
		id: 9 - index,
		log_level: 'ERROR',
		log_message: message,
		created_at: new Date(NOON + (2 - index) * 1_000).toISOString(),
	}));
	const row = patchworks.row.bind(patchworks);
	patchworks.row = (...asked) => ({ ...row(...asked), error_warning_logs: errors });
	const trigger = await watching();

	expect(causes(await pollAfter(trigger, HOUR, ['any']))).toEqual([
		'Gave up: shop refused: new, 1',
	]);
});

it('reads the logs of a run where the list does not have them', async () => {
	const trigger = await watching();
	patchworks.add(run(MINUTE), run(2 * MINUTE));
	patchworks.now = NOON + 10 * MINUTE;

	expect(causes(await trigger.jsonOfPoll())).toEqual(['Request timed out: new, 1']);
});

it('a run whose cause cannot be read comes, and says why', async () => {
	const trigger = await watching();
	const failed = [run(MINUTE), run(2 * MINUTE)];
	patchworks.add(...failed);
	patchworks.interrupt = (_request, url) =>
		url.pathname.endsWith('flow-run-logs') ? [403, { message: 'Unauthorized.' }] : undefined;
	patchworks.now = NOON + 10 * MINUTE;

	const items = await trigger.jsonOfPoll();
	expect(ids(items)).toEqual(failed.map(({ id }) => id));
	expect(items[0].cause).toEqual({ error: 'Unauthorized.' });
});

describe('A new version of a flow', () => {
	const inVersion = (time: number, id: number) =>
		run(time - MINUTE, {
			error: `Order ${id} not found`,
			endsAt: NOON + time - MINUTE,
			version: { id, stepId: id * 10 },
		});

	it('makes no cause new, although its shapes have other IDs', async () => {
		const trigger = await watching();
		patchworks.add(inVersion(HOUR, 1), inVersion(HOUR, 2));
		patchworks.now = NOON + HOUR;
		const requests = await patchworks.requestsDuring(async () =>
			expect(causes(await trigger.jsonOfPoll())).toEqual(['Order <number> not found: new, 1']),
		);
		expect(requests.map(({ url }) => url.split('?')[0])).toEqual([
			'/api/v1/flow-runs',
			'/api/v1/flow-versions/1/steps',
			'/api/v1/flow-versions/2/steps',
		]);

		patchworks.add(inVersion(DAY, 3));
		patchworks.now = NOON + DAY;
		expect(causes(await trigger.jsonOfPoll())).toEqual(['Order <number> not found: 2']);
	});

	it('has the cause of a failure report, under the same key', async () => {
		const trigger = await watching();
		patchworks.add(inVersion(HOUR, 1));
		patchworks.now = NOON + HOUR;
		const [{ cause }] = await trigger.jsonOfPoll();

		patchworks.add(inVersion(HOUR, 2));
		const { items } = await runPatchworks(engine, {
			resource: 'flowRun',
			operation: 'getFailureReport',
			period: 'fromTo',
			from: new Date(NOON).toISOString(),
			to: new Date(NOON + DAY).toISOString(),
		});
		expect(items).toEqual([expect.objectContaining({ count: 2, key: (cause as IDataObject).key })]);
	});
});

it('a run that logged a warning alone has it for its cause', async () => {
	const trigger = await watching();
	const row = patchworks.row.bind(patchworks);
	patchworks.row = (...asked) => ({
		...row(...asked),
		error_warning_logs: [{ id: 1, log_level: 'WARNING', log_message: 'Stopped by 3 others' }],
	});

	expect(causes(await pollAfter(trigger, HOUR, ['any']))).toEqual([
		'Stopped by <number> others: new, 1',
	]);
});

it('a test in the editor shows what the item says of the cause', async () => {
	patchworks.add(run(-MINUTE, { error: 'Order 1 not found' }));

	expect(causes(await activeTrigger(engine, NEW_CAUSES).jsonOfPoll('manual'))).toEqual([
		'Order <number> not found: new, 1',
	]);
});

it('remembers 250 causes at most', async () => {
	const trigger = await watching();
	for (let hour = 1; hour <= 8; hour++) {
		const word = (index: number) =>
			String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26));
		const errors = Array.from({ length: 90 }, (_, index) => `${word(hour)} ${word(index)}`);
		expect(await pollAfter(trigger, hour * HOUR, errors)).toHaveLength(90);
	}

	const { alarms } = (JSON.parse(trigger.saved) as Record<string, { alarms: IDataObject }>)[
		'node:Trigger'
	];
	expect(Object.keys(alarms.newCauses as IDataObject)).toHaveLength(250);
	expect(JSON.stringify(alarms).length).toBeLessThan(16_000);
});
