import fc from 'fast-check';
import type { INode } from 'n8n-workflow';
import nock from 'nock';

import type { Engine } from '../../support/harness/engine';
import { createEngine } from '../../support/harness/patchworks';
import type { Keeping } from '../../support/harness/polling';
import { activeTrigger, HOUR, MINUTE, NOON, withoutWaiting } from './simulation/setting';
import type { SimulatedRun } from './simulation/simulatedPatchworks';
import { SimulatedPatchworks } from './simulation/simulatedPatchworks';
import type { Choice } from './simulation/idealTrigger';
import { IdealTrigger } from './simulation/idealTrigger';

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
	trigger: string;
	environmentId: number | undefined;
	/** By how much Patchworks dates them wrongly. */
	skew: number;
	/** How long lists do not show them. */
	hidden: number;
}

/** Time passes, and n8n polls; the first poll is that of the activation. */
interface Poll {
	do: 'poll';
	after: number;
	/** Which request of the poll is answered 500; Infinity for none. */
	strikes: number;
}

type Step = Starts | Poll | { do: 'restart' } | { do: 'choose'; choice: Choice };

interface Scenario {
	keeping: Keeping;
	withLogs: boolean;
	choice: Choice;
	steps: Step[];
}

const FLOWS = [101, 102, 103];
const ENVIRONMENTS = [7, 8];
const TRIGGERS = ['Schedule', 'API'];
const EVENTS = ['started', 'failed', 'succeeded', 'stopped', 'partiallySucceeded', 'finished'];

const someOf = <T>(values: T[]) => fc.subarray(values);

const choices: fc.Arbitrary<Choice> = fc.record({
	events: fc.subarray(EVENTS, { minLength: 1 }),
	flowIds: someOf(FLOWS),
	environmentIds: fc.oneof(
		{ weight: 3, arbitrary: fc.constant<number[]>([]) },
		someOf(ENVIRONMENTS),
	),
	triggers: fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>([]) }, someOf(TRIGGERS)),
});

const starts: fc.Arbitrary<Starts> = fc.record({
	do: fc.constant('start' as const),
	count: fc.oneof(
		{ weight: 9, arbitrary: fc.integer({ min: 1, max: 4 }) },
		{ weight: 1, arbitrary: fc.integer({ min: 60, max: 130 }) },
	),
	apart: fc.constantFrom(0, 1, 7_000, 2 * MINUTE),
	lasts: fc.oneof(
		fc.integer({ min: 0, max: 3 * MINUTE }),
		fc.integer({ min: 0, max: 30 * MINUTE }),
		fc.integer({ min: 0, max: 6 * HOUR }),
		fc.constant(Infinity),
	),
	endStatus: fc.constantFrom(2, 3, 3, 4, 5, 9),
	flowId: fc.constantFrom(...FLOWS),
	trigger: fc.constantFrom(...TRIGGERS),
	environmentId: fc.constantFrom(undefined, ...ENVIRONMENTS),
	skew: fc.oneof(fc.constant(0), fc.integer({ min: -10_000, max: 10_000 })),
	hidden: fc.oneof(
		{ weight: 4, arbitrary: fc.constant(0) },
		fc.integer({ min: 0, max: 8 * MINUTE }),
		fc.integer({ min: 10 * MINUTE, max: 50 * MINUTE }),
	),
});

const polls: fc.Arbitrary<Poll> = fc.record({
	do: fc.constant('poll' as const),
	after: fc.oneof(
		{ weight: 4, arbitrary: fc.integer({ min: 1, max: 5 }).map((minutes) => minutes * MINUTE) },
		{ weight: 2, arbitrary: fc.integer({ min: 1, max: 80 }).map((minutes) => minutes * MINUTE) },
		{ weight: 1, arbitrary: fc.integer({ min: 1, max: 10 }).map((hours) => hours * HOUR) },
	),
	strikes: fc.oneof(
		{ weight: 5, arbitrary: fc.constant(Infinity) },
		{ weight: 2, arbitrary: fc.integer({ min: 0, max: 5 }) },
	),
});

const scenarios: fc.Arbitrary<Scenario> = fc.record({
	keeping: fc.constantFrom('everyPoll' as const, 'pollsWithItems' as const),
	withLogs: fc.oneof(
		{ weight: 4, arbitrary: fc.constant(false) },
		{ weight: 1, arbitrary: fc.constant(true) },
	),
	choice: choices,
	steps: fc.array(
		fc.oneof(
			{ weight: 5, arbitrary: starts },
			{ weight: 6, arbitrary: polls },
			{ weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
			{ weight: 1, arbitrary: fc.record({ do: fc.constant('choose' as const), choice: choices }) },
		),
		{ minLength: 1, maxLength: 40, size: 'max' },
	),
});

/** For how many polls time passes after the last step, so that what it began shows and ends. */
const CLOSING_POLLS = 30;

/** At how many open runs a poll looks at most; with more, the next one goes on with the round. */
const LOOKS_PER_POLL = 50;
const EVENTS_WITH_LOGS_PER_POLL = 100;

/** Lets a scenario happen, and holds what the trigger gives against what it should. */
async function happen({ keeping, withLogs, choice, steps }: Scenario): Promise<void> {
	// The Patchworks of the scenario before.
	nock.cleanAll();
	const patchworks = new SimulatedPatchworks(NOON);
	const parameters = (chosen: Choice) => parametersOf(chosen, withLogs);
	const trigger = activeTrigger(engine, parameters(choice), keeping);
	const ideal = new IdealTrigger(keeping, choice);
	const all: SimulatedRun[] = [];

	/** Gives whether something may come at a later poll. */
	const poll = async ({ after, strikes }: Omit<Poll, 'do'>): Promise<boolean> => {
		patchworks.now += after;
		let requests = 0;
		let looks = 0;
		patchworks.interrupt = ({ url }) => {
			if (/flow-runs\/\d+\?/.test(url)) looks++;
			return requests++ === strikes ? [500, { message: 'Server Error' }] : undefined;
		};
		const before = trigger.saved;
		const { result: items } = await withoutWaiting(
			async () => await trigger.jsonOfPoll().catch(() => undefined),
			patchworks.now,
		);
		if (!items) {
			expect(strikes).toBeLessThan(requests);
			expect(trigger.saved).toBe(before);
			return true;
		}
		expect(trigger.saved.length).toBeLessThan(64_000);
		expect(looks).toBeLessThanOrEqual(LOOKS_PER_POLL);
		return ideal.poll(patchworks.now, all, items, {
			isStruck: strikes < requests,
			isCut: withLogs && items.length >= EVENTS_WITH_LOGS_PER_POLL,
			isRoundOver: looks < LOOKS_PER_POLL,
		});
	};

	for (const step of steps) {
		if (step.do === 'start') {
			const runs = runsOf(step, patchworks.now, all.length);
			all.push(...runs);
			patchworks.add(...runs);
		} else if (step.do === 'poll') {
			await poll(step);
		} else if (step.do === 'restart') {
			trigger.restart();
			ideal.restart();
		} else {
			trigger.change(parameters(step.choice));
			ideal.change(step.choice);
		}
	}
	for (let count = 0; count < CLOSING_POLLS; count++) {
		await poll({ after: MINUTE, strikes: Infinity });
	}
	// From now on nothing more happens: what is late comes, as many runs a poll as it looks at.
	let pollsLeft = 2 + (2 * all.length) / LOOKS_PER_POLL;
	while (await poll({ after: 0, strikes: Infinity })) expect(pollsLeft--).toBeGreaterThan(0);
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
			trigger: step.trigger,
			environmentId: step.environmentId,
			visibleFrom: shown + step.hidden,
		};
	});
}

function parametersOf(choice: Choice, withLogs: boolean): INode['parameters'] {
	return {
		events: choice.events,
		filters: {
			flowIds: choice.flowIds.map(String),
			virtualEnvironmentIds: choice.environmentIds.map(String),
			triggers: choice.triggers,
		},
		options: withLogs ? { includeLogs: true } : {},
	};
}

/** Failures that were found, as small as they got. */
const REGRESSIONS: Array<[Scenario]> = [
	// Of 60 runs that end together, the look at the first one fails, and its turn comes after all others.
	[
		scenario('stopped', [
			start({ count: 60, lasts: HOUR + MINUTE + 1 }),
			{ do: 'poll', after: HOUR, strikes: Infinity },
			{ do: 'choose', choice: choiceOf('finished') },
			{ do: 'poll', after: MINUTE, strikes: 2 },
			{ do: 'poll', after: MINUTE, strikes: 2 },
		]),
	],
	// More runs than a poll looks at end with the last minute that passes.
	[
		scenario('finished', [
			{ do: 'poll', after: MINUTE, strikes: Infinity },
			start({ count: 76, lasts: 20 * MINUTE }),
			start({ count: 129, lasts: MINUTE, apart: 7_000 }),
		]),
	],
];

function scenario(event: string, steps: Step[]): Scenario {
	return { keeping: 'everyPoll', withLogs: false, choice: choiceOf(event), steps };
}

function choiceOf(event: string): Choice {
	return { events: [event], flowIds: [], environmentIds: [], triggers: [] };
}

function start(more: Pick<Starts, 'count' | 'lasts'> & Partial<Starts>): Starts {
	return {
		do: 'start',
		apart: 0,
		endStatus: 2,
		flowId: 101,
		trigger: 'Schedule',
		environmentId: undefined,
		skew: 0,
		hidden: 0,
		...more,
	};
}

it('whatever happens, gives each event that was chosen once, and nothing else', async () => {
	await fc.assert(fc.asyncProperty(scenarios, happen), {
		numRuns: 40 + REGRESSIONS.length,
		examples: REGRESSIONS,
	});
}, 800_000);
