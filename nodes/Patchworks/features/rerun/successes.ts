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

/** Which successes count. */
export interface OfFlow {
	flowId: string;
	/** The virtual environment; null for none, undefined for any. */
	environmentId?: string | null;
	/** Only runs that started later, in Unix milliseconds. */
	since: number;
}

/** What is kept of a run. */
interface Seen extends IDataObject {
	id: IDataObject[string];
	startedAt?: number;
	/** Whether it is a success that counts. */
	counts: boolean;
}

/** The latest successful run of a flow; undefined when there is none. */
export async function latestSuccess(sender: Sender, wanted: OfFlow): Promise<Success | undefined> {
	const { environmentId } = wanted;
	if (environmentId === undefined) return await search(sender, wanted, [1, Infinity]);
	if (environmentId === null) return await search(sender, wanted, [LATEST_RUNS, Infinity]);
	const filter = { 'filter[virtual_environment_id]': environmentId };
	return (
		(await search(sender, wanted, [LATEST_RUNS, Infinity], filter)) ??
		// A success that the filter does not give must not be missed.
		(await search(sender, wanted, [LATEST_RUNS]))
	);
}

/**
 * Reads the latest runs first, and more of them while none of those read counts.
 *
 * @param sizes how many runs are read, one after the other
 */
async function search(
	sender: Sender,
	wanted: OfFlow,
	sizes: number[],
	filter: IDataObject = {},
): Promise<Success | undefined> {
	const isEarly = ({ startedAt = Infinity }: Seen) => startedAt <= wanted.since;
	for (const most of sizes) {
		const runs = await latestRuns(sender, wanted, most, filter);
		const success = runs.find(({ counts }) => counts);
		if (success) return { flowRunId: String(success.id), startedAt: Number(success.startedAt) };
		if (runs.length < most || runs.some(isEarly)) break;
	}
	return undefined;
}

/** The latest runs first. That they are those that are wanted, Patchworks may not heed. */
async function latestRuns(
	sender: Sender,
	wanted: OfFlow,
	most: number,
	filter: IDataObject,
): Promise<Seen[]> {
	const { flowId, environmentId, since } = wanted;
	const { rows } = await apiRequestAllItems(
		sender,
		flowRuns({
			'filter[flow_id]': flowId,
			'filter[status]': STATUS.success,
			'filter[started_after]': since,
			...filter,
			sort: '-started_at',
			...(environmentId !== undefined && { include: VIRTUAL_ENVIRONMENT_RELATION }),
		}),
		most,
		(row) => seen(row, wanted),
	);
	return rows as Seen[];
}

function seen(run: IDataObject, { environmentId, since }: OfFlow): Seen {
	const startedAt = timeOf(run.started_at);
	const isThere = environmentId === undefined || virtualEnvironmentOf(run) === environmentId;
	const isLater = startedAt !== undefined && startedAt > since;
	return {
		id: run.id,
		startedAt,
		counts: statusOf(run.status) === STATUS.success && isThere && isLater,
	};
}
