import type { Engine } from '../../support/harness/engine';
import { loggerOfN8n } from '../../support/harness/logger';
import { createEngine } from '../../support/harness/patchworks';
import { activeTrigger, events, HOUR, ids, MINUTE, NOON, run, runs } from './simulation/setting';
import { SimulatedPatchworks } from './simulation/simulatedPatchworks';

let engine: Engine;
let patchworks: SimulatedPatchworks;
let warnings: string[];

beforeAll(async () => {
	engine = await createEngine();
});
beforeEach(() => {
	patchworks = new SimulatedPatchworks(NOON);
	warnings = [];
	jest
		.spyOn(loggerOfN8n(), 'warn')
		.mockImplementation((message: string) => void warnings.push(message));
	jest.spyOn(Date, 'now').mockImplementation(() => patchworks.now);
});
afterEach(() => jest.restoreAllMocks());

/** What the polls of some minutes give, one a minute. */
async function pollFor(trigger: ReturnType<typeof activeTrigger>, minutes: number) {
	const items = [];
	for (let minute = 0; minute < minutes; minute++) {
		patchworks.now += MINUTE;
		items.push(...(await trigger.jsonOfPoll()));
	}
	return items;
}

it('gives a run once that is dated by when it was queued, and waited in the queue for most of an hour', async () => {
	const trigger = activeTrigger(engine, { events: ['started', 'failed'] });
	expect(await trigger.poll()).toBeNull();
	const late = run(MINUTE, { endsAt: NOON + 46 * MINUTE, visibleFrom: NOON + 45 * MINUTE });
	const others = runs(58, (index) => index * MINUTE + 1_000, { endStatus: 2 });
	patchworks.add(late, ...others);

	const given = await pollFor(trigger, 60);

	expect(events(given).filter((event) => event.startsWith(late.id))).toEqual([
		`${late.id} started`,
		`${late.id} failed`,
	]);
	expect(given).toHaveLength(others.length + 2);
});

it('gives a run that waits for hours, as long as the queue shows that it does', async () => {
	const trigger = activeTrigger(engine, { events: ['failed'] });
	expect(await trigger.poll()).toBeNull();
	const leavesAt = NOON + 3 * HOUR;
	patchworks.queue.push({ id: '1', queuedAt: NOON + MINUTE, leavesAt, flowId: 101 });
	const late = run(MINUTE, { endsAt: leavesAt + MINUTE, visibleFrom: leavesAt });
	patchworks.add(late, ...runs(40, (index) => index * 5 * MINUTE, { endStatus: 2 }));

	expect(ids(await pollFor(trigger, 200))).toEqual([late.id]);
	expect(warnings).toEqual([]);
});

it.each([
	['cannot be read for once', 0],
	['is longer than is read', 1_100],
])('gives it also where the queue %s', async (_, others) => {
	const trigger = activeTrigger(engine, { events: ['failed'], filters: { flowIds: ['101'] } });
	expect(await trigger.poll()).toBeNull();
	const leavesAt = NOON + 3 * HOUR;
	for (let other = 0; other < others; other++) {
		patchworks.queue.push({ id: `o${other}`, queuedAt: NOON, leavesAt, flowId: 999 });
	}
	patchworks.queue.push({ id: '1', queuedAt: NOON + MINUTE, leavesAt, flowId: 101 });
	const late = run(MINUTE, { endsAt: leavesAt + MINUTE, visibleFrom: leavesAt });
	patchworks.add(late, ...runs(40, (index) => index * 5 * MINUTE, { endStatus: 2 }));
	let refusals = 0;
	patchworks.interrupt = (_request, { pathname }) =>
		pathname.endsWith('scheduled-flows') && patchworks.now > NOON + 2 * HOUR && refusals++ < 1
			? [403, { message: 'Forbidden' }]
			: undefined;

	expect(ids(await pollFor(trigger, 200))).toEqual([late.id]);
	expect(refusals).toBeGreaterThan(0);
});

it('looks back an hour at most where the queue can never be read', async () => {
	const trigger = activeTrigger(engine, { events: ['failed'] });
	patchworks.interrupt = (_request, { pathname }) =>
		pathname.endsWith('scheduled-flows') ? [403, { message: 'Forbidden' }] : undefined;
	expect(await trigger.poll()).toBeNull();
	const late = run(MINUTE, { endsAt: NOON + 3 * HOUR, visibleFrom: NOON + 3 * HOUR });
	patchworks.add(late);

	expect(ids(await pollFor(trigger, 200))).toEqual([]);
});

it('names in the log, once, a queued run that it would miss', async () => {
	const queuedAt = NOON - 8 * HOUR;
	patchworks.queue.push({ id: '5', queuedAt, leavesAt: Infinity, flowId: 101 });
	const trigger = activeTrigger(engine, { events: ['failed'] });
	expect(await trigger.poll()).toBeNull();

	await pollFor(trigger, 40);

	expect(warnings).toEqual([
		'Queued run 5 of flow 101 has waited since 2030-01-15T04:00:00.000Z, which is longer than the trigger looks back. If Patchworks gives that as the start of its flow run, the trigger misses it.',
	]);
});

it('reads an hour of runs and the queue every ten minutes, and else ten minutes of runs alone', async () => {
	const trigger = activeTrigger(engine, { events: ['failed'] });
	expect(await trigger.poll()).toBeNull();
	patchworks.add(...runs(200, (index) => index * MINUTE, { endStatus: 2 }));
	await pollFor(trigger, 90);

	const requests = await patchworks.requestsDuring(async () => await pollFor(trigger, 20));

	const since = requests
		.map(({ url }) => new URL(url, 'http://core'))
		.map(({ pathname, searchParams }) =>
			pathname.endsWith('scheduled-flows')
				? 'queue'
				: Number(searchParams.get('filter[started_after]')),
		);
	expect(since.filter((one) => one === 'queue')).toHaveLength(2);
	expect(since).toHaveLength(22);
});
