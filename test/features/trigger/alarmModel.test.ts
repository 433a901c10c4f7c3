import fc from 'fast-check';
import type { INode } from 'n8n-workflow';
import nock from 'nock';

import type { Engine } from '../../support/harness/engine';
import { createEngine } from '../../support/harness/patchworks';
import type { Keeping } from '../../support/harness/polling';
import type { Limits } from './simulation/idealAlarms';
import { IdealAlarms } from './simulation/idealAlarms';
import { activeTrigger, HOUR, MINUTE, NOON, withoutWaiting } from './simulation/setting';
import type { SimulatedRun } from './simulation/simulatedPatchworks';
import { SimulatedPatchworks } from './simulation/simulatedPatchworks';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});
afterEach(() => jest.useRealTimers());

/** Runs that start one after the other, from the present on. Times are milliseconds. */
interface Starts {
	do: 'start';
	count: number;
	apart: number;
	lasts: number;
	endStatus: number;
	flowId: number;
	/** By how much Patchworks dates them wrongly. */
	skew: number;
	/** How long lists do not show them. */
	hidden: number;
}

/** Runs that wait in the queue from the present on. */
interface Queued {
	do: 'queue';
	count: number;
	waits: number;
	flowId: number;
}

/** Time passes, and n8n polls; the first poll is that of the activation. */
interface Poll {
	do: 'poll';
	after: number;
	/** Which request of the poll is answered 500; Infinity for none. */
	strikes: number;
}

type Step = Starts | Queued | Poll | { do: 'restart' };

interface Scenario {
	keeping: Keeping;
	limits: Limits;
	steps: Step[];
}

const FLOWS = [101, 102, 103];

const limits: fc.Arbitrary<Limits> = fc.record({
	flowIds: fc.subarray(FLOWS),
	overdueMinutes: fc.integer({ min: 5, max: 240 }),
	runningMinutes: fc.integer({ min: 5, max: 120 }),
	queuedRuns: fc.integer({ min: 1, max: 4 }),
	queuedMinutes: fc.integer({ min: 5, max: 90 }),
	// Shares that some runs have exactly are among them.
	failurePercent: fc.constantFrom(0, 20, 25, 33, 50, 75),
	ratedRuns: fc.integer({ min: 1, max: 8 }),
});

const starts: fc.Arbitrary<Starts> = fc.record({
	do: fc.constant('start' as const),
	count: fc.integer({ min: 1, max: 3 }),
	apart: fc.constantFrom(0, 1, 7_000, 2 * MINUTE),
	lasts: fc.oneof(
		fc.integer({ min: 0, max: 3 * MINUTE }),
		fc.integer({ min: 0, max: 30 * MINUTE }),
		fc.integer({ min: 0, max: 6 * HOUR }),
		fc.constant(Infinity),
	),
	endStatus: fc.constantFrom(2, 2, 3, 3, 4, 5, 9),
	flowId: fc.constantFrom(...FLOWS),
	skew: fc.oneof(fc.constant(0), fc.integer({ min: -10_000, max: 10_000 })),
	hidden: fc.oneof(
		{ weight: 4, arbitrary: fc.constant(0) },
		fc.integer({ min: 0, max: 8 * MINUTE }),
	),
});

const queued: fc.Arbitrary<Queued> = fc.record({
	do: fc.constant('queue' as const),
	count: fc.integer({ min: 1, max: 4 }),
	waits: fc.oneof(fc.integer({ min: 0, max: 10 * MINUTE }), fc.integer({ min: 0, max: 3 * HOUR })),
	flowId: fc.constantFrom(...FLOWS),
});

const polls: fc.Arbitrary<Poll> = fc.record({
	do: fc.constant('poll' as const),
	after: fc.oneof(
		{ weight: 4, arbitrary: fc.integer({ min: 1, max: 5 }).map((minutes) => minutes * MINUTE) },
		{ weight: 3, arbitrary: fc.integer({ min: 1, max: 80 }).map((minutes) => minutes * MINUTE) },
		{ weight: 1, arbitrary: fc.integer({ min: 1, max: 5 }).map((hours) => hours * HOUR) },
	),
	strikes: fc.oneof(
		{ weight: 5, arbitrary: fc.constant(Infinity) },
		{ weight: 2, arbitrary: fc.integer({ min: 0, max: 5 }) },
	),
});

const scenarios: fc.Arbitrary<Scenario> = fc.record({
	keeping: fc.constantFrom('everyPoll' as const, 'pollsWithItems' as const),
	limits,
	steps: fc.array(
		fc.oneof(
			{ weight: 4, arbitrary: starts },
			{ weight: 1, arbitrary: queued },
			{ weight: 6, arbitrary: polls },
			{ weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
		),
		// With up to three runs a start, never more than alarms can stand for at once.
		{ minLength: 1, maxLength: 30, size: 'max' },
	),
});

const CLOSING_POLLS = 10;

/** Lets a scenario happen, and holds which alarms begin and end against which should. */
async function happen({ keeping, limits: chosen, steps }: Scenario): Promise<void> {
	// The Patchworks of the scenario before.
	nock.cleanAll();
	const patchworks = new SimulatedPatchworks(NOON);
	const trigger = activeTrigger(engine, parametersOf(chosen), keeping);
	const ideal = new IdealAlarms(keeping, chosen);
	const all: SimulatedRun[] = [];

	const poll = async ({ after, strikes }: Omit<Poll, 'do'>): Promise<void> => {
		patchworks.now += after;
		let requests = 0;
		patchworks.interrupt = () =>
			requests++ === strikes ? [500, { message: 'Server Error' }] : undefined;
		const before = trigger.saved;
		const { result: items } = await withoutWaiting(
			async () => await trigger.jsonOfPoll().catch(() => undefined),
		);
		if (items) {
			ideal.poll(patchworks.now, all, patchworks.queue, items, strikes < requests);
			return;
		}
		expect(strikes).toBeLessThan(requests);
		expect(trigger.saved).toBe(before);
	};

	for (const step of steps) {
		if (step.do === 'start') {
			const runs = runsOf(step, patchworks.now, all.length);
			all.push(...runs);
			patchworks.add(...runs);
		} else if (step.do === 'queue') {
			for (let count = 0; count < step.count; count++) {
				const id = String(5_000 + patchworks.queue.length);
				const leavesAt = patchworks.now + step.waits;
				patchworks.queue.push({ id, queuedAt: patchworks.now, leavesAt, flowId: step.flowId });
			}
		} else if (step.do === 'poll') {
			await poll(step);
		} else {
			trigger.restart();
			ideal.restart();
		}
	}
	for (let count = 0; count < CLOSING_POLLS; count++) {
		await poll({ after: 20 * MINUTE, strikes: Infinity });
	}
}

function runsOf(step: Starts, now: number, known: number): SimulatedRun[] {
	return Array.from({ length: step.count }, (_, index) => {
		const shown = now + index * step.apart;
		return {
			id: String(1_000 + known + index),
			startedAt: shown + step.skew,
			endsAt: shown + step.lasts,
			endStatus: step.endStatus,
			flowId: step.flowId,
			visibleFrom: shown + step.hidden,
		};
	});
}

function parametersOf(chosen: Limits): INode['parameters'] {
	return {
		events: ['failureRate', 'overdue', 'queueBacklog', 'runningTooLong'],
		filters: { flowIds: chosen.flowIds.map(String) },
		overdueMinutes: chosen.overdueMinutes,
		runningTooLongMinutes: chosen.runningMinutes,
		queueBacklogRuns: chosen.queuedRuns,
		queueBacklogMinutes: chosen.queuedMinutes,
		failureRatePercent: chosen.failurePercent,
		failureRateRuns: chosen.ratedRuns,
	};
}

it('whatever happens, each alarm begins and ends when it should, once', async () => {
	await fc.assert(fc.asyncProperty(scenarios, happen), { numRuns: 60 });
}, 800_000);
