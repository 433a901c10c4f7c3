import type { IDataObject } from 'n8n-workflow';

import type { Engine } from '../../support/harness/engine';
import { createEngine } from '../../support/harness/patchworks';
import type { ActiveTrigger } from '../../support/harness/polling';
import {
	activeTrigger,
	events,
	HOUR,
	ids,
	MINUTE,
	NOON,
	openIds,
	run,
	runs,
	withoutWaiting,
} from './simulation/setting';
import { SimulatedPatchworks } from './simulation/simulatedPatchworks';

// Hundreds of requests take their time on a busy machine.
jest.setTimeout(120_000);

let engine: Engine;
let patchworks: SimulatedPatchworks;

beforeAll(async () => {
	engine = await createEngine();
});
beforeEach(() => {
	patchworks = new SimulatedPatchworks(NOON);
});

/** A trigger that was activated at noon. */
async function activated(parameters: IDataObject): Promise<ActiveTrigger> {
	const trigger = activeTrigger(engine, parameters as never);
	expect(await trigger.poll()).toBeNull();
	return trigger;
}

async function pollAt(trigger: ActiveTrigger, time: number): Promise<IDataObject[]> {
	patchworks.now = NOON + time;
	const { result: items } = await withoutWaiting(async () => await trigger.jsonOfPoll());
	expect(trigger.saved.length).toBeLessThan(64_000);
	return items;
}

const ofFlows = (...flowIds: number[]) => ({ filters: { flowIds: flowIds.map(String) } });
const [FIRST, SECOND] = [{ flowId: 101 }, { flowId: 102 }];

describe('after other flows have been chosen', () => {
	it.each([
		['one', [102]],
		['several', [102, 103]],
	])('gives nothing of before, and all from then on (%s)', async (_case, flowIds) => {
		const long = run(-2 * HOUR, { ...SECOND, endsAt: NOON + 70 * MINUTE });
		const underWay = run(58 * MINUTE, { ...SECOND, endsAt: NOON + 80 * MINUTE });
		patchworks.add(long, underWay, ...runs(55, (index) => index * MINUTE, SECOND));
		const trigger = await activated({ events: ['started', 'failed'], ...ofFlows(101) });
		expect(await pollAt(trigger, MINUTE)).toEqual([]);

		trigger.change({ events: ['started', 'failed'], ...ofFlows(...flowIds) });
		expect(await pollAt(trigger, HOUR)).toEqual([]);
		expect(await pollAt(trigger, 61 * MINUTE)).toEqual([]);

		const next = run(62 * MINUTE, SECOND);
		patchworks.add(next, run(62 * MINUTE, FIRST));
		expect(events(await pollAt(trigger, 63 * MINUTE))).toEqual([
			`${next.id} started`,
			`${next.id} failed`,
		]);
		expect(events(await pollAt(trigger, 71 * MINUTE))).toEqual([`${long.id} failed`]);
		expect(events(await pollAt(trigger, 81 * MINUTE))).toEqual([`${underWay.id} failed`]);
		expect(await pollAt(trigger, 3 * HOUR)).toEqual([]);
	});

	it('gives what was chosen before, too, and had not been given yet', async () => {
		const long = run(-2 * HOUR, { ...FIRST, endsAt: NOON + 2 * MINUTE });
		patchworks.add(long);
		const trigger = await activated({ events: ['started', 'failed'], ...ofFlows(101) });
		const owed = run(MINUTE, FIRST);
		patchworks.add(owed, run(MINUTE, SECOND));

		trigger.change({ events: ['started', 'failed'], ...ofFlows(101, 102) });

		expect(events(await pollAt(trigger, 3 * MINUTE))).toEqual([
			`${owed.id} started`,
			`${owed.id} failed`,
			`${long.id} failed`,
		]);
		expect(await pollAt(trigger, 4 * MINUTE)).toEqual([]);
	});

	it('forgets hundreds of runs that are not chosen any more, and gives meanwhile the end of one that is', async () => {
		const trigger = await activated({ events: ['failed'], ...ofFlows(101) });
		const stuck = runs(300, (index) => 1_000 + index * 1_000, { ...FIRST, endsAt: Infinity });
		const long = run(1_000, { ...SECOND, endsAt: NOON + 61 * MINUTE });
		patchworks.add(...stuck, long, run(50 * MINUTE, FIRST));
		await pollAt(trigger, 10 * MINUTE);
		await pollAt(trigger, 51 * MINUTE);
		expect(openIds(trigger)).toHaveLength(300);
		trigger.change({ events: ['failed'], ...ofFlows(102) });
		expect(await pollAt(trigger, HOUR)).toEqual([]);

		const counts: number[] = [];
		const given: string[] = [];
		for (let minute = 61; minute < 70; minute++) {
			const requests = await patchworks.requestsDuring(async () => {
				given.push(...ids(await pollAt(trigger, minute * MINUTE)));
			});
			counts.push(requests.length);
		}

		expect(given).toEqual([long.id]);
		expect(Math.max(...counts)).toBeLessThan(60);
		expect(counts.at(-1)).toBe(1);
		expect(openIds(trigger)).toEqual([]);
	});

	it('does not give the end of a run while its flow was not chosen', async () => {
		const trigger = await activated({ events: ['failed'], ...ofFlows(101) });
		const open = runs(300, (index) => 1_000 + index * 1_000, {
			...FIRST,
			endsAt: NOON + 62 * MINUTE,
		});
		const goesOn = run(20_000, { ...FIRST, endsAt: NOON + 2 * HOUR });
		patchworks.add(...open, goesOn, run(50 * MINUTE, FIRST));
		await pollAt(trigger, 10 * MINUTE);
		await pollAt(trigger, 51 * MINUTE);
		trigger.change({ events: ['failed'], ...ofFlows(102) });
		expect(await pollAt(trigger, HOUR)).toEqual([]);

		trigger.change({ events: ['failed'], ...ofFlows(101, 102) });

		for (let minute = 63; minute < 75; minute++) {
			expect(await pollAt(trigger, minute * MINUTE)).toEqual([]);
		}
		expect(ids(await pollAt(trigger, 2 * HOUR))).toEqual([goesOn.id]);
	});

	it('while n8n was down gives the first flow’s failures of hours, and none of the second’s', async () => {
		const details = { options: { includeLogs: true } };
		const trigger = await activated({ events: ['failed'], ...ofFlows(101), ...details });
		const owed = runs(250, (index) => index * MINUTE, FIRST);
		patchworks.add(...owed, ...runs(250, (index) => index * MINUTE + 1, SECOND));
		trigger.change({ events: ['failed'], ...ofFlows(101, 102), ...details });

		const given: string[] = [];
		given.push(...ids(await pollAt(trigger, 250 * MINUTE)));
		expect(given).toHaveLength(100);
		const since = [
			run(251 * MINUTE, SECOND),
			run(251 * MINUTE, FIRST),
			run(200 * MINUTE, { ...SECOND, endsAt: NOON + 253 * MINUTE }),
		];
		patchworks.add(...since);
		for (let minute = 252; minute < 257; minute++) {
			given.push(...ids(await pollAt(trigger, minute * MINUTE)));
		}

		expect(given.sort()).toEqual([...owed, ...since].map(({ id }) => id).sort());
	});

	it('and others again while hours are caught up, gives only what was chosen when it happened', async () => {
		const parameters = (...flowIds: number[]) => ({
			events: ['failed'],
			...ofFlows(...flowIds),
			options: { includeLogs: true },
		});
		const trigger = await activated(parameters(101));
		const [first, second] = [FIRST, SECOND].map((flow) => runs(150, (at) => at * MINUTE, flow));
		patchworks.add(...first, ...second);
		trigger.change(parameters(101, 102));
		expect(ids(await pollAt(trigger, 200 * MINUTE))).toEqual(
			first.slice(0, 100).map(({ id }) => id),
		);
		const since = run(201 * MINUTE, SECOND);
		patchworks.add(since);

		trigger.change(parameters(102));

		const given: string[] = [];
		for (let minute = 202; minute < 206; minute++) {
			given.push(...ids(await pollAt(trigger, minute * MINUTE)));
		}
		expect(given).toEqual([since.id]);
	});

	it('gives no run of before that slipped through between two pages of the list', async () => {
		const trigger = await activated({ events: ['failed'], ...ofFlows(101) });
		const many = runs(150, (index) => index * 1_000, SECOND);
		patchworks.add(...many);
		trigger.change({ events: ['failed'], ...ofFlows(101, 102) });
		patchworks.interrupt = (_request, url) =>
			url.searchParams.get('page') === '2'
				? [200, { data: [], meta: { last_page: 2, total: 150 } }]
				: undefined;
		expect(await pollAt(trigger, 3 * MINUTE)).toEqual([]);
		patchworks.interrupt = () => undefined;

		expect(await pollAt(trigger, 4 * MINUTE)).toEqual([]);
	});

	it('gives no run of before where Patchworks lists more than those that go on', async () => {
		const trigger = await activated({ events: ['failed'], ...ofFlows(101) });
		const old = run(-5 * HOUR, SECOND);
		patchworks.add(old);
		trigger.change({ events: ['failed'], ...ofFlows(101, 102) });
		patchworks.interrupt = (_request, url) =>
			url.searchParams.has('filter[status]')
				? [200, { data: [patchworks.row(old)], meta: { last_page: 1 } }]
				: undefined;

		expect(await pollAt(trigger, MINUTE)).toEqual([]);
		expect(await pollAt(trigger, 2 * MINUTE)).toEqual([]);
	});

	it('also where they are too many to be remembered', async () => {
		const many = Array.from({ length: 2_000 }, (_, index) => 100_000 + index);
		const trigger = await activated({ events: ['failed'], ...ofFlows(101, ...many) });
		patchworks.add(run(MINUTE, FIRST), run(MINUTE, SECOND));
		expect(await pollAt(trigger, 2 * MINUTE)).toHaveLength(1);

		trigger.change({ events: ['failed'], ...ofFlows(102, ...many) });
		expect(await pollAt(trigger, 3 * MINUTE)).toEqual([]);
		expect(trigger.saved.length).toBeLessThan(1_000);

		const next = run(3 * MINUTE, SECOND);
		patchworks.add(next);
		expect(ids(await pollAt(trigger, 4 * MINUTE))).toEqual([next.id]);
	});

	it('remembers less than 64 kB whatever is chosen, one change after the other', async () => {
		const others = (from: number) => Array.from({ length: 400 }, (_, index) => from + index);
		const chosen = (from: number) => ({
			events: ['failed'],
			filters: { ...ofFlows(101, ...others(from)).filters, triggers: ['API', 'Schedule'] },
		});
		const spread = runs(800, (index) => -index * 20_000 - HOUR, { ...FIRST, endsAt: Infinity });
		const rush = runs(1_600, (index) => MINUTE + index * 160, FIRST);
		patchworks.add(...[...spread, ...rush].map((one) => ({ ...one, id: `90000000${one.id}` })));
		const trigger = await activated(chosen(100_000));

		// What cannot be looked at leaves a change in the memory.
		patchworks.interrupt = (_request, url) =>
			/flow-runs\/\d/.test(url.pathname) || url.searchParams.get('sort') === 'started_at'
				? url.searchParams.has('filter[started_after]') && !url.searchParams.has('filter[status]')
					? undefined
					: [500, { message: 'Server Error' }]
				: undefined;
		for (const minute of [11, 12]) {
			trigger.change(chosen(100_000 + minute * 1_000));
			await pollAt(trigger, minute * MINUTE);
		}

		expect(trigger.saved.length).toBeGreaterThan(55_000);
		trigger.change(chosen(113_000));
		await pollAt(trigger, 13 * MINUTE);
	});

	it.each([false, true])(
		'asks once for the runs that go on, and not if they are the same in another order (restart: %s)',
		async (isRestarted) => {
			const trigger = await activated({ events: ['failed'], ...ofFlows(101) });
			trigger.change({ events: ['failed'], ...ofFlows(101, 102) });
			expect(
				await patchworks.requestsDuring(async () => await pollAt(trigger, MINUTE)),
			).toHaveLength(2);

			for (const minute of [2, 3]) {
				if (isRestarted) trigger.restart();
				const requests = await patchworks.requestsDuring(
					async () => await pollAt(trigger, minute * MINUTE),
				);
				expect(requests).toHaveLength(1);
			}
			trigger.change({ events: ['failed'], filters: { flowIds: '={{ "102, 101" }}' } });
			expect(
				await patchworks.requestsDuring(async () => await pollAt(trigger, 4 * MINUTE)),
			).toHaveLength(1);
		},
	);
});

it('goes on from what it remembered before it remembered what was chosen', async () => {
	const trigger = await activated({ events: ['failed'] });
	const owed = run(MINUTE);
	patchworks.add(owed);
	const { memory } = (JSON.parse(trigger.saved) as Record<string, { memory: IDataObject }>)[
		'node:Trigger'
	];
	const { from, open, done } = memory;
	trigger.saved = JSON.stringify({ 'node:Trigger': { memory: { from, open, done } } });
	trigger.restart();

	expect(ids(await pollAt(trigger, 2 * MINUTE))).toEqual([owed.id]);
	expect(await pollAt(trigger, 3 * MINUTE)).toEqual([]);
});

describe('after other events have been chosen', () => {
	it('gives nothing of before, and what was chosen before and not given yet', async () => {
		const underWay = run(-2 * HOUR, { endsAt: NOON + 10 * MINUTE, endStatus: 2 });
		patchworks.add(underWay, run(-MINUTE, { endStatus: 2 }));
		const trigger = await activated({ events: ['failed'] });
		const owed = run(MINUTE);
		patchworks.add(owed, run(MINUTE, { endStatus: 2 }), run(MINUTE, { endsAt: Infinity }));

		trigger.change({ events: ['started', 'succeeded', 'failed'] });

		expect(events(await pollAt(trigger, 2 * MINUTE))).toEqual([`${owed.id} failed`]);
		const next = run(3 * MINUTE, { endStatus: 2 });
		patchworks.add(next);
		expect(events(await pollAt(trigger, 4 * MINUTE))).toEqual([
			`${next.id} started`,
			`${next.id} succeeded`,
		]);
		expect(events(await pollAt(trigger, 11 * MINUTE))).toEqual([`${underWay.id} succeeded`]);
	});

	it('does not give what is not chosen any more', async () => {
		const trigger = await activated({ events: ['failed', 'started'] });
		const [failed, open] = [run(MINUTE), run(MINUTE, { endsAt: NOON + 5 * MINUTE })];
		patchworks.add(failed, open);

		trigger.change({ events: ['failed'] });

		expect(events(await pollAt(trigger, 2 * MINUTE))).toEqual([`${failed.id} failed`]);
		expect(events(await pollAt(trigger, 6 * MINUTE))).toEqual([`${open.id} failed`]);
	});
});

it.each([
	['triggers', { triggers: ['API'] }, { triggers: ['API', 'Webhook'] }, { trigger: 'API' }],
	['triggers', { triggers: ['API'] }, {}, { trigger: 'API' }],
	[
		'virtual environments',
		{ virtualEnvironmentIds: ['7'] },
		{ virtualEnvironmentIds: ['7', '8'] },
		{ environmentId: 7 },
	],
	['virtual environments', { virtualEnvironmentIds: ['7'] }, {}, { environmentId: 7 }],
])(
	'after other %s have been chosen gives nothing of before, and all from then on',
	async (_what, before, after, chosenBefore) => {
		const chosenSince = { trigger: 'Webhook', environmentId: 8 };
		const trigger = await activated({ events: ['failed'], filters: before });
		const owed = run(MINUTE, { ...chosenSince, ...chosenBefore });
		patchworks.add(owed, run(MINUTE, chosenSince));

		trigger.change({ events: ['failed'], filters: after });

		expect(ids(await pollAt(trigger, 2 * MINUTE))).toEqual([owed.id]);
		const next = runs(2, () => 3 * MINUTE, chosenSince);
		patchworks.add(...next);
		expect(ids(await pollAt(trigger, 4 * MINUTE))).toEqual(next.map(({ id }) => id));
	},
);

it('gives the end of a long run in one of several virtual environments', async () => {
	const filters = { virtualEnvironmentIds: ['7', '8'] };
	const trigger = await activated({ events: ['failed'], filters });
	const long = run(MINUTE, { environmentId: 8, endsAt: NOON + 2 * HOUR });
	patchworks.add(long, run(50 * MINUTE, { environmentId: 7 }), run(MINUTE, { environmentId: 9 }));
	await pollAt(trigger, 10 * MINUTE);
	expect(await pollAt(trigger, 51 * MINUTE)).toHaveLength(1);

	expect(ids(await pollAt(trigger, 2 * HOUR))).toEqual([long.id]);
});
