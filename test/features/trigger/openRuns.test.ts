import type { IDataObject } from 'n8n-workflow';

import type { Engine } from '../../support/harness/engine';
import { loggerOfN8n } from '../../support/harness/logger';
import { createEngine } from '../../support/harness/patchworks';
import type { ActiveTrigger } from '../../support/harness/polling';
import type { SeenRequest } from '../../support/harness/requests';
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
import type { SimulatedRun } from './simulation/simulatedPatchworks';
import { SimulatedPatchworks } from './simulation/simulatedPatchworks';

// Hundreds of requests take their time on a busy machine.
jest.setTimeout(120_000);

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
});
afterEach(() => {
	jest.useRealTimers();
	jest.restoreAllMocks();
});

/** A trigger that was activated at noon. */
async function activated(parameters: IDataObject = {}): Promise<ActiveTrigger> {
	const trigger = activeTrigger(engine, { events: ['failed'], ...parameters } as never);
	expect(await trigger.poll()).toBeNull();
	return trigger;
}

/** The items of a poll at a time after noon. None takes for longer than half a minute. */
async function pollAt(trigger: ActiveTrigger, time: number): Promise<IDataObject[]> {
	patchworks.now = NOON + time;
	const { result: items, waitedMs } = await withoutWaiting(async () => await trigger.jsonOfPoll());
	expect(waitedMs).toBeLessThan(30_000);
	expect(trigger.saved.length).toBeLessThan(64_000);
	return items;
}

/** Lets runs go on, all from the first minutes after noon, until the window is past them. */
async function letOutlastTheWindow(trigger: ActiveTrigger, open: SimulatedRun[]): Promise<void> {
	patchworks.add(...open, run(50 * MINUTE));
	expect(await pollAt(trigger, 10 * MINUTE)).toEqual([]);
	expect(await pollAt(trigger, 51 * MINUTE)).toHaveLength(1);
}

const isLook = ({ url }: SeenRequest) => /flow-runs\/\d+/.test(url);
const looksAmong = (requests: SeenRequest[]) => requests.filter(isLook);

it('gives the end of a run that went on from before the hours it looks back', async () => {
	const long = run(-5 * HOUR, { endsAt: NOON + MINUTE });
	patchworks.add(long);
	const trigger = await activated({ options: { includePast: 1 } });

	expect(events(await pollAt(trigger, 2 * MINUTE))).toEqual([`${long.id} failed`]);
	expect(await pollAt(trigger, 3 * MINUTE)).toEqual([]);
});

describe('of more runs that go on than it can remember', () => {
	it('gives the start of each once, and says whose end it will not notice', async () => {
		const trigger = await activated({ events: ['started', 'failed'] });
		const many = runs(3_500, (index) => 1_000 + index * 10, { endsAt: NOON + 30 * MINUTE });
		patchworks.add(...many);

		const starts = await pollAt(trigger, MINUTE);
		expect(events(starts)).toEqual(many.map(({ id }) => `${id} started`));
		for (const minute of [2, 3, 12, 25]) {
			expect(await pollAt(trigger, minute * MINUTE)).toEqual([]);
		}

		const known = many.slice(-openIds(trigger).length);
		expect(known.length).toBeGreaterThan(2_500);
		const ends = await pollAt(trigger, 30 * MINUTE);
		expect(events(ends).sort()).toEqual(known.map(({ id }) => `${id} failed`).sort());
		expect(await pollAt(trigger, 31 * MINUTE)).toEqual([]);
		expect(warnings).toEqual([
			expect.stringMatching(
				new RegExp(`not be noticed.*: ${many.length - known.length} \\(${many[0].id}, .*, …\\)$`),
			),
		]);
	});

	it('knows the newest at activation, gives the start of none as new, and says how many it leaves out', async () => {
		const many = runs(3_500, (index) => index * 1_000 - 2 * HOUR, { endsAt: Infinity });
		for (const [index, one] of many.entries()) if (index % 20 === 0) one.endsAt = NOON + HOUR;
		patchworks.add(...many);

		const trigger = await activated({ events: ['started', 'failed'] });

		const known = many.slice(-openIds(trigger).length);
		expect(known.length).toBeGreaterThan(1_500);
		expect(warnings).toEqual([
			expect.stringMatching(`not be noticed.*: up to ${many.length - known.length} \\(`),
		]);
		expect(await pollAt(trigger, MINUTE)).toEqual([]);
		expect(await pollAt(trigger, 59 * MINUTE)).toEqual([]);
		const ends: string[] = [];
		for (let minute = 60; minute < 70; minute++) {
			ends.push(...events(await pollAt(trigger, minute * MINUTE)));
		}
		const ending = known.filter(({ endsAt }) => endsAt < Infinity);
		expect(ends.sort()).toEqual(ending.map(({ id }) => `${id} failed`));
	});
});

it('gives the end of each of 600 runs that went on at activation', async () => {
	const many = runs(600, (index) => index * 3_000 - HOUR, { endsAt: NOON + 30 * MINUTE });
	patchworks.add(...many);
	const trigger = await activated();

	const given: string[] = [];
	for (let minute = 30; minute < 45; minute++) {
		given.push(...ids(await pollAt(trigger, minute * MINUTE)));
	}

	expect(given.sort()).toEqual(many.map(({ id }) => id).sort());
});

it('forgets a run that goes on for more than 7 days, says so, and knows none at activation', async () => {
	const older = run(-8 * 24 * HOUR, { endsAt: NOON + 9 * 24 * HOUR });
	const stuck = run(-HOUR, { endsAt: NOON + 9 * 24 * HOUR });
	patchworks.add(older, stuck, ...runs(100, (index) => -index * 1_000 - 5_000));
	const trigger = await activated();
	expect(openIds(trigger)).toEqual([stuck.id]);
	expect(warnings).toEqual([]);

	expect(await pollAt(trigger, 7 * 24 * HOUR)).toEqual([]);

	expect(openIds(trigger)).toEqual([]);
	expect(warnings).toEqual([expect.stringMatching(`not be noticed.*: 1 \\(${stuck.id}\\)$`)]);
	expect(await pollAt(trigger, 10 * 24 * HOUR)).toEqual([]);
});

it('looks at no run that the window still shows', async () => {
	const trigger = await activated();
	patchworks.add(...runs(20, (index) => index * 1_000, { endsAt: NOON + HOUR }));
	await pollAt(trigger, MINUTE);

	const requests = await patchworks.requestsDuring(async () => await pollAt(trigger, 2 * MINUTE));

	expect(requests).toHaveLength(1);
});

describe('while hundreds of runs never end', () => {
	it('gives the end of another at the next poll, with few requests', async () => {
		const trigger = await activated();
		const stuck = runs(450, (index) => 1_000 + index * 1_000, { endsAt: Infinity });
		stuck[230].endsAt = NOON + 2 * HOUR;
		await letOutlastTheWindow(trigger, stuck);

		const requests = await patchworks.requestsDuring(async () => {
			expect(ids(await pollAt(trigger, 2 * HOUR))).toEqual([stuck[230].id]);
		});

		expect(requests.length).toBeLessThan(10);
		expect(
			await patchworks.requestsDuring(async () => await pollAt(trigger, 2 * HOUR + MINUTE)),
		).toHaveLength(6);
	});

	it('gives the end of each within some polls where Patchworks does not list those that go on', async () => {
		const trigger = await activated();
		const stuck = runs(400, (index) => 1_000 + index, { endsAt: Infinity });
		await letOutlastTheWindow(trigger, stuck);
		patchworks.interrupt = (_request, url) =>
			url.searchParams.has('filter[status]') ? [422, { message: 'Unknown filter' }] : undefined;
		const ending = stuck.filter((_run, index) => index % 40 === 7);
		for (const one of ending) one.endsAt = NOON + HOUR;

		const given: string[] = [];
		for (let minute = 60; minute < 70; minute++) {
			const requests = await patchworks.requestsDuring(async () => {
				given.push(...ids(await pollAt(trigger, minute * MINUTE)));
			});
			expect(requests.length).toBeLessThan(60);
		}

		expect(given.sort()).toEqual(ending.map(({ id }) => id).sort());
	});

	it('gives the end of each although the looks at a hundred others fail at each poll', async () => {
		const trigger = await activated();
		const many = runs(150, (index) => 1_000 + index * 1_000, { endsAt: NOON + HOUR });
		await letOutlastTheWindow(trigger, many);
		const unreadable = new Set(many.slice(0, 100).map(({ id }) => id));
		patchworks.interrupt = (_request, url) =>
			unreadable.has(url.pathname.split('/').at(-1) ?? '')
				? [403, { message: 'Unauthorized.' }]
				: undefined;

		const given: string[] = [];
		for (let minute = 60; minute < 66; minute++) {
			given.push(...ids(await pollAt(trigger, minute * MINUTE)));
		}

		expect(given.sort()).toEqual(many.slice(100).map(({ id }) => id));
		expect(warnings[0]).toContain('Unauthorized.');
	});

	it('takes the end of a run from the list where Patchworks lists more than those that go on', async () => {
		const trigger = await activated();
		const many = runs(20, (index) => 1_000 + index * 1_000, { endsAt: NOON + HOUR });
		await letOutlastTheWindow(trigger, many);
		patchworks.interrupt = (_request, url) => {
			if (!url.searchParams.has('filter[status]')) return undefined;
			const rows = many.map(({ id, startedAt, endsAt }) => ({
				id: Number(id),
				status: 3,
				flow_id: 101,
				started_at: new Date(startedAt).toISOString(),
				finished_at: new Date(endsAt).toISOString(),
			}));
			return [200, { data: rows, meta: { last_page: 1 } }];
		};

		const requests = await patchworks.requestsDuring(async () => {
			expect(ids(await pollAt(trigger, HOUR)).sort()).toEqual(many.map(({ id }) => id));
		});

		expect(looksAmong(requests)).toEqual([]);
	});
});

describe('new events are not held up', () => {
	it('by looks that are answered 503: each is sent once a poll', async () => {
		const trigger = await activated();
		const open = runs(24, (index) => 1_000 + index * 1_000, { endsAt: NOON + 2 * HOUR });
		await letOutlastTheWindow(trigger, open);
		patchworks.interrupt = (request) =>
			isLook(request) ? [503, { message: 'Service Unavailable' }] : undefined;
		const failed = run(2 * HOUR);
		patchworks.add(failed);

		const requests = await patchworks.requestsDuring(async () => {
			expect(ids(await pollAt(trigger, 2 * HOUR + MINUTE))).toEqual([failed.id]);
		});

		expect(looksAmong(requests)).toHaveLength(24);
		patchworks.interrupt = () => undefined;
		expect(ids(await pollAt(trigger, 2 * HOUR + 2 * MINUTE))).toEqual(open.map(({ id }) => id));
	});

	it('by looks that are never answered', async () => {
		const trigger = await activated();
		const open = runs(20, (index) => 1_000 + index * 1_000, { endsAt: NOON + 2 * HOUR });
		await letOutlastTheWindow(trigger, open);
		const hanging = new Set(open.slice(0, 10).map(({ id }) => id));
		patchworks.interrupt = (_request, url) =>
			hanging.has(url.pathname.split('/').at(-1) ?? '') ? new Promise(() => {}) : undefined;
		const failed = run(2 * HOUR);
		patchworks.add(failed);

		expect(ids(await pollAt(trigger, 2 * HOUR + MINUTE))).toEqual([failed.id]);
		const next = await pollAt(trigger, 2 * HOUR + 2 * MINUTE);
		expect(ids(next).sort()).toEqual(open.slice(10).map(({ id }) => id));
	});

	it('by a list of those that go on that is never answered', async () => {
		const trigger = await activated();
		const open = runs(10, (index) => 1_000 + index * 1_000, { endsAt: NOON + 2 * HOUR });
		await letOutlastTheWindow(trigger, open);
		patchworks.interrupt = (_request, url) =>
			url.searchParams.has('filter[status]') ? new Promise(() => {}) : undefined;
		const failed = run(2 * HOUR);
		patchworks.add(failed);

		expect(ids(await pollAt(trigger, 2 * HOUR + MINUTE))).toEqual([
			...open.map(({ id }) => id),
			failed.id,
		]);
	});
});
