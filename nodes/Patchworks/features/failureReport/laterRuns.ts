import groupBy from 'lodash/groupBy';
import maxBy from 'lodash/maxBy';
import uniqBy from 'lodash/uniqBy';

import { inBatches } from '../../../api/inBatches';
import type { Sender } from '../../../api/sender';
import { isoOf } from '../../../api/facts/values';
import { retriesSince } from '../rerun/retries';
import { latestSuccesses } from '../rerun/successes';
import type { CauseOfRuns } from './causes';
import type { FailedRun } from './failedRuns';

const FLOWS_AT_ONCE = 8;

/**
 * Adds to causes what happened since: whether the flow has succeeded, and how many runs were retried.
 *
 * @param from since when retries count, in Unix milliseconds
 */
export async function addLaterRuns(
	sender: Sender,
	groups: CauseOfRuns[],
	from: number,
): Promise<void> {
	if (groups.length === 0) return;
	const retried = new Set(
		(await retriesSince(sender, from)).flatMap(({ retryOf }) => retryOf ?? []),
	);
	for (const { cause, runs } of groups) {
		cause.retried = runs.filter(({ id, retriedAs }) => retried.has(id) || retriedAs).length;
	}
	const flows = Object.values(groupBy(groups, ({ cause }) => cause.flowId ?? ''));
	await inBatches(flows, FLOWS_AT_ONCE, async (ofFlow) => await addSuccess(sender, ofFlow));
}

/** Looks for the successes of a flow in each environment in which it failed, since a cause is over only there. */
async function addSuccess(sender: Sender, groups: CauseOfRuns[]): Promise<void> {
	const { flowId } = groups[0].cause;
	const latest = groups.map(({ runs }) => uniqBy(runs, ({ environmentId }) => environmentId));
	const dated = latest.flat().filter(({ startedAt }) => startedAt !== undefined);
	if (flowId === undefined || dated.length === 0) return;

	const places = Object.values(groupBy(dated, ({ environmentId }) => environmentId)).map(
		(runs) => ({
			environmentId: runs[0].environmentId,
			since: Math.min(...runs.map(startOf)),
		}),
	);
	const found = await latestSuccesses(sender, flowId, places);
	const successes = new Map(places.map(({ environmentId }, at) => [environmentId, found[at]]));
	for (const [index, { cause }] of groups.entries()) {
		const since = latest[index].flatMap((run) => {
			const success = successes.get(run.environmentId);
			return success && success.startedAt > startOf(run) ? success : [];
		});
		cause.succeededSince = since.length === latest[index].length;
		const last = cause.succeededSince ? maxBy(since, ({ startedAt }) => startedAt) : undefined;
		cause.lastSuccess = last
			? { flowRunId: last.flowRunId, startedAt: isoOf(last.startedAt) }
			: null;
	}
}

function startOf({ startedAt = Infinity }: FailedRun): number {
	return startedAt;
}
