import type { Engine } from '../../support/harness/engine';
import { createEngine } from '../../support/harness/patchworks';
import type { Keeping } from '../../support/harness/polling';
import { process } from '../../support/node';
import { activeTrigger, HOUR, MINUTE } from './simulation/setting';
import type { SimulatedRun } from './simulation/simulatedPatchworks';
import { SimulatedPatchworks } from './simulation/simulatedPatchworks';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

const DAY = 24 * HOUR;
const MONDAY = Date.UTC(2030, 0, 14);
const [TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY] = [1, 2, 3, 4, 5].map(
	(day) => MONDAY + day * DAY,
);
const NEXT_MONDAY = MONDAY + 7 * DAY;
const MINUTES_APART = 10;

/** The same numbers every time. */
function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

/**
 * A flow that runs every 15 minutes for 2, on weekdays alone: on Wednesday it does not from 10:00 to
 * 14:00, on Thursday one run hangs from 9:00 to 12:30, on Friday all fail from 13:00 to 15:00.
 */
function runsOfAWeek(): SimulatedRun[] {
	const runs: SimulatedRun[] = [];
	for (let startedAt = MONDAY; startedAt < NEXT_MONDAY + 12 * HOUR; startedAt += 15 * MINUTE) {
		const isWeekend = startedAt >= SATURDAY && startedAt < NEXT_MONDAY;
		const isOut = startedAt >= WEDNESDAY + 10 * HOUR && startedAt < WEDNESDAY + 14 * HOUR;
		if (isWeekend || isOut) continue;
		const hangs = startedAt === THURSDAY + 9 * HOUR;
		const fails = startedAt >= FRIDAY + 13 * HOUR && startedAt < FRIDAY + 15 * HOUR;
		runs.push({
			id: String(1_000 + runs.length),
			startedAt,
			endsAt: hangs ? THURSDAY + 12.5 * HOUR : startedAt + 2 * MINUTE,
			endStatus: fails ? 3 : 2,
			flowId: 101,
		});
	}
	return runs;
}

/** What should begin and end, and when it is due. */
const DUE: Array<[change: string, at: number]> = [
	['queueBacklog raised', TUESDAY + 16 * HOUR],
	['queueBacklog cleared', TUESDAY + 17 * HOUR],
	// The last success before was at 9:47, the first one after at 14:02.
	['overdue raised', WEDNESDAY + 11 * HOUR + 17 * MINUTE],
	['overdue cleared', WEDNESDAY + 14 * HOUR + 2 * MINUTE],
	['runningTooLong raised', THURSDAY + 10 * HOUR],
	['runningTooLong cleared', THURSDAY + 12.5 * HOUR],
	// The last success before was at 12:47. Each quarter brings one failure more of the last ten, and from
	// 15:30 on, one less.
	['overdue raised', FRIDAY + 14 * HOUR + 17 * MINUTE],
	['failureRate raised', FRIDAY + 14 * HOUR + 17 * MINUTE],
	['overdue cleared', FRIDAY + 15 * HOUR + 2 * MINUTE],
	['failureRate cleared', FRIDAY + 16 * HOUR + 2 * MINUTE],
];

test.each<[Keeping, number]>([
	['everyPoll', 1],
	['pollsWithItems', 2],
])(
	'the alarms of a week begin and end once each and in time, with failing polls and restarts (state of %s is kept)',
	async (keeping, seed) => {
		const random = randomNumbers(seed);
		const patchworks = new SimulatedPatchworks(MONDAY - HOUR);
		patchworks.add(...runsOfAWeek());
		for (let id = 1; id <= 150; id++) {
			patchworks.queue.push({
				id: String(id),
				queuedAt: TUESDAY + 16 * HOUR,
				leavesAt: TUESDAY + 17 * HOUR,
				flowId: 101,
			});
		}
		const trigger = activeTrigger(
			engine,
			{
				events: ['failureRate', 'overdue', 'queueBacklog', 'runningTooLong'],
				filters: { flowIds: ['101'] },
				overdueMinutes: 90,
				overdueSchedule: { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', timeZone: 'UTC' },
				runningTooLongMinutes: 60,
				queueBacklogRuns: 100,
				queueBacklogMinutes: 0,
				failureRatePercent: 50,
				failureRateRuns: 10,
			},
			keeping,
		);

		const changes: Array<[string, number]> = [];
		let failures = 0;
		let restarts = 0;
		for (; patchworks.now < NEXT_MONDAY + 12 * HOUR; patchworks.now += MINUTES_APART * MINUTE) {
			const isDown = patchworks.now >= THURSDAY + 3 * HOUR && patchworks.now < THURSDAY + 6 * HOUR;
			if (isDown) continue;
			const strikes = random() < 0.15 ? Math.floor(random() * 3) : Infinity;
			let requests = 0;
			patchworks.interrupt = () =>
				requests++ === strikes ? [500, { message: 'Server Error' }] : undefined;
			if (random() < 0.1) {
				trigger.restart();
				restarts++;
			}
			const items = await trigger.jsonOfPoll().catch(() => {
				failures++;
				return [];
			});
			for (const { event, state } of items) {
				changes.push([`${String(event)} ${String(state)}`, patchworks.now]);
			}
		}

		const inTurn = (all: Array<[string, number]>, event: string) =>
			all.filter(([change]) => change.startsWith(event)).map(([change]) => change);
		for (const event of ['failureRate', 'overdue', 'queueBacklog', 'runningTooLong']) {
			expect(inTurn(changes, event)).toEqual(inTurn(DUE, event));
		}
		const remaining = [...changes];
		for (const [change, due] of DUE) {
			const index = remaining.findIndex(([name]) => name === change);
			const [[, at]] = remaining.splice(index, 1);
			expect(at).toBeGreaterThanOrEqual(due);
			// The poll after, and some that fail.
			expect(at).toBeLessThanOrEqual(due + 5 * MINUTES_APART * MINUTE);
		}
		expect(failures).toBeGreaterThan(50);
		expect(restarts).toBeGreaterThan(50);
		process.stdout.write(
			`${changes.length} items, ${failures} failed polls, ${restarts} restarts, ${patchworks.requests.length} requests\n`,
		);
	},
	600_000,
);
