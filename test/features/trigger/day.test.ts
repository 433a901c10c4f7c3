import { sum } from 'lodash';

import type { Engine } from '../../support/harness/engine';
import type { Keeping } from '../../support/harness/polling';
import { createEngine } from '../../support/harness/patchworks';
import { process } from '../../support/node';
import { activeTrigger, HOUR, MINUTE } from './simulation/setting';
import type { SimulatedRun } from './simulation/simulatedPatchworks';
import { SimulatedPatchworks } from './simulation/simulatedPatchworks';

const MIDNIGHT = Date.UTC(2030, 0, 15);
const RUNS = 10_000;

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

/** The same numbers every time. */
function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

/**
 * A day of a retailer: quiet nights, a rush at noon in which hundreds of runs share a millisecond, runs
 * of seconds and runs of hours, some that lists show only minutes later, and some that Patchworks' own
 * servers date seconds ahead or behind.
 */
function runsOfADay(random: () => number): SimulatedRun[] {
	return Array.from({ length: RUNS }, (_, index) => {
		const isRush = index % 5 === 0;
		const moment = isRush ? 12 * HOUR + Math.floor(random() * 8) * 1_000 : random() * 24 * HOUR;
		const shown = MIDNIGHT + Math.floor(moment);
		const startedAt = shown + Math.floor((random() - 0.5) * 20_000);
		const length = random();
		const duration =
			length < 0.8 ? length * 90_000 : length < 0.98 ? length * 25 * MINUTE : length * 5 * HOUR;
		return {
			id: String(1_000_000 + index),
			startedAt,
			endsAt: shown + Math.floor(duration),
			endStatus: [2, 2, 2, 3, 4, 5][Math.floor(random() * 6)],
			flowId: 100 + (index % 7),
			visibleFrom: shown + (random() < 0.03 ? Math.floor(random() * 5 * MINUTE) : 0),
		};
	});
}

test.each<[Keeping, number, number]>([
	['everyPoll', 3, 1],
	['pollsWithItems', 7, 2],
])(
	'10,000 runs of a day, with failing polls and restarts, come exactly once each (state of %s is kept, %d minutes apart)',
	async (keeping, minutesApart, seed) => {
		const random = randomNumbers(seed);
		const patchworks = new SimulatedPatchworks(MIDNIGHT - HOUR);
		const runs = runsOfADay(random);
		patchworks.add(...runs);
		const trigger = activeTrigger(
			engine,
			{ events: ['started', 'finished'], simplify: true },
			keeping,
		);

		const seen = new Map<string, number>();
		let biggest = 0;
		let failures = 0;
		let restarts = 0;
		let longestPoll = 0;
		const poll = async () => {
			const before = patchworks.requests.length;
			const items = await trigger.jsonOfPoll().catch(() => {
				failures++;
				return [];
			});
			longestPoll = Math.max(longestPoll, patchworks.requests.length - before);
			for (const { event, flowRunId } of items) {
				const key = `${String(flowRunId)} ${event === 'started' ? 'started' : 'ended'}`;
				seen.set(key, (seen.get(key) ?? 0) + 1);
			}
			biggest = Math.max(biggest, trigger.saved.length);
		};

		await poll();
		for (; patchworks.now < MIDNIGHT + 31 * HOUR; patchworks.now += minutesApart * MINUTE) {
			const minute = (patchworks.now - MIDNIGHT) / MINUTE;
			const isDown = minute >= 15 * 60 && minute < 18 * 60;
			if (isDown) continue;
			// 500 is not tried again; it may strike any page of the list, or the look at one run.
			const strikes = random() < 0.4 ? Math.floor(random() * 3) : Infinity;
			let requests = 0;
			patchworks.interrupt = () =>
				requests++ === strikes ? [500, { message: 'Server Error' }] : undefined;
			if (random() < 0.15) {
				trigger.restart();
				restarts++;
			}
			await poll();
		}

		const wanted = runs.flatMap(({ id }) => [`${id} started`, `${id} ended`]);
		expect(wanted.filter((key) => !seen.has(key))).toEqual([]);
		expect([...seen].filter(([, times]) => times > 1)).toEqual([]);
		expect(sum([...seen.values()])).toBe(2 * RUNS);
		expect(biggest).toBeLessThan(64_000);
		expect(failures).toBeGreaterThan(20);
		expect(restarts).toBeGreaterThan(20);
		// Far below the 240 requests a minute that the smallest subscriptions have.
		expect(longestPoll).toBeLessThan(240);
		process.stdout.write(
			`${2 * RUNS} events, state at most ${biggest} bytes, ${failures} failed polls, ${restarts} restarts, ${patchworks.requests.length} requests, at most ${longestPoll} in one poll\n`,
		);
	},
	600_000,
);
