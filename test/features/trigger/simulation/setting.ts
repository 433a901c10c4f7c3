import type { IDataObject, INode } from 'n8n-workflow';

import type { Engine } from '../../../support/harness/engine';
import type { ActiveTrigger, Keeping } from '../../../support/harness/polling';
import { activeTriggerWith } from '../../../support/harness/polling';
import { timers } from '../../../support/node';
import type { SimulatedRun } from './simulatedPatchworks';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const NOON = Date.UTC(2030, 0, 15, 12);

let lastId = 1_000_000;

/** A failed run that started some milliseconds after noon, or before if negative, and took a second. */
export function run(start: number, more: Partial<SimulatedRun> = {}): SimulatedRun {
	const startedAt = NOON + start;
	return {
		id: String(++lastId),
		startedAt,
		endsAt: startedAt + 1_000,
		endStatus: 3,
		flowId: 101,
		...more,
	};
}

/** Several runs, each with a start of its own, in milliseconds after noon. */
export function runs(
	count: number,
	start: (index: number) => number,
	more: Partial<SimulatedRun> = {},
): SimulatedRun[] {
	return Array.from({ length: count }, (_, index) => run(start(index), more));
}

/** The IDs of the runs that items are about. */
export const ids = (items: IDataObject[]) => items.map(({ flowRunId }) => String(flowRunId));

/** What happened to which run, such as `1001 failed`. */
export const events = (items: IDataObject[]) =>
	items.map(({ event, flowRunId }) => `${String(flowRunId)} ${String(event)}`);

/** The trigger in an active workflow, with the API key as its credential. */
export function activeTrigger(
	engine: Engine,
	parameters: INode['parameters'],
	keeping?: Keeping,
): ActiveTrigger {
	return activeTriggerWith(engine, parameters, 'key', keeping);
}

/** The runs whose end the trigger waits for. */
export function openIds(trigger: ActiveTrigger): string[] {
	const saved = JSON.parse(trigger.saved) as Record<
		string,
		{ memory: { open: Record<string, string> } }
	>;
	return Object.values(saved['node:Trigger'].memory.open).flatMap((joined) => joined.split(','));
}

/**
 * Does something in a time that passes only while nothing else happens: waits cost none, and how fast
 * the machine is does not matter.
 *
 * @param now what n8n's clock says when it begins; the real time when left out
 * @returns what it gave, and for how many milliseconds there was nothing to do but wait
 */
export async function withoutWaiting<T>(
	action: () => Promise<T>,
	now?: number,
): Promise<{ result: T; waitedMs: number }> {
	jest.useFakeTimers({
		now,
		doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'hrtime'],
	});
	const startedAt = Date.now();
	let isOver = false;
	const outcome = action().finally(() => (isOver = true));
	// It is awaited below, when it is over.
	outcome.catch(() => {});
	const turn = async () => await new Promise<void>((resolve) => timers.setImmediate(resolve));
	try {
		for (;;) {
			for (let turns = 0; turns < TURNS_WITHOUT_WAITING && !isOver; turns++) await turn();
			if (isOver) break;
			await jest.advanceTimersByTimeAsync(STEP_MS);
		}
		return { result: await outcome, waitedMs: Date.now() - startedAt };
	} finally {
		jest.useRealTimers();
	}
}

/** After how many turns of the event loop an action counts as waiting: far more than an answer takes. */
const TURNS_WITHOUT_WAITING = 300;
const STEP_MS = 500;
