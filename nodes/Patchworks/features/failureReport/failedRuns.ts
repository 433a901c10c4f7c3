import type { IDataObject } from 'n8n-workflow';

import { apiRequestAllItems } from '../../../api/client';
import {
	flowIdOf,
	flowNameOf,
	VIRTUAL_ENVIRONMENT_RELATION,
	virtualEnvironmentNameOf,
	virtualEnvironmentOf,
} from '../../../api/facts/relations';
import { statusOf } from '../../../api/facts/status';
import { timeOf } from '../../../api/facts/time';
import { inBatches } from '../../../api/inBatches';
import type { LoggedFailure } from '../../../api/loggedFailure';
import { lastMessageOf, logsIn, readLastMessage, versionIdOf } from '../../../api/loggedFailure';
import type { ApiRequest } from '../../../api/request';
import type { Sender } from '../../../api/sender';
import { known } from '../../../api/facts/values';
import { retriedAs } from '../rerun/retries';
import { assertAskedFor } from './askedFor';

/** What a report keeps of a run: a night can have ten thousand of them. */
export interface FailedRun extends LoggedFailure, IDataObject {
	id: string;
	flowName?: string;
	/** The virtual environment; null for none, undefined where the row does not say. */
	environmentId?: string | null;
	environmentName?: string;
	/** Unix milliseconds. */
	startedAt?: number;
	/** Whether what it logged is known. */
	isRead: boolean;
	/** The run that retried it, where its row says so. */
	retriedAs?: string;
}

/** What is asked for with each run, so that a page of runs is one request. */
export const RELATIONS = [
	'flow',
	'errorWarningLogs',
	VIRTUAL_ENVIRONMENT_RELATION,
	'retriedFlowRun',
].join(',');

const RUNS_AT_ONCE = 8;
/** How many runs have their logs read one by one, where the list does not give them. */
export const MOST_READ_SINGLY = 1_000;

/**
 * Reads the runs of a list with what each logged last. One request a page, where the relation
 * `errorWarningLogs` gives the logs; else one a run besides, a few at a time.
 *
 * @param request a list of runs with {@link RELATIONS}
 * @param statuses what the runs must have ended as, by number; a row of another status is left out
 * @throws NodeApiError when the list cannot be read, and NodeOperationError for a run that was not asked for; logs that cannot be read leave `isRead` false
 */
export async function readFailedRuns(
	sender: Sender,
	request: ApiRequest,
	statuses: number[],
): Promise<FailedRun[]> {
	const isOther = ({ status }: IDataObject) => !statuses.includes(statusOf(status) ?? statuses[0]);
	const { rows } = await apiRequestAllItems(sender, request, Infinity, (row) => {
		assertAskedFor(sender, row, request.qs ?? {});
		return isOther(row) ? { id: row.id } : toFailedRun(row);
	});
	const runs = rows.filter((row): row is FailedRun => 'isRead' in row);
	const unread = runs.filter(({ isRead }) => !isRead).slice(0, MOST_READ_SINGLY);
	await inBatches(unread, RUNS_AT_ONCE, async (run) => await readLogs(sender, run));
	return runs;
}

function toFailedRun(row: IDataObject): FailedRun {
	const logs = logsIn(row);
	return known<FailedRun>({
		id: String(row.id),
		flowId: flowIdOf(row),
		flowName: flowNameOf(row) ?? (typeof row.name === 'string' ? row.name : undefined),
		versionId: versionIdOf(row),
		environmentId: virtualEnvironmentOf(row),
		environmentName: virtualEnvironmentNameOf(row),
		startedAt: timeOf(row.started_at),
		retriedAs: retriedAs(row),
		...(logs ? { ...lastMessageOf(logs), isRead: true } : { isRead: false }),
	});
}

async function readLogs(sender: Sender, run: FailedRun): Promise<void> {
	// A run whose logs cannot be read counts all the same, among those of which no cause is known.
	const last = await readLastMessage(sender, run.id).catch(() => undefined);
	if (last) Object.assign(run, last, { isRead: true });
}
