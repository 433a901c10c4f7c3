import type { IDataObject } from 'n8n-workflow';

import type { Keeping } from '../../../support/harness/polling';
import type { QueuedRun, SimulatedRun } from './simulatedPatchworks';
import { MINUTE } from './setting';

/** The limits of all four alarms; an empty list of flows means all together. */
export interface Limits {
	flowIds: number[];
	overdueMinutes: number;
	runningMinutes: number;
	queuedRuns: number;
	queuedMinutes: number;
	failurePercent: number;
	ratedRuns: number;
}

/** What stands for all runs where no flow is chosen. */
const ALL = '';

/** From how many polls in a row that did not read everything on the real alarms may go by what they have. */
const PATIENCE = 4;

interface Memory {
	/** When it began to watch; undefined before the first poll. */
	since?: number;
	/** By flow: since when it has not succeeded, as it was when watching began. */
	baselines: Map<string, number>;
	/** The runs that had shown their end when watching began. */
	endedBefore: Set<string>;
	/** The alarms that stand, such as `overdue 101`. */
	raised: Set<string>;
	/** How many polls in a row had a request that failed. */
	struckPolls: number;
}

/** Alarms that see everything at each poll and compute each anew: what the real ones give is held against it. */
export class IdealAlarms {
	private memory = emptyMemory();

	private saved = emptyMemory();

	constructor(
		private readonly keeping: Keeping,
		private readonly limits: Limits,
	) {}

	/** Only what n8n had saved is still known. */
	restart(): void {
		this.memory = structuredClone(this.saved);
	}

	/**
	 * A poll that did not fail.
	 *
	 * @param isStruck whether one of its requests failed: then the alarms may wait for the next poll
	 * @throws Error when an alarm began or ended that should not have, or did not when it should
	 */
	poll(
		now: number,
		all: SimulatedRun[],
		queue: QueuedRun[],
		items: IDataObject[],
		isStruck: boolean,
	): void {
		const { memory, limits } = this;
		const runs = all.filter(
			(run) =>
				(run.visibleFrom ?? run.startedAt) <= now &&
				(limits.flowIds.length === 0 || limits.flowIds.includes(run.flowId)),
		);
		const given = items.map(nameOf).sort();
		const isFirst = memory.since === undefined;
		if (isFirst) this.begin(now, runs);
		const expected = isFirst ? [] : this.changes(now, runs, queue);
		const mayWait = isStruck && given.length === 0;
		const mayDiffer = isStruck && memory.struckPolls >= PATIENCE;
		if (!mayWait && !mayDiffer && given.join() !== expected.join()) {
			throw new Error(
				`At ${new Date(now).toISOString()} these changed: ${given.join() || 'none'}. Should have: ${expected.join() || 'none'}`,
			);
		}
		for (const change of given) {
			const [, alarm, state] = /^(.*) (raised|cleared)$/.exec(change) ?? [];
			if (state === 'raised') memory.raised.add(alarm);
			else memory.raised.delete(alarm);
		}
		memory.struckPolls = isStruck ? memory.struckPolls + 1 : 0;
		if (given.length > 0 || this.keeping === 'everyPoll') this.saved = structuredClone(memory);
	}

	private get flows(): string[] {
		const { flowIds } = this.limits;
		return flowIds.length > 0 ? flowIds.map(String) : [ALL];
	}

	private begin(now: number, runs: SimulatedRun[]): void {
		this.memory.since = now;
		for (const flow of this.flows) {
			const known = runs.filter((run) => isOf(flow, run));
			const successes = successesOf(known, now);
			const starts = known.map(({ startedAt }) => startedAt);
			this.memory.baselines.set(
				flow,
				successes.length > 0 ? Math.max(...successes) : Math.min(now, ...starts),
			);
		}
		for (const { id, endsAt } of runs) if (endsAt <= now) this.memory.endedBefore.add(id);
	}

	private changes(now: number, runs: SimulatedRun[], queue: QueuedRun[]): string[] {
		const due = new Map<string, boolean>();
		for (const flow of this.flows) {
			const known = runs.filter((run) => isOf(flow, run));
			due.set(`overdue ${flow}`, this.isOverdue(flow, known, now));
			const failsOften = this.failsOften(known, now);
			if (failsOften !== undefined) due.set(`failureRate ${flow}`, failsOften);
		}
		due.set('queueBacklog ', this.isBackedUp(queue, now));
		for (const { id, startedAt, endsAt } of runs) {
			const isLong = endsAt > now && now - startedAt > this.limits.runningMinutes * MINUTE;
			due.set(`runningTooLong ${id}`, isLong);
		}
		return [...due]
			.filter(([alarm, isDue]) => isDue !== this.memory.raised.has(alarm))
			.map(([alarm, isDue]) => `${alarm} ${isDue ? 'raised' : 'cleared'}`)
			.sort();
	}

	private isOverdue(flow: string, runs: SimulatedRun[], now: number): boolean {
		const last = Math.max(this.memory.baselines.get(flow) ?? now, ...successesOf(runs, now));
		return now - last >= this.limits.overdueMinutes * MINUTE;
	}

	/** Undefined while too few runs are known. */
	private failsOften(runs: SimulatedRun[], now: number): boolean | undefined {
		const { ratedRuns, failurePercent } = this.limits;
		const { endedBefore, since = now } = this.memory;
		const ends = runs
			.filter(({ id, endsAt }) => endsAt <= now && (endsAt > since || endedBefore.has(id)))
			.map(({ endsAt, endStatus }) => ({
				second: Math.floor(endsAt / 1_000),
				failed: endStatus === 3 ? 1 : 0,
			}))
			.sort((a, b) => a.second - b.second || a.failed - b.failed)
			.slice(-ratedRuns);
		if (ends.length < ratedRuns) return undefined;
		const failed = ends.reduce((sum, end) => sum + end.failed, 0);
		return (100 * failed) / ratedRuns > failurePercent;
	}

	private isBackedUp(queue: QueuedRun[], now: number): boolean {
		const { flowIds, queuedRuns, queuedMinutes } = this.limits;
		const waiting = queue.filter(
			({ queuedAt, leavesAt, flowId }) =>
				queuedAt <= now && now < leavesAt && (flowIds.length === 0 || flowIds.includes(flowId)),
		);
		return (
			waiting.length > queuedRuns ||
			waiting.some(({ queuedAt }) => now - queuedAt > queuedMinutes * MINUTE)
		);
	}
}

function nameOf({ event, state, flowRunId, flowId }: IDataObject): string {
	return `${String(event)} ${String(flowRunId ?? flowId ?? ALL)} ${String(state)}`;
}

function emptyMemory(): Memory {
	return { baselines: new Map(), endedBefore: new Set(), raised: new Set(), struckPolls: 0 };
}

function isOf(flow: string, run: SimulatedRun): boolean {
	return flow === ALL || String(run.flowId) === flow;
}

/** When runs ended as a success or a partial one. */
function successesOf(runs: SimulatedRun[], now: number): number[] {
	return runs
		.filter(({ endsAt, endStatus }) => endsAt <= now && (endStatus === 2 || endStatus === 5))
		.map(({ endsAt }) => endsAt);
}
