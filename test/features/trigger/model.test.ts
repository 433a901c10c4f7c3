import fc from 'fast-check';
import type { INode } from 'n8n-workflow';
import nock from 'nock';

import type { Engine } from '../../support/harness/engine';
import { createEngine } from '../../support/harness/patchworks';
import type { Keeping } from '../../support/harness/polling';
import { process } from '../../support/node';
import { activeTrigger, HOUR, MINUTE, NOON, withoutWaiting } from './setting';
import type { SimulatedRun } from './simulatedPatchworks';
import { SimulatedPatchworks } from './simulatedPatchworks';
import type { Choice } from './idealTrigger';
import { IdealTrigger } from './idealTrigger';

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

interface Story {
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

const stories: fc.Arbitrary<Story> = fc.record({
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

/** Polls enough for all that is late to be given. */
const SETTLING_POLLS = 20;

/** Lets a story happen, and holds what the trigger gives against what it should. */
async function happen({ keeping, withLogs, choice, steps }: Story): Promise<void> {
	// The Patchworks of the story before.
	nock.cleanAll();
	const patchworks = new SimulatedPatchworks(NOON);
	const parameters = (chosen: Choice) => parametersOf(chosen, withLogs);
	const trigger = activeTrigger(engine, parameters(choice), keeping);
	const ideal = new IdealTrigger(keeping, choice);
	const all: SimulatedRun[] = [];

	const poll = async ({ after, strikes }: Omit<Poll, 'do'>) => {
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
		);
		if (!items) {
			expect(strikes).toBeLessThan(requests);
			expect(trigger.saved).toBe(before);
			return;
		}
		expect(trigger.saved.length).toBeLessThan(64_000);
		expect(looks).toBeLessThanOrEqual(50);
		const isLate = strikes < requests || items.length >= 100 || looks === 50;
		ideal.poll(patchworks.now, all, items, isLate);
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
	for (let count = 0; count < SETTLING_POLLS; count++) {
		await poll({ after: MINUTE, strikes: Infinity });
	}
	ideal.expectNothingPending();
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

const seed = Number(process.env.PROPERTY_SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.PROPERTY_RUNS ?? 40);

it(
	'whatever happens, gives each event that was chosen once, and nothing else',
	async () => {
		process.stdout.write(
			`Stories of the trigger: PROPERTY_SEED=${seed} PROPERTY_RUNS=${numRuns}\n`,
		);
		await fc.assert(fc.asyncProperty(stories, happen), { seed, numRuns });
	},
	numRuns * 20_000,
);
