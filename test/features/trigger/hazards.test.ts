import type { IDataObject } from 'n8n-workflow';

import type { Engine } from '../../support/harness/engine';
import { node } from '../../support/harness/engine';
import { ActiveTrigger } from '../../support/harness/polling';
import { API_KEY, createEngine } from '../../support/harness/patchworks';
import { activeTrigger, events, HOUR, ids, MINUTE, NOON, run, runs } from './simulation/setting';
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
afterEach(() => jest.useRealTimers());

/** A trigger that was activated at noon. */
async function activated(parameters: IDataObject = {}): Promise<ActiveTrigger> {
	const trigger = activeTrigger(engine, { events: ['failed'], ...parameters } as never);
	expect(await trigger.poll()).toBeNull();
	return trigger;
}

async function pollAt(trigger: ActiveTrigger, time: number): Promise<IDataObject[]> {
	patchworks.now = NOON + time;
	return await trigger.jsonOfPoll();
}

describe('the first activation', () => {
	it('gives nothing of before, and the end of what was under way', async () => {
		patchworks.add(...runs(300, (index) => -index * 1_000 - 2_000));
		const underWay = run(-2 * HOUR, { endsAt: NOON + 90_000 });
		patchworks.add(underWay);

		const trigger = await activated();

		expect(await pollAt(trigger, MINUTE)).toEqual([]);
		expect(ids(await pollAt(trigger, 2 * MINUTE))).toEqual([underWay.id]);
		expect(await pollAt(trigger, 3 * MINUTE)).toEqual([]);
	});

	it('gives nothing of before where more runs share a millisecond than it reads', async () => {
		patchworks.add(...runs(150, () => -4_000));

		const trigger = await activated();

		for (const minute of [1, 2, 3]) expect(await pollAt(trigger, minute * MINUTE)).toEqual([]);
		const next = run(3 * MINUTE);
		patchworks.add(next);
		expect(ids(await pollAt(trigger, 4 * MINUTE))).toEqual([next.id]);
	});

	it('gives what comes after a run that is dated hours ahead', async () => {
		patchworks.add(run(2 * HOUR, { endsAt: NOON - 1_000, visibleFrom: NOON - 1_000 }));
		const trigger = await activated();
		const next = run(MINUTE);
		patchworks.add(next);

		expect(ids(await pollAt(trigger, 2 * MINUTE))).toEqual([next.id]);
		expect(await pollAt(trigger, 3 * HOUR)).toEqual([]);
	});

	it('looks back as far as Include Past says', async () => {
		const [old, recent, late] = [run(-3 * HOUR), run(-HOUR), run(10_000)];
		const long = run(-5 * HOUR, { endsAt: NOON + 5_000 });
		patchworks.add(old, recent, late, long);
		const trigger = activeTrigger(engine, { events: ['failed'], options: { includePast: 2 } });

		expect(ids(await trigger.jsonOfPoll())).toEqual([recent.id]);
		expect(ids(await pollAt(trigger, MINUTE))).toEqual([long.id, late.id]);
	});

	it('waits for the very first run', async () => {
		const trigger = await activated();
		const first = run(30_000);
		patchworks.add(first);

		expect(ids(await pollAt(trigger, MINUTE))).toEqual([first.id]);
	});
});

describe('each run once', () => {
	it('when runs end out of order, and long after the poll that saw them start', async () => {
		const trigger = await activated({ events: ['started', 'finished'] });
		const slow = run(10_000, { endsAt: NOON + 3 * HOUR });
		const quick = run(20_000, { endsAt: NOON + 30_000, endStatus: 2 });
		patchworks.add(slow, quick);

		expect(events(await pollAt(trigger, MINUTE))).toEqual([
			`${slow.id} started`,
			`${quick.id} started`,
			`${quick.id} succeeded`,
		]);
		for (let minute = 2; minute < 180; minute += 30) {
			expect(await pollAt(trigger, minute * MINUTE)).toEqual([]);
		}
		expect(events(await pollAt(trigger, 181 * MINUTE))).toEqual([`${slow.id} failed`]);
		expect(await pollAt(trigger, 182 * MINUTE)).toEqual([]);
	});

	it('when hundreds share a millisecond and exceed a page', async () => {
		const trigger = await activated();
		const many = runs(350, () => 30_000);
		patchworks.add(...many);

		expect(ids(await pollAt(trigger, MINUTE)).sort()).toEqual(many.map(({ id }) => id).sort());
		expect(await pollAt(trigger, 2 * MINUTE)).toEqual([]);
	});

	it('when more come at once than can be remembered', async () => {
		const trigger = await activated();
		const many = runs(9_000, (index) => 10_000 + index * 5);
		patchworks.add(...many);

		const given: string[] = [];
		for (let minute = 1; minute < 5; minute++) {
			given.push(...ids(await pollAt(trigger, minute * MINUTE)));
		}

		expect(given).toHaveLength(9_000);
		expect(new Set(given).size).toBe(9_000);
		expect(trigger.saved.length).toBeLessThan(64_000);
	});

	it('when a run shows up minutes after it started', async () => {
		const trigger = await activated();
		const hidden = run(20_000, { visibleFrom: NOON + 6 * MINUTE });
		const other = run(50_000);
		patchworks.add(hidden, other);

		expect(ids(await pollAt(trigger, MINUTE))).toEqual([other.id]);
		expect(ids(await pollAt(trigger, 7 * MINUTE))).toEqual([hidden.id]);
		expect(await pollAt(trigger, 8 * MINUTE)).toEqual([]);
	});

	it('when a run is dated ahead of Patchworks’ clock', async () => {
		const trigger = await activated();
		const ahead = run(2 * HOUR, { endsAt: NOON, visibleFrom: NOON + 30_000 });
		patchworks.add(ahead);
		expect(ids(await pollAt(trigger, MINUTE))).toEqual([ahead.id]);

		const next = run(5 * MINUTE);
		patchworks.add(next);

		expect(ids(await pollAt(trigger, 6 * MINUTE))).toEqual([next.id]);
		expect(await pollAt(trigger, 3 * HOUR)).toEqual([]);
	});

	it('when a run slips through between two pages of the list', async () => {
		const trigger = await activated();
		const many = runs(250, (index) => 10_000 + index * MINUTE);
		patchworks.add(...many);
		const [slipped] = many.splice(150, 1);
		patchworks.interrupt = (_request, url) => {
			if (url.searchParams.get('page') !== '2') return undefined;
			const data = many.slice(100, 199).map(({ id, startedAt }) => ({
				id,
				status: 3,
				started_at: new Date(startedAt).toISOString(),
			}));
			return [200, { data, meta: { last_page: 3, total: 250 } }];
		};
		expect(ids(await pollAt(trigger, 5 * HOUR))).toEqual(many.map(({ id }) => id));

		patchworks.interrupt = () => undefined;
		expect(ids(await pollAt(trigger, 5 * HOUR + MINUTE))).toEqual([slipped.id]);
		expect(await pollAt(trigger, 5 * HOUR + 2 * MINUTE)).toEqual([]);
	});

	it('when it is retried: the new run is another one', async () => {
		const trigger = await activated();
		const failed = run(10_000);
		const retried = run(70_000, { trigger: 'Retry' });
		patchworks.add(failed, retried);

		expect(ids(await pollAt(trigger, MINUTE))).toEqual([failed.id]);
		expect(ids(await pollAt(trigger, 2 * MINUTE))).toEqual([retried.id]);
	});

	it('when both Failed and Finished are chosen', async () => {
		const trigger = await activated({ events: ['failed', 'finished'] });
		const failed = run(10_000);
		patchworks.add(failed);

		expect(events(await pollAt(trigger, MINUTE))).toEqual([`${failed.id} failed`]);
	});

	it('when one poll begins while another is under way', async () => {
		const trigger = await activated();
		patchworks.add(run(10_000));
		patchworks.now = NOON + MINUTE;

		const both = await Promise.all([trigger.jsonOfPoll(), trigger.jsonOfPoll()]);

		expect(both.flat()).toHaveLength(1);
	});

	it('of each of two triggers that have one ID, as in a workflow that was written by hand', async () => {
		const credentials = { PatchworksApiKey: { id: 'key', name: 'Test credential' } };
		const type = 'n8n-nodes-patchworks.patchworksTrigger';
		const both = ['First', 'Second'].map(
			(name) =>
				new ActiveTrigger(engine, {
					...node(name, type, { events: ['failed'] }, { credentials }),
					id: 'same',
				}),
		);
		for (const trigger of both) await trigger.poll();
		const failed = run(10_000);
		patchworks.add(failed);
		patchworks.now = NOON + MINUTE;

		const given = await Promise.all(both.map(async (trigger) => await trigger.jsonOfPoll()));

		expect(given.map(events)).toEqual([[`${failed.id} failed`], [`${failed.id} failed`]]);
	});
});

describe('after n8n was down', () => {
	it('catches up on everything', async () => {
		const trigger = await activated();
		const many = runs(700, (index) => index * 30_000);
		patchworks.add(...many);
		trigger.restart();

		expect(ids(await pollAt(trigger, 6 * HOUR))).toEqual(many.map(({ id }) => id));
		expect(await pollAt(trigger, 6 * HOUR + MINUTE)).toEqual([]);
	});

	it('catches up on hundreds of failures of hours, with their logs 100 a poll', async () => {
		const withLogs = { options: { includeLogs: true } };
		const trigger = await activated({ events: ['started', 'failed'], ...withLogs });
		const many = runs(250, (index) => index * MINUTE);
		patchworks.add(...many);

		const polls: string[][] = [];
		for (let minute = 0; minute < 7; minute++) {
			polls.push(events(await pollAt(trigger, 5 * HOUR + minute * MINUTE)));
		}

		expect(polls.map(({ length }) => length)).toEqual([100, 100, 100, 100, 100, 0, 0]);
		expect(polls.flat()).toEqual(many.flatMap(({ id }) => [`${id} started`, `${id} failed`]));
	});

	it('catches up on more of a day than a poll reads', async () => {
		const trigger = await activated();
		const many = runs(9_000, (index) => index * 9_000);
		const long = run(HOUR, { endsAt: NOON + 23 * HOUR });
		patchworks.add(...many, long);

		const polls: string[][] = [];
		for (let minute = 0; minute < 3; minute++) {
			polls.push(ids(await pollAt(trigger, 24 * HOUR + minute * MINUTE)));
		}

		expect(polls.map(({ length }) => length)).toEqual([8_000, 1_001, 0]);
		expect(polls.flat().sort()).toEqual([...many, long].map(({ id }) => id).sort());
	});

	it('leaves out what is beyond the limit, and says so once', async () => {
		const trigger = await activated({ options: { catchUpLimit: 2 } });
		const [lost, kept, next] = [run(HOUR), run(5 * HOUR), run(6 * HOUR + 1_000)];
		patchworks.add(lost, kept, next);

		const items = await pollAt(trigger, 6 * HOUR);

		expect(ids(items)).toEqual([kept.id]);
		expect(items[0].skipped).toEqual({
			startedAfter: '2030-01-15T11:50:00.000Z',
			startedBefore: '2030-01-15T16:00:00.000Z',
			message: expect.stringContaining('were left out'),
		});
		const [later] = await pollAt(trigger, 6 * HOUR + MINUTE);
		expect(later.flowRunId).toBe(next.id);
		expect(later).not.toHaveProperty('skipped');
	});

	it('says with the next run what was left out in two breaks without one', async () => {
		const trigger = await activated({ options: { catchUpLimit: 2 } });
		patchworks.add(run(HOUR), run(9 * HOUR));
		expect(await pollAt(trigger, 6 * HOUR)).toEqual([]);
		expect(await pollAt(trigger, 12 * HOUR)).toEqual([]);
		patchworks.add(run(12 * HOUR));

		const [item] = await pollAt(trigger, 12 * HOUR + MINUTE);

		expect(item.skipped).toMatchObject({
			startedAfter: '2030-01-15T11:50:00.000Z',
			startedBefore: '2030-01-15T22:00:00.000Z',
		});
	});

	it('does not claim that it did not run where n8n may only not have saved that it did', async () => {
		const trigger = activeTrigger(engine, { events: ['failed'] }, 'pollsWithItems');
		await trigger.poll();
		patchworks.add(run(MINUTE));
		expect(await pollAt(trigger, 2 * MINUTE)).toHaveLength(1);
		for (let day = 1; day < 9; day++) expect(await pollAt(trigger, day * 24 * HOUR)).toEqual([]);
		trigger.restart();
		patchworks.add(run(9 * 24 * HOUR));

		const [item] = await pollAt(trigger, 9 * 24 * HOUR + MINUTE);

		expect(item.skipped).toMatchObject({
			message: expect.stringMatching(
				/, or n8n did not save that it did\..* were left out, unless they had come before\.$/,
			),
		});
	});

	it.each([15, 60])(
		'does not take a time without runs for a break, with a poll each %d minutes',
		async (minutes) => {
			const trigger = await activated({ options: { catchUpLimit: 1 } });
			for (let passed = minutes; passed < 12 * 60; passed += minutes) {
				expect(await pollAt(trigger, passed * MINUTE)).toEqual([]);
			}
			patchworks.add(run(12 * HOUR - MINUTE));

			const [item] = await pollAt(trigger, 12 * HOUR);

			expect(item).not.toHaveProperty('skipped');
		},
	);
});

describe('a poll that fails', () => {
	it('half-way changes nothing, and says why', async () => {
		const trigger = await activated();
		const many = runs(250, (index) => 10_000 + index);
		patchworks.add(...many);
		const before = trigger.saved;
		patchworks.interrupt = (_request, url) =>
			url.searchParams.get('page') === '3' ? [500, { message: 'Server Error' }] : undefined;

		await expect(pollAt(trigger, MINUTE)).rejects.toMatchObject({ message: 'Server Error' });

		expect(trigger.saved).toBe(before);
		patchworks.interrupt = () => undefined;
		expect(await pollAt(trigger, 2 * MINUTE)).toHaveLength(250);
	});

	it('says which credential was refused, and does not repeat the key', async () => {
		patchworks.interrupt = () => [401, { message: `Unauthenticated: ${API_KEY}` }];
		const trigger = activeTrigger(engine, { events: ['failed'] });

		const error = await trigger.poll().catch((thrown: Error) => thrown);

		expect(error).toMatchObject({ description: expect.stringContaining('Test credential') });
		expect(JSON.stringify(error)).not.toContain(API_KEY);
	});

	it('only to look at one run goes on with the others and looks again', async () => {
		const trigger = await activated();
		const long = run(10_000, { endsAt: NOON + 2 * HOUR });
		patchworks.add(long);
		expect(await pollAt(trigger, MINUTE)).toEqual([]);
		patchworks.add(run(50 * MINUTE));
		expect(await pollAt(trigger, HOUR)).toHaveLength(1);
		const other = run(2 * HOUR);
		patchworks.add(other);
		patchworks.interrupt = (_request, url) =>
			url.pathname.endsWith(long.id) ? [500, { message: 'Server Error' }] : undefined;

		expect(ids(await pollAt(trigger, 2 * HOUR + MINUTE))).toEqual([other.id]);

		patchworks.interrupt = () => undefined;
		expect(ids(await pollAt(trigger, 2 * HOUR + 2 * MINUTE))).toEqual([long.id]);
	});

	it('is not what a run that is gone leads to', async () => {
		const trigger = await activated();
		const gone = run(10_000, { endsAt: Infinity });
		patchworks.add(gone);
		await pollAt(trigger, MINUTE);
		patchworks.remove(gone.id);

		expect(await pollAt(trigger, HOUR)).toEqual([]);
		expect(trigger.saved).not.toContain(gone.id);
	});
});

describe.each([
	['three hours ahead', 3 * HOUR],
	['three hours behind', -3 * HOUR],
])('with n8n’s clock %s', (_case, skew) => {
	it.each([true, false])('gives each run once (Patchworks says the time: %s)', async (says) => {
		patchworks.saysTheTime = says;
		jest.useFakeTimers({
			now: NOON + skew,
			doNotFake: [
				'nextTick',
				'setImmediate',
				'setTimeout',
				'clearTimeout',
				'queueMicrotask',
				'performance',
				'hrtime',
				'setInterval',
				'clearInterval',
			],
		});
		patchworks.add(run(-MINUTE));
		const trigger = await activated({ events: ['started', 'finished'] });
		const given: string[] = [];
		for (let minute = 1; minute < 100; minute += 3) {
			jest.setSystemTime(NOON + skew + minute * MINUTE);
			patchworks.add(run((minute - 1) * MINUTE, { endsAt: NOON + minute * 2 * MINUTE }));
			given.push(...events(await pollAt(trigger, minute * MINUTE)));
		}
		jest.setSystemTime(NOON + skew + 5 * HOUR);
		given.push(...events(await pollAt(trigger, 5 * HOUR)));

		expect(given).toHaveLength(2 * 33);
		expect(new Set(given).size).toBe(2 * 33);
	});
});

describe('what it remembers', () => {
	it('stays below 64 kB however many runs never end, whatever their IDs', async () => {
		const trigger = await activated();
		const many = runs(7_000, (index) => 10_000 + index).map((one, index) => ({
			...one,
			id: String(10_000_000_000_000_000_000_000_000n + BigInt(index)),
			endsAt: Infinity,
		}));
		patchworks.add(...many);
		patchworks.interrupt = (_request, url) => {
			const rows = many.map(({ id, startedAt }) => ({
				id,
				status: 1,
				flow_id: 1,
				started_at: new Date(startedAt).toISOString(),
			}));
			const page = Number(url.searchParams.get('page'));
			return [
				200,
				{ data: rows.slice(page * 100 - 100, page * 100), meta: { last_page: 70, total: 7_000 } },
				{ date: new Date(patchworks.now).toUTCString() },
			];
		};

		await pollAt(trigger, MINUTE);

		expect(trigger.saved.length).toBeGreaterThan(20_000);
		expect(trigger.saved.length).toBeLessThan(64_000);
	});
});
