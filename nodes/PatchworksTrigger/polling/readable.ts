import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { shown } from '../../api/facts/shown';
import { EXPECTED_STATUS, hasUnknownEnd, unknownStatus } from '../../api/facts/status';
import { lacksZone } from '../../api/facts/time';
import { endEvent, startOf } from './events';

/** Clocks differ by less, and time zones by more. */
const CLOCKS_DIFFER_MS = 10 * 60_000;

const NOTHING_IS_LOST = 'No event is lost: the next poll that can read the runs gives it.';

/**
 * Refuses a list of runs whose starts cannot be read: without them every run would be skipped.
 *
 * A run that waits to start has none yet; in a list, not all are such.
 *
 * @throws NodeOperationError that names a run, what came and what was expected
 */
export function assertStarts(functions: IPollFunctions, rows: IDataObject[]): void {
	const given = ({ started_at: start, created_at: creation }: IDataObject) => start ?? creation;
	const without = rows.filter((run) => startOf(run) === undefined);
	const odd = without.find((run) => given(run) !== undefined && given(run) !== null);
	const run = odd ?? (without.length === rows.length ? without[0] : undefined);
	if (!run) return;
	throw new NodeOperationError(
		functions.getNode(),
		`Flow run ${String(run.id)} has ${shown(given(run))} as its started_at where a time was expected`,
		{ description: `Expected ISO 8601 or a Unix time. ${NOTHING_IS_LOST}` },
	);
}

/**
 * Refuses a list in which a run seems to have started long before what was asked for: its clock is another
 * one, and new runs would be taken for old ones.
 *
 * @param from the time that was asked for, in Unix milliseconds
 * @throws NodeOperationError that names a run, what came and what was expected
 */
export function assertSameClock(
	functions: IPollFunctions,
	rows: IDataObject[],
	from: number,
): void {
	const run = rows.find(
		(one) => lacksZone(one.started_at) && (startOf(one) ?? from) < from - CLOCKS_DIFFER_MS,
	);
	if (!run) return;
	throw new NodeOperationError(
		functions.getNode(),
		`Flow run ${String(run.id)} has ${shown(run.started_at)} as its started_at, although runs from ${new Date(from).toISOString()} on were asked for`,
		{
			description: `A time without a zone was expected to be in UTC. ${NOTHING_IS_LOST}`,
		},
	);
}

/**
 * Refuses runs none of which says in a readable way how it ended: failures would be taken for something
 * else. A number that is not known is a new status, and not another form.
 *
 * @param runs those that have to be told apart by their end
 * @throws NodeOperationError that names a run, what came and what was expected
 */
export function assertEnds(functions: IPollFunctions, runs: IDataObject[]): void {
	const ended = runs.filter((run) => endEvent(run) !== undefined);
	const [run] = ended;
	const isOdd = (one: IDataObject) => hasUnknownEnd(one) && !/^\d+$/.test(String(one.status));
	if (!run || !ended.every(isOdd)) return;
	throw new NodeOperationError(
		functions.getNode(),
		`Flow run ${String(run.id)} ${unknownStatus(run)}`,
		{ description: NOTHING_IS_LOST },
	);
}

/** Says in the log of which runs it is not known how they ended. */
export function warnOfUnknownEnds(functions: IPollFunctions, runs: IDataObject[]): void {
	for (const run of runs) {
		functions.logger.warn(
			`Flow run ${String(run.id)} ${unknownStatus(run)}. The trigger takes it for finished, and not for one that failed.`,
		);
	}
}

/** Says in the log which runs are taken to go on, since they have no end and their status cannot be read. */
export function warnOfUnknownStatus(functions: IPollFunctions, runs: IDataObject[]): void {
	for (const run of runs) {
		functions.logger.warn(
			`Flow run ${String(run.id)} has status ${shown(run.status)} and no end, where ${EXPECTED_STATUS} was expected. The trigger takes it to go on.`,
		);
	}
}
