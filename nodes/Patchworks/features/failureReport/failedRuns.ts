import type { IDataObject } from 'n8n-workflow';

import { apiRequestAllItems } from '../../../api/client';
import { isErrorLog, latestOf, levelOf, stepIdOf, stepNameOf } from '../../../api/facts/logs';
import {
	flowIdOf,
	flowNameOf,
	VIRTUAL_ENVIRONMENT_RELATION,
	virtualEnvironmentNameOf,
	virtualEnvironmentOf,
} from '../../../api/facts/relations';
import { statusOf } from '../../../api/facts/status';
import { timeOf } from '../../../api/facts/time';
import { flowRunPath } from '../../../api/facts/paths';
import { inBatches } from '../../../api/inBatches';
import type { ApiRequest } from '../../../api/request';
import type { Sender } from '../../../api/sender';
import { retriedAs } from '../rerun/retries';

/** What a report keeps of a run: a night can have ten thousand of them. */
export interface FailedRun extends IDataObject {
	id: string;
	flowId?: string;
	flowName?: string;
	versionId?: string;
	environmentId?: string;
	environmentName?: string;
	/** Unix milliseconds. */
	startedAt?: number;
	/** The last error that it logged, or else the last warning; undefined when it logged neither. */
	message?: string;
	stepId?: string;
	stepName?: string;
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
/** The end of a log, where a run that failed says why. */
const LAST_LINES = 100;
/** A longer message is a dump. */
const MAX_MESSAGE = 4_000;

/**
 * Reads the runs of a list with what each logged last. One request a page, where the relation
 * `errorWarningLogs` gives the logs; else one a run besides, a few at a time.
 *
 * @param request a list of runs with {@link RELATIONS}
 * @param statuses what the runs must have ended as, by number; a row of another status is left out
 * @throws NodeApiError when the list cannot be read; logs that cannot be read leave `isRead` false
 */
export async function readFailedRuns(
	sender: Sender,
	request: ApiRequest,
	statuses: number[],
): Promise<FailedRun[]> {
	const isOther = ({ status }: IDataObject) => !statuses.includes(statusOf(status) ?? statuses[0]);
	const { rows } = await apiRequestAllItems(sender, request, Infinity, (row) =>
		isOther(row) ? { id: row.id } : toFailedRun(row),
	);
	const runs = rows.filter((row): row is FailedRun => 'isRead' in row);
	const unread = runs.filter(({ isRead }) => !isRead).slice(0, MOST_READ_SINGLY);
	await inBatches(unread, RUNS_AT_ONCE, async (run) => await readLogs(sender, run));
	return runs;
}

function toFailedRun(row: IDataObject): FailedRun {
	const logs = row.error_warning_logs ?? row.errorWarningLogs;
	const environmentId = virtualEnvironmentOf(row);
	const versionId = row.flow_version_id;
	return withoutNone({
		id: String(row.id),
		flowId: flowIdOf(row),
		flowName: flowNameOf(row) ?? (typeof row.name === 'string' ? row.name : undefined),
		versionId: versionId === undefined || versionId === null ? undefined : String(versionId),
		environmentId: environmentId ?? undefined,
		environmentName: virtualEnvironmentNameOf(row),
		startedAt: timeOf(row.started_at),
		retriedAs: retriedAs(row),
		...(Array.isArray(logs)
			? { ...lastMessageOf(logs as IDataObject[]), isRead: true }
			: { isRead: false }),
	});
}

async function readLogs(sender: Sender, run: FailedRun): Promise<void> {
	const request: ApiRequest = {
		path: `${flowRunPath(run.id)}/flow-run-logs`,
		qs: { 'fields[flowStep]': 'id,name', sort: '-id' },
		isAboutRuns: true,
	};
	// A run whose logs cannot be read counts all the same, among those of which no cause is known.
	const answer = await apiRequestAllItems(sender, request, LAST_LINES).catch(() => undefined);
	if (answer) Object.assign(run, lastMessageOf(answer.rows), { isRead: true });
}

function lastMessageOf(logs: IDataObject[]) {
	const log =
		latestOf(logs.filter(isErrorLog)) ?? latestOf(logs.filter((one) => levelOf(one) === 'warning'));
	if (!log) return {};
	const message = String(log.log_message ?? '');
	return {
		// A copy, since a part of a text keeps the whole of it in memory.
		message:
			message.length > MAX_MESSAGE
				? Buffer.from(message.slice(0, MAX_MESSAGE)).toString()
				: message,
		stepId: stepIdOf(log),
		stepName: stepNameOf(log),
	};
}

function withoutNone(run: FailedRun): FailedRun {
	return Object.fromEntries(
		Object.entries(run).filter(([, value]) => value !== undefined),
	) as FailedRun;
}
