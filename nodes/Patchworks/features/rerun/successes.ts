import type { IDataObject } from 'n8n-workflow';

import { apiRequestAllItems } from '../../../api/client';
import { VIRTUAL_ENVIRONMENT_RELATION, virtualEnvironmentOf } from '../../../api/facts/relations';
import { STATUS, statusOf } from '../../../api/facts/status';
import { timeOf } from '../../../api/facts/time';
import { flowRuns } from '../../../api/facts/requests';
import type { Sender } from '../../../api/sender';

/** One page: the latest success is on it as a rule. */
const LATEST_RUNS = 100;

/** A successful run. */
export interface Success {
	flowRunId: string;
	/** Unix milliseconds. */
	startedAt: number;
}

/** Where and when a flow is to have succeeded. */
export interface Place {
	/** The virtual environment; null for none, undefined for any. */
	environmentId?: string | null;
	/** Only runs that started later, in Unix milliseconds. */
	since: number;
}

/** What is kept of a run. */
interface Seen extends IDataObject {
	id: IDataObject[string];
	startedAt?: number;
	/** As {@link virtualEnvironmentOf} tells it. */
	environmentId?: string | null;
	isSuccess: boolean;
}

/**
 * The latest successful runs of a flow in some places, in their order; undefined where there is none.
 *
 * The latest runs of all places are one request. Only where they do not reach far enough back, more are read
 * for a place.
 */
export async function latestSuccesses(
	sender: Sender,
	flowId: string,
	places: Place[],
): Promise<Array<Success | undefined>> {
	const most = places.some(({ environmentId }) => environmentId !== undefined) ? LATEST_RUNS : 1;
	const since = Math.min(...places.map((place) => place.since));
	const latest = await latestRuns(sender, flowId, { since }, most);
	const successes: Array<Success | undefined> = [];
	for (const place of places) {
		const isEnough = reachesBack(latest, most, place);
		successes.push(
			successIn(latest, place) ?? (isEnough ? undefined : await search(sender, flowId, place)),
		);
	}
	return successes;
}

/** Looks for a success among the runs of a place, of which more are read while none of those read is one. */
async function search(sender: Sender, flowId: string, place: Place): Promise<Success | undefined> {
	for (const most of place.environmentId ? [LATEST_RUNS, Infinity] : [Infinity]) {
		const runs = await latestRuns(sender, flowId, place, most);
		const success = successIn(runs, place);
		if (success || reachesBack(runs, most, place)) return success;
	}
	return undefined;
}

function successIn(runs: Seen[], { environmentId, since }: Place): Success | undefined {
	const success = runs.find(
		(run) =>
			run.isSuccess &&
			(run.startedAt ?? since) > since &&
			(environmentId === undefined || run.environmentId === environmentId),
	);
	return success && { flowRunId: String(success.id), startedAt: Number(success.startedAt) };
}

/** Whether no other run can be in a place, of those that were asked for, the latest first. */
function reachesBack(runs: Seen[], most: number, { since }: Place): boolean {
	return runs.length < most || runs.some(({ startedAt = Infinity }) => startedAt <= since);
}

/** The latest runs first. That they are those that are wanted, Patchworks may not heed. */
async function latestRuns(
	sender: Sender,
	flowId: string,
	{ environmentId, since }: Place,
	most: number,
): Promise<Seen[]> {
	const { rows } = await apiRequestAllItems(
		sender,
		flowRuns({
			'filter[flow_id]': flowId,
			'filter[status]': STATUS.success,
			'filter[started_after]': since,
			...(environmentId && { 'filter[virtual_environment_id]': environmentId }),
			sort: '-started_at',
			include: VIRTUAL_ENVIRONMENT_RELATION,
		}),
		most,
		(row): Seen => ({
			id: row.id,
			startedAt: timeOf(row.started_at),
			environmentId: virtualEnvironmentOf(row),
			isSuccess: statusOf(row.status) === STATUS.success,
		}),
	);
	return rows as Seen[];
}
