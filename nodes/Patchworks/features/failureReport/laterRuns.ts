import groupBy from 'lodash/groupBy';

import { inBatches } from '../../../api/inBatches';
import type { Sender } from '../../../api/sender';
import { retriesSince } from '../rerun/retries';
import { latestSuccess } from '../rerun/successes';
import type { CauseOfRuns } from './causes';
import { isoOf } from './causes';

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

async function addSuccess(sender: Sender, groups: CauseOfRuns[]): Promise<void> {
	const { flowId } = groups[0].cause;
	const lastSeen = groups.flatMap(({ runs: [{ startedAt }] }) => startedAt ?? []);
	if (flowId === undefined || lastSeen.length === 0) return;

	const success = await latestSuccess(sender, { flowId, since: Math.min(...lastSeen) });
	for (const { cause, runs } of groups) {
		const [{ startedAt = Infinity }] = runs;
		cause.succeededSince = success !== undefined && success.startedAt > startedAt;
		cause.lastSuccess =
			success && cause.succeededSince
				? { flowRunId: success.flowRunId, startedAt: isoOf(success.startedAt) }
				: null;
	}
}
