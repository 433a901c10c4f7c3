import type { IDataObject } from 'n8n-workflow';

import type { Keeping } from '../../../support/harness/polling';
import type { SimulatedRun } from './simulatedPatchworks';

/** What the user chose; an empty list means all. */
export interface Choice {
	events: string[];
	flowIds: number[];
	environmentIds: number[];
	triggers: string[];
}

const NAME_OF_STATUS: Record<number, string> = {
	2: 'succeeded',
	3: 'failed',
	4: 'stopped',
	5: 'partiallySucceeded',
};

/** How many runs the real trigger reads when it is activated. */
const RUNS_AT_ACTIVATION = 100;

/** A run that shows up this much after its start is not found before the trigger looks back. */
const LATE_MS = 9 * 60_000;
/** How often it looks back, and for how long a poll may take. */
const LOOK_BACK_EVERY_MS = 11 * 60_000;

/** An event as text, such as `1001 failed`. */
type EventKey = string;

interface Memory {
	/** What was chosen at the last poll; undefined before the first one. */
	choice?: Choice;
	/** When another choice was last noticed. */
	changedAt: number;
	/** The events that are known to have happened. */
	known: Set<EventKey>;
	/** Events that were not given yet, and when they have to be: Unix milliseconds. */
	pending: Map<EventKey, number>;
	/** Events that may be given or not. */
	optional: Set<EventKey>;
	/** Runs that are not in the lists of the activation, with more after them than it reads. */
	hidden: Set<string>;
	/** Whether a request failed since the open runs began to have their turns. */
	wasStruck: boolean;
}

/** What of a poll says whether it may give the rest later. */
interface Course {
	/** Whether one of its requests failed. */
	isStruck: boolean;
	/** Whether it may have given all that one poll gives. */
	isCut: boolean;
	/** Whether each open run has had its turn, so that the next poll begins anew with them. */
	isRoundOver: boolean;
}

/**
 * A trigger that forgets nothing, sees all runs at each poll and has no limits: what the real one gives
 * is held against it.
 */
export class IdealTrigger {
	private memory: Memory = emptyMemory();

	private saved: Memory = emptyMemory();

	constructor(
		private readonly keeping: Keeping,
		private choice: Choice,
	) {}

	/** Only what n8n had saved is still known. */
	restart(): void {
		this.memory = structuredClone(this.saved);
	}

	/** The workflow is saved with another choice. */
	change(choice: Choice): void {
		this.choice = choice;
		this.restart();
	}

	/**
	 * A poll that did not fail. An open run that could not be looked at has its next turn after all others.
	 *
	 * @param given the items of the real trigger
	 * @returns whether it may give the rest at later polls
	 * @throws Error when it gave something that was not due, or did not give what was
	 */
	poll(
		now: number,
		runs: SimulatedRun[],
		given: IDataObject[],
		{ isStruck, isCut, isRoundOver }: Course,
	): boolean {
		this.notice(now, runs);
		const { pending, optional } = this.memory;
		for (const { flowRunId, event } of given) {
			const key = `${String(flowRunId)} ${String(event)}`;
			if (!pending.delete(key) && !optional.delete(key)) {
				throw new Error(`${key} was given at ${new Date(now).toISOString()}, but is not due`);
			}
		}
		const wasStruck = isStruck || this.memory.wasStruck;
		const isLate = wasStruck || isCut || !isRoundOver;
		const overdue = [...pending].filter(([, dueAt]) => dueAt <= now).map(([key]) => key);
		if (!isLate && overdue.length > 0) throw new Error(`Not given: ${overdue.join(', ')}`);
		this.memory.wasStruck = wasStruck && !isRoundOver;
		if (given.length > 0 || this.keeping === 'everyPoll') {
			this.saved = structuredClone(this.memory);
		}
		return isLate;
	}

	private notice(now: number, runs: SimulatedRun[]): void {
		const { memory, choice } = this;
		const before = memory.choice;
		const hasChanged = before !== undefined && JSON.stringify(before) !== JSON.stringify(choice);
		if (hasChanged) memory.changedAt = now;
		memory.choice = choice;
		const isShown = ({ startedAt, visibleFrom = startedAt }: SimulatedRun) => visibleFrom <= now;
		if (before === undefined && runs.filter(isShown).length >= RUNS_AT_ACTIVATION) {
			for (const run of runs) {
				if (!isShown(run) && run.startedAt <= now) memory.hidden.add(run.id);
			}
		}

		for (const run of runs) {
			if (!isShown(run) || !isChosen(run, choice)) continue;
			for (const { name, at } of eventsOf(run, now)) {
				const key = `${run.id} ${name}`;
				if (memory.known.has(key)) continue;
				memory.known.add(key);
				if (before === undefined || !wants(choice, name)) continue;
				if (hasChanged && !(isChosen(run, before) && wants(before, name))) continue;
				// It happened before the choice that it is part of, but shows only now.
				const isFromBefore = !hasChanged && at <= memory.changedAt;
				const isLate = (run.visibleFrom ?? run.startedAt) - run.startedAt > LATE_MS;
				if (isFromBefore || memory.hidden.has(run.id)) memory.optional.add(key);
				else memory.pending.set(key, isLate ? now + LOOK_BACK_EVERY_MS : now);
			}
		}
		if (!hasChanged) return;
		const byId = new Map(runs.map((run) => [run.id, run]));
		for (const events of [memory.pending, memory.optional]) {
			for (const key of events.keys()) {
				const [id, name] = key.split(' ');
				const run = byId.get(id);
				if (!run || !isChosen(run, choice) || !wants(choice, name)) events.delete(key);
			}
		}
	}
}

function emptyMemory(): Memory {
	return {
		changedAt: -Infinity,
		known: new Set(),
		pending: new Map(),
		optional: new Set(),
		hidden: new Set(),
		wasStruck: false,
	};
}

function eventsOf(run: SimulatedRun, now: number): Array<{ name: string; at: number }> {
	const start = { name: 'started', at: run.startedAt };
	if (run.endsAt > now) return [start];
	return [start, { name: NAME_OF_STATUS[run.endStatus] ?? 'finished', at: run.endsAt }];
}

function isChosen(run: SimulatedRun, { flowIds, environmentIds, triggers }: Choice): boolean {
	const passes = <T>(chosen: T[], value: T | undefined) =>
		chosen.length === 0 || (value !== undefined && chosen.includes(value));
	return (
		passes(flowIds, run.flowId) &&
		passes(environmentIds, run.environmentId) &&
		passes(triggers, run.trigger)
	);
}

function wants({ events }: Choice, name: string): boolean {
	return events.includes(name) || (name !== 'started' && events.includes('finished'));
}
