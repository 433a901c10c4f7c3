import type { IDataObject } from 'n8n-workflow';

import type { Engine } from '../../support/harness/engine';
import { createEngine } from '../../support/harness/patchworks';
import type { ActiveTrigger } from '../../support/harness/polling';
import { activeTrigger, HOUR, MINUTE, NOON, run, runs } from './simulation/setting';
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

/** The trigger with these parameters, after its first poll. */
async function watching(parameters: IDataObject): Promise<ActiveTrigger> {
	const trigger = activeTrigger(engine, parameters as never);
	expect(await trigger.jsonOfPoll()).toEqual([]);
	return trigger;
}

/** Polls once at a time after noon. */
async function pollAt(trigger: ActiveTrigger, time: number): Promise<IDataObject[]> {
	patchworks.now = NOON + time;
	return await trigger.jsonOfPoll();
}

/** Polls at each of these minutes after noon, and gives what began and ended when. */
async function changesAt(trigger: ActiveTrigger, minutes: number[]): Promise<string[]> {
	const changes: string[] = [];
	for (const minute of minutes) {
		for (const { event, state, flowId: flow } of await pollAt(trigger, minute * MINUTE)) {
			changes.push([minute, event, flow, state].filter((part) => part !== undefined).join(' '));
		}
	}
	return changes;
}

const upTo = (last: number, step: number) =>
	Array.from({ length: Math.floor(last / step) }, (_, index) => (index + 1) * step);

const succeeded = { endStatus: 2 };

describe('Overdue', () => {
	const OVERDUE = { events: ['overdue'], overdueMinutes: 60 };

	it('gives an item when there has been no success for too long, and one when there is again', async () => {
		patchworks.add(
			run(-10 * MINUTE, succeeded),
			run(30 * MINUTE),
			run(100 * MINUTE, { ...succeeded, endsAt: NOON + 101 * MINUTE }),
		);
		const trigger = await watching(OVERDUE);

		expect(await pollAt(trigger, 45 * MINUTE)).toEqual([]);
		expect(await pollAt(trigger, 55 * MINUTE)).toEqual([
			{
				event: 'overdue',
				state: 'raised',
				message: 'Patchworks has had no successful run for 1 hour 4 minutes.',
				raisedAt: '2030-01-15T12:55:00.000Z',
				lastSuccessAt: '2030-01-15T11:50:01.000Z',
				limitMinutes: 60,
			},
		]);
		expect(await pollAt(trigger, 60 * MINUTE)).toEqual([]);
		expect(await pollAt(trigger, 105 * MINUTE)).toEqual([
			{
				event: 'overdue',
				state: 'cleared',
				message: 'Patchworks is no longer overdue. It last succeeded at 2030-01-15T13:41:00.000Z.',
				raisedAt: '2030-01-15T12:55:00.000Z',
				clearedAt: '2030-01-15T13:45:00.000Z',
				lastSuccessAt: '2030-01-15T13:41:00.000Z',
				limitMinutes: 60,
			},
		]);
		expect(await pollAt(trigger, 110 * MINUTE)).toEqual([]);
	});

	it('watches each chosen flow on its own', async () => {
		patchworks.add(
			...runs(30, (index) => index * 10 * MINUTE, { ...succeeded, flowId: 101 }),
			run(150 * MINUTE, { ...succeeded, flowId: 102 }),
		);
		const trigger = await watching({ ...OVERDUE, filters: { flowIds: ['101', '102', '103'] } });

		expect(await changesAt(trigger, upTo(240, 10))).toEqual([
			'60 overdue 102 raised',
			'60 overdue 103 raised',
			'160 overdue 102 cleared',
			'220 overdue 102 raised',
		]);
	});

	it('knows at once that a flow was overdue before', async () => {
		patchworks.add(run(-5 * HOUR, succeeded), ...runs(20, (index) => -index * MINUTE));
		const trigger = await watching(OVERDUE);

		expect(await pollAt(trigger, MINUTE)).toMatchObject([
			{ state: 'raised', lastSuccessAt: '2030-01-15T07:00:01.000Z' },
		]);
	});

	it('counts only days and hours in which a run is expected', async () => {
		// Noon is that of a Tuesday; the last success is at 17:45 in Berlin.
		const quarters = [...upTo(4.75 * 60, 15).map((minutes) => minutes * MINUTE), 24 * HOUR];
		patchworks.add(...quarters.map((start) => run(start, { ...succeeded, endsAt: NOON + start })));
		const trigger = await watching({
			...OVERDUE,
			overdueSchedule: {
				weekdays: [1, 2, 3, 4, 5],
				from: '08:00',
				to: '18:00',
				timeZone: 'Europe/Berlin',
			},
		});

		// 15 minutes of the evening and 45 of the morning, at 08:45 in Berlin.
		expect(await changesAt(trigger, upTo(48 * 60, 15))).toEqual([
			`${19 * 60 + 45} overdue raised`,
			`${24 * 60} overdue cleared`,
			`${25 * 60} overdue raised`,
		]);
	});

	it('counts a run that does not say its flow where one flow was asked for', async () => {
		patchworks.interrupt = (_request, url) => {
			const { id, status, started_at, finished_at } = patchworks.row(run(0, succeeded));
			const isOfFlow = url.searchParams.get('filter[flow_id]') === '101';
			return [200, { data: isOfFlow ? [{ id, status, started_at, finished_at }] : [] }];
		};
		patchworks.now = NOON + MINUTE;
		const trigger = activeTrigger(engine, { ...OVERDUE, filters: { flowIds: ['101'] } });

		expect(await trigger.jsonOfPoll('manual')).toMatchObject([
			{ flowId: '101', lastSuccessAt: '2030-01-15T12:00:01.000Z' },
		]);
	});

	it('takes weekdays that an expression gives as text', async () => {
		const trigger = await watching({ ...OVERDUE, overdueSchedule: { weekdays: '3, 4' } });

		// Noon is on a Tuesday.
		expect(await changesAt(trigger, [5 * 60, 24 * 60])).toEqual(['1440 overdue raised']);
	});

	it.each<[string, IDataObject, string]>([
		[
			'a limit',
			{ overdueMinutes: 0 },
			"'No Success Within (Minutes)' has to be a number, at least 1",
		],
		['a time', { overdueSchedule: { from: '8 am' } }, `'From' "8 am" is not a time of the day`],
		['a zone', { overdueSchedule: { timeZone: 'Mars' } }, `'Time Zone' "Mars" is not known`],
		['a weekday', { overdueSchedule: { weekdays: ['Monday'] } }, "'Weekdays' has to be numbers"],
	])('says which field is wrong: %s', async (_case, wrong, message) => {
		const trigger = activeTrigger(engine, { ...OVERDUE, ...wrong } as never);

		await expect(trigger.poll()).rejects.toThrow(message);
	});

	it('says of no success that there was none when a longer time is allowed', async () => {
		patchworks.add(run(-3 * HOUR));
		const trigger = await watching(OVERDUE);
		expect(await changesAt(trigger, [1])).toEqual(['1 overdue raised']);

		trigger.change({ ...OVERDUE, overdueMinutes: 600 });

		const [cleared] = await pollAt(trigger, 2 * MINUTE);
		expect(cleared).toMatchObject({
			state: 'cleared',
			message:
				'Patchworks is no longer overdue. It has had no successful run for 3 hours 2 minutes.',
		});
		expect(cleared).not.toHaveProperty('lastSuccessAt');
	});

	it('says when too many flows are chosen', async () => {
		const flowIds = Array.from({ length: 51 }, (_, index) => String(index + 1));
		const trigger = activeTrigger(engine, { ...OVERDUE, filters: { flowIds } });

		await expect(trigger.poll()).rejects.toThrow('can watch up to 50 flows, and 51 are chosen');
	});
});

describe('Running Too Long', () => {
	it('gives an item for a run that goes on for longer than the limit, and one when it ends', async () => {
		const long = run(0, { endsAt: NOON + 50 * MINUTE });
		patchworks.add(long, run(0, { endsAt: NOON + 20 * MINUTE }));
		const trigger = await watching({ events: ['runningTooLong'], runningTooLongMinutes: 30 });

		expect(await pollAt(trigger, 30 * MINUTE)).toEqual([]);
		expect(await pollAt(trigger, 35 * MINUTE)).toEqual([
			{
				event: 'runningTooLong',
				state: 'raised',
				message: `Run ${long.id} of flow 101 has gone on for 35 minutes.`,
				raisedAt: '2030-01-15T12:35:00.000Z',
				flowRunId: long.id,
				flowId: '101',
				startedAt: '2030-01-15T12:00:00.000Z',
				runningMinutes: 35,
				limitMinutes: 30,
			},
		]);
		expect(await pollAt(trigger, 45 * MINUTE)).toEqual([]);
		expect(await pollAt(trigger, 55 * MINUTE)).toMatchObject([
			{
				state: 'cleared',
				message: `Run ${long.id} of flow 101 failed after 50 minutes.`,
				outcome: 'failed',
				runningMinutes: 50,
				clearedAt: '2030-01-15T12:55:00.000Z',
			},
		]);
		expect(await pollAt(trigger, 60 * MINUTE)).toEqual([]);
	});

	it('knows what is usual for a flow', async () => {
		const takes = (minutes: number, flowId: number) => (start: number) =>
			run(start, { ...succeeded, flowId, endsAt: NOON + start + minutes * MINUTE });
		const before = [-300, -280, -260, -240, -220].map((minutes) => minutes * MINUTE);
		patchworks.add(...before.map(takes(2, 101)), ...before.map(takes(20, 102)));
		const [quick, slow, other] = [101, 102, 103].map((flowId) =>
			run(0, { flowId, endsAt: Infinity }),
		);
		patchworks.add(quick, slow, other);
		const trigger = await watching({
			events: ['runningTooLong'],
			runningTooLongBy: 'usual',
			runningTooLongFactor: 3,
		});

		expect(await changesAt(trigger, upTo(120, 1))).toEqual([
			'7 runningTooLong 101 raised',
			'61 runningTooLong 102 raised',
		]);
	});

	it('is over when the run is gone', async () => {
		const long = run(0, { endsAt: Infinity });
		patchworks.add(long);
		const trigger = await watching({ events: ['runningTooLong'], runningTooLongMinutes: 30 });
		expect(await pollAt(trigger, 40 * MINUTE)).toHaveLength(1);

		patchworks.remove(long.id);

		expect(await pollAt(trigger, 2 * HOUR)).toMatchObject([
			{ state: 'cleared', message: expect.stringContaining('is not there any more') },
		]);
	});

	it('says so of a run that never ends once, and 7 days later that it is over', async () => {
		patchworks.add(run(0, { endsAt: Infinity }));
		const trigger = await watching({ events: ['runningTooLong'], runningTooLongMinutes: 30 });

		expect(await changesAt(trigger, upTo(8 * 24 * 60, 12 * 60))).toEqual([
			'720 runningTooLong 101 raised',
			`${7 * 24 * 60} runningTooLong 101 cleared`,
		]);
	});
});

describe('Queue Backlog', () => {
	const queued = (id: number, from: number, to: number, flowId = 101) => ({
		id: String(id),
		queuedAt: NOON + from * MINUTE,
		leavesAt: NOON + to * MINUTE,
		flowId,
	});

	it.each([
		[0, 'less than a minute'],
		[59, '59 minutes'],
		[60, '1 hour'],
		[27 * 60 + 1, '1 day 3 hours'],
	])('says after %i minutes that the oldest waits for %s', async (minutes, words) => {
		patchworks.queue.push(...[1, 2].map((id) => queued(id, 5 - minutes, 60)));
		const trigger = await watching({ events: ['queueBacklog'], queueBacklogRuns: 1 });

		expect(await pollAt(trigger, 5 * MINUTE)).toMatchObject([
			{ message: `2 runs wait in the queue, the oldest for ${words}.` },
		]);
	});

	it('gives an item when too many runs wait, and one when they no longer do', async () => {
		patchworks.queue.push(...[1, 2, 3, 4].map((id) => queued(id, 10, 10 + id * 10)));
		const trigger = await watching({
			events: ['queueBacklog'],
			queueBacklogRuns: 2,
			queueBacklogMinutes: 0,
		});

		expect(await pollAt(trigger, 5 * MINUTE)).toEqual([]);
		expect(await pollAt(trigger, 15 * MINUTE)).toEqual([
			{
				event: 'queueBacklog',
				state: 'raised',
				message: '4 runs wait in the queue, the oldest for 5 minutes.',
				raisedAt: '2030-01-15T12:15:00.000Z',
				queuedRuns: 4,
				oldestQueuedAt: '2030-01-15T12:10:00.000Z',
				limitRuns: 2,
			},
		]);
		expect(await pollAt(trigger, 25 * MINUTE)).toEqual([]);
		expect(await pollAt(trigger, 35 * MINUTE)).toMatchObject([
			{ state: 'cleared', queuedRuns: 2, clearedAt: '2030-01-15T12:35:00.000Z' },
		]);
	});

	it('gives an item when the oldest run waits for too long, and one when it no longer does', async () => {
		patchworks.queue.push(queued(1, 0, 60), queued(2, 50, 70));
		const trigger = await watching({
			events: ['queueBacklog'],
			queueBacklogRuns: 0,
			queueBacklogMinutes: 30,
		});

		expect(await changesAt(trigger, upTo(120, 5))).toEqual([
			'35 queueBacklog raised',
			'60 queueBacklog cleared',
		]);
	});

	it('counts the runs of chosen flows and triggers', async () => {
		patchworks.queue.push(queued(1, 0, 60), queued(2, 0, 60, 102), {
			...queued(3, 0, 60),
			trigger: 'API',
		});
		const trigger = await watching({
			events: ['queueBacklog'],
			queueBacklogRuns: 1,
			filters: { flowIds: ['101'], triggers: ['Schedule'] },
		});

		expect(await changesAt(trigger, [5])).toEqual([]);
		patchworks.queue.push(queued(4, 6, 60));
		expect(await pollAt(trigger, 10 * MINUTE)).toMatchObject([{ queuedRuns: 2 }]);
	});

	it('fails the poll when the queue cannot be read, and leaves what is known', async () => {
		const trigger = await watching({ events: ['queueBacklog', 'failed'], queueBacklogRuns: 1 });
		patchworks.add(run(MINUTE));
		patchworks.queue.push(queued(1, 0, 60), queued(2, 0, 60));
		patchworks.interrupt = (_request, url) =>
			url.pathname.endsWith('scheduled-flows') ? [403, { message: 'Unauthorized.' }] : undefined;

		await expect(pollAt(trigger, 2 * MINUTE)).rejects.toThrow('Unauthorized.');

		patchworks.interrupt = () => undefined;
		expect(await changesAt(trigger, [3])).toEqual(['3 failed 101', '3 queueBacklog raised']);
	});

	it('needs a limit', async () => {
		const parameters = { events: ['queueBacklog'], queueBacklogRuns: 0, queueBacklogMinutes: 0 };

		await expect(activeTrigger(engine, parameters).poll()).rejects.toThrow(
			'Queue Backlog needs a limit',
		);
	});
});

describe('Failure Rate', () => {
	const RATE = { events: ['failureRate'], failureRatePercent: 40, failureRateRuns: 5 };

	it('gives an item when too many of the last runs failed, and one when they no longer do', async () => {
		const outcomes = [2, 2, 3, 2, 3, 3, 3, 2, 2, 2, 2, 2];
		patchworks.add(
			...outcomes.map((endStatus, index) => run((1 + index) * 10 * MINUTE, { endStatus })),
		);
		const trigger = await watching(RATE);

		const items = [];
		for (const minute of upTo(125, 5)) items.push(...(await pollAt(trigger, minute * MINUTE)));

		expect(items).toEqual([
			{
				event: 'failureRate',
				state: 'raised',
				message: '3 of the last 5 runs failed.',
				raisedAt: '2030-01-15T13:05:00.000Z',
				failedRuns: 3,
				runs: 5,
				failurePercent: 60,
				limitPercent: 40,
			},
			expect.objectContaining({
				state: 'cleared',
				message: 'The failure rate is down: 2 of the last 5 runs failed.',
				clearedAt: '2030-01-15T13:45:00.000Z',
			}),
		]);
	});

	it('knows the runs of before also where more of them are to count', async () => {
		patchworks.add(...runs(15, (index) => -HOUR + index * MINUTE));
		patchworks.add(...runs(5, (index) => -5 * MINUTE + index * MINUTE, succeeded));
		const trigger = await watching(RATE);
		expect(await changesAt(trigger, [1])).toEqual([]);

		trigger.change({ ...RATE, failureRateRuns: 20 });

		expect(await changesAt(trigger, [2, 3])).toEqual(['2 failureRate raised']);
	});

	it('goes on with an alarm that was remembered without how many runs were to count', async () => {
		patchworks.add(...runs(5, (index) => -HOUR + index * MINUTE));
		patchworks.add(...runs(5, (index) => 3 * MINUTE + index * MINUTE, succeeded));
		const trigger = await watching(RATE);
		expect(await changesAt(trigger, [1])).toEqual(['1 failureRate raised']);

		trigger.saved = trigger.saved.replace(/"of":5,?/, '');
		trigger.restart();

		expect(trigger.saved).not.toContain('"of"');
		expect(await changesAt(trigger, [2, 4, 9])).toEqual(['9 failureRate cleared']);
	});

	it('knows the runs of before', async () => {
		patchworks.add(...runs(20, (index) => -HOUR + index * MINUTE, { flowId: 101 }));
		patchworks.add(...runs(20, (index) => -HOUR + index * MINUTE, { flowId: 102, ...succeeded }));
		const trigger = await watching({ ...RATE, filters: { flowIds: ['101', '102'] } });

		expect(await pollAt(trigger, MINUTE)).toMatchObject([
			{
				flowId: '101',
				message: '5 of the last 5 runs of flow 101 failed.',
				failurePercent: 100,
			},
		]);
	});
});

it('alarms and events of runs come in one poll', async () => {
	const failing = runs(5, (index) => index * 1_000);
	const trigger = await watching({
		events: ['failed', 'failureRate', 'overdue'],
		failureRateRuns: 5,
		overdueMinutes: 1,
	});
	patchworks.add(...failing);

	expect(await changesAt(trigger, [1, 2])).toEqual([
		...Array.from({ length: 5 }, () => '1 failed 101'),
		'1 overdue raised',
		'1 failureRate raised',
	]);
});

it('reads anew what a break was too long to catch up on', async () => {
	patchworks.add(
		...runs(5, (index) => -index * MINUTE),
		...runs(5, (index) => 3 * HOUR + index * MINUTE, succeeded),
	);
	const trigger = await watching({
		events: ['overdue', 'failureRate'],
		overdueMinutes: 180,
		failureRateRuns: 5,
		options: { catchUpLimit: 1 },
	});
	expect(await changesAt(trigger, [1, 60])).toEqual(['1 failureRate raised']);

	expect(await changesAt(trigger, [5 * 60, 6 * 60 + 10])).toEqual([
		'300 failureRate cleared',
		'370 overdue raised',
	]);
});

it('an alarm that is chosen later begins to watch then', async () => {
	patchworks.add(...runs(10, (index) => index * MINUTE));
	const trigger = await watching({ events: ['succeeded'] });
	expect(await changesAt(trigger, [20])).toEqual([]);

	trigger.change({ events: ['succeeded', 'failureRate'], failureRateRuns: 10 });
	expect(await changesAt(trigger, [25, 30])).toEqual(['25 failureRate raised']);

	trigger.change({ events: ['succeeded'] });
	expect(await changesAt(trigger, [35])).toEqual([]);
	trigger.change({ events: ['succeeded', 'failureRate'], failureRateRuns: 10 });
	expect(await changesAt(trigger, [40, 45])).toEqual(['40 failureRate raised']);
});

it('an alarm of a flow that is not watched any more ends, so that nobody goes on looking after it', async () => {
	const watch = (...flowIds: string[]) => ({
		events: ['overdue', 'failureRate'],
		failureRateRuns: 2,
		filters: { flowIds },
	});
	patchworks.add(...runs(2, (index) => -3 * HOUR - index * MINUTE));
	patchworks.add(run(-MINUTE, { ...succeeded, flowId: 102 }));
	const trigger = await watching(watch('101', '102'));
	const raised = ['overdue 101 raised', 'failureRate 101 raised'];
	expect(await changesAt(trigger, [1])).toEqual(raised.map((change) => `1 ${change}`));

	trigger.change(watch('102'));

	expect(await pollAt(trigger, 2 * MINUTE)).toMatchObject(
		['overdue', 'failureRate'].map((event) => ({
			event,
			state: 'cleared',
			message: 'Flow 101 is not watched any more.',
			raisedAt: '2030-01-15T12:01:00.000Z',
			clearedAt: '2030-01-15T12:02:00.000Z',
			flowId: '101',
		})),
	);
	expect(await pollAt(trigger, 3 * MINUTE)).toEqual([]);
});

it('an alarm costs no request a poll beyond those for runs, but for that of the queue', async () => {
	patchworks.add(...runs(50, (index) => index * 10 * MINUTE, succeeded));
	const requestsOf = async (events: string[]) => {
		patchworks.now = NOON;
		const trigger = activeTrigger(engine, { events, filters: { flowIds: ['101', '102'] } });
		const first = await patchworks.requestsDuring(async () => await pollAt(trigger, 0));
		const next = await patchworks.requestsDuring(async () => await pollAt(trigger, 5 * MINUTE));
		return [first.length, next.length];
	};

	expect(await requestsOf(['failed'])).toEqual([2, 1]);
	expect(await requestsOf(['failed', 'runningTooLong'])).toEqual([2, 1]);
	expect(await requestsOf(['failed', 'overdue', 'failureRate'])).toEqual([4, 1]);
	expect(await requestsOf(['failed', 'queueBacklog'])).toEqual([2, 2]);
});

it('what alarms remember stays small', async () => {
	const flowIds = Array.from({ length: 50 }, (_, index) => String(100_000 + index));
	const all = flowIds.flatMap((flowId) =>
		runs(100, (index) => -index * DAY - Number(flowId), { flowId: Number(flowId) }),
	);
	patchworks.add(...all);
	patchworks.add(...runs(60, () => 0, { endsAt: Infinity, flowId: 100_000, error: 'x' }));
	const trigger = activeTrigger(engine, {
		events: ['failureRate', 'overdue', 'queueBacklog', 'runningTooLong'],
		failureRateRuns: 100,
		runningTooLongMinutes: 30,
		filters: { flowIds },
	});
	await trigger.poll();
	await pollAt(trigger, HOUR);

	const { alarms } = (JSON.parse(trigger.saved) as Record<string, IDataObject>)['node:Trigger'];
	expect(JSON.stringify(alarms).length).toBeLessThan(64_000);
	expect(JSON.stringify(alarms).length).toBeGreaterThan(20_000);
});

describe('once runs of another virtual environment are chosen', () => {
	const of = (environment: string) => ({ filters: { virtualEnvironmentIds: [environment] } });
	const RATE = { events: ['failureRate'], failureRatePercent: 50, failureRateRuns: 10 };
	const in1 = { environmentId: 1 };
	const in2 = { environmentId: 2 };
	const justBefore = (index: number) => -HOUR + index * MINUTE;

	it('a flow is overdue by what it did there', async () => {
		const OVERDUE = { events: ['overdue'], overdueMinutes: 60 };
		patchworks.add(
			run(-5 * HOUR, { ...succeeded, ...in2 }),
			run(-MINUTE, { ...succeeded, ...in1 }),
		);
		const trigger = await watching({ ...OVERDUE, ...of('1') });
		expect(await pollAt(trigger, MINUTE)).toEqual([]);

		trigger.change({ ...OVERDUE, ...of('2') });

		expect(await pollAt(trigger, 2 * MINUTE)).toMatchObject([
			{ state: 'raised', lastSuccessAt: '2030-01-15T07:00:01.000Z' },
		]);
	});

	it('the failure rate is that of the runs there', async () => {
		patchworks.add(...runs(10, justBefore, in2), ...runs(10, justBefore, { ...succeeded, ...in1 }));
		const trigger = await watching({ ...RATE, ...of('1') });

		trigger.change({ ...RATE, ...of('2') });

		expect(await changesAt(trigger, [2])).toEqual(['2 failureRate raised']);
	});

	it('an alarm that stood ends where it does not hold there', async () => {
		patchworks.add(...runs(10, justBefore, in1), ...runs(10, justBefore, { ...succeeded, ...in2 }));
		const trigger = await watching({ ...RATE, ...of('1') });
		expect(await changesAt(trigger, [1])).toEqual(['1 failureRate raised']);

		trigger.change({ ...RATE, ...of('2') });

		expect(await changesAt(trigger, [2])).toEqual(['2 failureRate cleared']);
	});
});

describe('a test in the editor', () => {
	it('gives a sample of each alarm, and leaves what is remembered alone', async () => {
		const [failed] = [run(-MINUTE)];
		patchworks.add(run(-2 * HOUR, succeeded), failed);
		const trigger = activeTrigger(engine, {
			events: ['failed', 'failureRate', 'overdue', 'queueBacklog', 'runningTooLong'],
		});

		expect(await trigger.jsonOfPoll('manual')).toMatchObject([
			{ event: 'failed', flowRunId: failed.id },
			{ event: 'failureRate', state: 'raised', isSample: true, failedRuns: 1, runs: 2 },
			{ event: 'overdue', lastSuccessAt: '2030-01-15T10:00:01.000Z', isSample: true },
			{ event: 'runningTooLong', flowRunId: failed.id, isSample: true },
			{ event: 'queueBacklog', queuedRuns: 0, isSample: true },
		]);
		expect(trigger.saved).toBe('{}');
	});

	it('needs no run where alarms alone are chosen', async () => {
		const trigger = activeTrigger(engine, { events: ['queueBacklog'] });

		expect(await trigger.jsonOfPoll('manual')).toMatchObject([{ event: 'queueBacklog' }]);
	});
});
