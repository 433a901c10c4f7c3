import type { IDataObject } from 'n8n-workflow';

import { apiRequestAllItems } from '../../../api/client';
import { VIRTUAL_ENVIRONMENT_RELATION, virtualEnvironmentOf } from '../../../api/facts/relations';
import { STATUS, statusOf } from '../../../api/facts/status';
import { timeOf } from '../../../api/facts/time';
import { FLOW_RUNS_PATH } from '../../../api/facts/paths';
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

/**
 * The latest successful run of a flow; undefined when there is none. Where those that are read first all
 * ran elsewhere, the others are read as well.
 */
export async function latestSuccess(sender: Sender, wanted: OfFlow): Promise<Success | undefined> {
	for (const most of [wanted.environmentId === undefined ? 1 : LATEST_RUNS, Infinity]) {
		const rows = await runsSince(sender, wanted, most);
		const success = rows.find((row): row is IDataObject & Success => 'flowRunId' in row);
		if (success) return { flowRunId: success.flowRunId, startedAt: success.startedAt };
		if (rows.length < most) break;
	}
	return undefined;
}

/** The latest runs first: as a success those that are one, and of the others only the ID. */
async function runsSince(sender: Sender, wanted: OfFlow, most: number): Promise<IDataObject[]> {
	const { flowId, environmentId, since } = wanted;
	const { rows } = await apiRequestAllItems(
		sender,
		{
			path: FLOW_RUNS_PATH,
			qs: {
				'filter[flow_id]': flowId,
				'filter[status]': STATUS.success,
				'filter[started_after]': since,
				sort: '-started_at',
				...(environmentId !== undefined && { include: VIRTUAL_ENVIRONMENT_RELATION }),
			},
			isAboutRuns: true,
		},
		most,
		(row) => toSuccess(row, wanted),
	);
	return rows;
}

function toSuccess(run: IDataObject, { environmentId, since }: OfFlow): IDataObject {
	const { id } = run;
	const startedAt = timeOf(run.started_at) ?? since;
	const isThere = environmentId === undefined || virtualEnvironmentOf(run) === environmentId;
	const counts = statusOf(run.status) === STATUS.success && isThere && startedAt > since;
	return counts ? { id, flowRunId: String(id), startedAt } : { id };
}
