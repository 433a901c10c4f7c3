import omit from 'lodash/omit';
import type { IDataObject } from 'n8n-workflow';

import { apiRequestAllItems } from './client';
import { runUrl } from './facts/dashboard';
import { isErrorLog, levelOf, shapeIdOf, shapeNameOf } from './facts/logs';
import { flowRunLogs, payloadsOfRun } from './facts/requests';
import { STATUS, statusOf } from './facts/status';
import { namesOf, statusIn } from './flowRun';
import type { Sender } from './sender';
import { stepsOf } from './flowVersionSteps';

/** An error that a run logged. */
export interface LoggedError extends IDataObject {
	message: string;
	shapeId?: string;
	shapeName?: string;
	/** As Patchworks writes it. */
	time?: string;
}

/** A part that could not be read. */
export interface Unreadable extends IDataObject {
	/** In words, e.g. `Payload 80003`. */
	what: string;
	error: string;
}

/** Why a run failed, as far as its logs tell. */
export interface FailureSummary extends IDataObject {
	flowRunId: string;
	/** Where the run is in the dashboard. */
	url?: string;
	flowId?: string;
	flowName?: string;
	/** Whether the run failed, or logged an error that the flow caught. */
	failed: boolean;
	/** Whether the run ended as a success although it logged an error. */
	caught: boolean;
	/** One line for a message; empty when nothing failed. */
	reason: string;
	firstError?: LoggedError;
	lastError?: LoggedError;
	/** How many lines the run logged, by level in lower case. */
	logCounts: Record<string, number>;
	/** The shape that the run failed at, and the payloads that Patchworks keeps of it. */
	failedShape?: { id: string; name?: string; payloadIds: string[] };
	/** Whether the run logged more than was read. */
	logsCut: boolean;
	/** What is missing because it could not be read. */
	unreadable?: Unreadable[];
}

/** Runs of many thousand lines have their first ones and their last ones read. */
const MAX_LOGS = 5_000;
const LAST_LOGS = 100;
const MAX_PAYLOADS = 100;

/**
 * Says why a run failed. A flow that catches its errors ends as a success; they are found by its logs.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/flow-run-logs
 *
 * @param run a row of flow runs; with the relation `flow`, the summary names the flow
 * @throws NodeApiError when no logs can be read
 */
export async function summariseFailure(sender: Sender, run: IDataObject): Promise<FailureSummary> {
	const flowRunId = String(run.id);
	const unreadable: Unreadable[] = [];
	const read = readingInto(unreadable);
	const { logs, logsCut } = await readLogs(sender, flowRunId, read);
	const errorLogs = logs.filter(isErrorLog);
	await nameShapes(sender, run, errorLogs);

	const [firstError, lastError] = [errorLogs[0], errorLogs.at(-1)].map(
		(log) => log && toError(log),
	);
	const status = statusOf(run.status);
	const url = runUrl(await sender.credentials(), flowRunId);
	const failedShape = await failedShapeOf(sender, flowRunId, logs, errorLogs, read);
	return {
		...namesOf(run, url),
		flowRunId,
		...statusIn(run),
		failed: status === STATUS.failure || errorLogs.length > 0,
		caught: status === STATUS.success && errorLogs.length > 0,
		reason: reasonOf(status, lastError ?? lastWarningOf(logs)),
		...(firstError && { firstError }),
		...(lastError && { lastError }),
		logCounts: countLevels(logs),
		...(failedShape && { failedShape }),
		logsCut,
		...(unreadable.length > 0 && { unreadable }),
	};
}

/**
 * Says why a run failed, or why that cannot be said: the run itself is known all the same.
 *
 * @param run a row of flow runs
 */
export async function summaryOrWhyNot(
	sender: Sender,
	run: IDataObject,
): Promise<FailureSummary | { error: string }> {
	return await summariseFailure(sender, run).catch(({ message }: Error) => ({ error: message }));
}

/** A summary beside the run that it is of: without what the run says itself. */
export function withinRun(summary: FailureSummary | { error: string }): IDataObject {
	return omit(summary, ['flowRunId', 'url', 'flowId', 'flowName', 'status', 'statusName']);
}

/** What is read, or what stands for it where it cannot be read. */
type Reading = <T>(what: string, reading: Promise<T>, instead: T) => Promise<T>;

/**
 * Lets parts of a whole be missing.
 *
 * @param unreadable gets what is missing, and why
 */
export function readingInto(unreadable: Unreadable[]): Reading {
	return async (what, reading, instead) =>
		await reading.catch(({ message }: Error) => {
			unreadable.push({ what, error: message });
			return instead;
		});
}

async function readLogs(sender: Sender, flowRunId: string, read: Reading) {
	const fields = { load_payload_ids: 'true', 'fields[flowStep]': 'id,name' };
	const lines = (sort: string) => flowRunLogs(flowRunId, { ...fields, sort });
	const { rows: logs, total } = await apiRequestAllItems(sender, lines('id'), MAX_LOGS);
	const logsCut = logs.length >= MAX_LOGS && (total === undefined || total > logs.length);
	if (!logsCut) return { logs, logsCut };

	const lastLines = apiRequestAllItems(sender, lines('-id'), LAST_LOGS).then(({ rows }) => rows);
	const last = await read('Last lines of the log', lastLines, []);
	const known = new Set(logs.map(({ id }) => String(id)));
	return {
		logs: [...logs, ...last.filter(({ id }) => !known.has(String(id))).reverse()],
		logsCut,
	};
}

function countLevels(logs: IDataObject[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const log of logs) {
		const level = levelOf(log) || 'unknown';
		counts[level] = (counts[level] ?? 0) + 1;
	}
	return counts;
}

/** Adds the names of shapes where the logs lack them. A name that cannot be had is left out. */
async function nameShapes(sender: Sender, run: IDataObject, errorLogs: IDataObject[]) {
	const unnamed = errorLogs.filter((log) => shapeIdOf(log) && !shapeNameOf(log));
	if (unnamed.length === 0) return;
	const names = new Map((await stepsOf(sender, run)).map(({ id, name }) => [String(id), name]));
	for (const log of unnamed) {
		log.flow_step = { id: shapeIdOf(log), name: names.get(shapeIdOf(log) ?? '') };
	}
}

function toError(log: IDataObject): LoggedError {
	const shapeId = shapeIdOf(log);
	const shapeName = shapeNameOf(log);
	return {
		message: String(log.log_message ?? ''),
		...(shapeId !== undefined && { shapeId }),
		...(shapeName && { shapeName }),
		...(log.created_at !== undefined && { time: String(log.created_at) }),
	};
}

/** The shape of the last error that names one: there the run stopped, or the flow caught the error. */
async function failedShapeOf(
	sender: Sender,
	flowRunId: string,
	logs: IDataObject[],
	errorLogs: IDataObject[],
	read: Reading,
) {
	const errorLog = errorLogs.filter((log) => shapeIdOf(log) !== undefined).at(-1);
	if (!errorLog) return undefined;

	const id = shapeIdOf(errorLog) as string;
	const name = shapeNameOf(errorLog);
	const logged = logs.filter((log) => shapeIdOf(log) === id).flatMap(payloadIdsOf);
	const payloadIds =
		logged.length > 0
			? logged
			: await read('Payloads of the failed shape', listPayloadIds(sender, flowRunId, id), []);
	return { id, ...(name && { name }), payloadIds: [...new Set(payloadIds)] };
}

function payloadIdsOf(log: IDataObject): string[] {
	return [log.payload_metadata_id, log.payload_metadata_ids]
		.flat()
		.filter((id) => id !== undefined && id !== null)
		.map(String);
}

async function listPayloadIds(sender: Sender, flowRunId: string, shapeId: string) {
	const request = payloadsOfRun(flowRunId, shapeId);
	const { rows } = await apiRequestAllItems(sender, request, MAX_PAYLOADS);
	return rows.map(({ id }) => String(id));
}

function reasonOf(
	status: number | undefined,
	logged?: LoggedError & { isWarning?: boolean },
): string {
	const isTold = logged !== undefined && (status !== STATUS.success || !logged.isWarning);
	if (isTold) return [logged.shapeName, logged.message].filter(Boolean).join(': ');
	if (status === STATUS.failure) {
		return 'The run logged no error. Patchworks keeps logs for 7 days.';
	}
	return status === STATUS.stopped ? 'The run was stopped.' : '';
}

/** A run that was stopped, or did a part, says why in a warning. */
function lastWarningOf(logs: IDataObject[]) {
	const log = logs.filter((one) => levelOf(one) === 'warning').at(-1);
	return log && { ...toError(log), isWarning: true };
}
