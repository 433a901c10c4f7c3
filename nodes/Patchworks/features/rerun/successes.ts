import type { IDataObject } from 'n8n-workflow';

import { apiRequestAllItems } from '../../../api/client';
import { VIRTUAL_ENVIRONMENT_RELATION, virtualEnvironmentOf } from '../../../api/facts/relations';
import { STATUS, statusOf } from '../../../api/facts/status';
import { timeOf } from '../../../api/facts/time';
import { FLOW_RUNS_PATH } from '../../../api/facts/paths';
import type { Sender } from '../../../api/sender';

/** One page: the latest success is on it unless a hundred others ran elsewhere since. */
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

/** The latest successful run of a flow; undefined when there is none. */
export async function latestSuccess(
	sender: Sender,
	{ flowId, environmentId, since }: OfFlow,
): Promise<Success | undefined> {
	const isAnywhere = environmentId === undefined;
	const { rows } = await apiRequestAllItems(
		sender,
		{
			path: FLOW_RUNS_PATH,
			qs: {
				'filter[flow_id]': flowId,
				'filter[status]': STATUS.success,
				'filter[started_after]': since,
				sort: '-started_at',
				...(!isAnywhere && { include: VIRTUAL_ENVIRONMENT_RELATION }),
			},
			isAboutRuns: true,
		},
		isAnywhere ? 1 : LATEST_RUNS,
	);
	const success = rows.find(
		(run) => isSuccess(run) && (isAnywhere || virtualEnvironmentOf(run) === environmentId),
	);
	const startedAt = success && timeOf(success.started_at);
	return startedAt !== undefined && startedAt > since
		? { flowRunId: String((success as IDataObject).id), startedAt }
		: undefined;
}

function isSuccess({ status }: IDataObject): boolean {
	return statusOf(status) === STATUS.success;
}
