import { createHash } from 'crypto';
import groupBy from 'lodash/groupBy';
import type { IDataObject } from 'n8n-workflow';

import { beginningOf } from './beginningOf';
import { causeOf } from './causeOf';
import { apiRequestAllItems } from './client';
import { isErrorLog, latestOf, levelOf, shapeIdOf, shapeNameOf } from './facts/logs';
import { flowRunLogs } from './facts/requests';
import { stepsOf } from './flowVersionSteps';
import { inBatches } from './inBatches';
import type { Sender } from './sender';

/** What a run that failed logged last: by it one cause is told from another. */
export interface LoggedFailure {
	flowId?: string;
	/** The version of the flow that the run ran in. */
	versionId?: string;
	/** The shape that logged the message. */
	shapeId?: string;
	shapeName?: string;
	/** The last error, or else the last warning; undefined when the run logged neither. */
	message?: string;
}

const KEY_LENGTH = 16;
const NOTHING_LOGGED = 'The run logged no error. Patchworks keeps logs for 7 days.';
/** The end of a log, where a run that failed says why. */
const LAST_LINES = 100;
/** A longer message is a dump. */
const MAX_MESSAGE = 4_000;
const VERSIONS_AT_ONCE = 8;

/** The message of a failure without what differs from run to run. */
export function causeOfFailure({ message }: LoggedFailure): string {
	return message === undefined ? NOTHING_LOGGED : causeOf(message);
}

/**
 * What names a cause: the same for the same error in the same shape of the same flow.
 *
 * A shape has another ID in each version of a flow, so that its name is told by, where it is known.
 *
 * @param cause what stands for the message
 */
export function causeKey(failure: LoggedFailure, cause: string): string {
	const { flowId = '', shapeName, shapeId = '' } = failure;
	return createHash('sha256')
		.update(JSON.stringify([flowId, shapeName ?? shapeId, cause]))
		.digest('hex')
		.slice(0, KEY_LENGTH);
}

/** What the last error in a log says, or else the last warning, and which shape logged it. */
export function lastMessageOf(
	logs: IDataObject[],
): Pick<LoggedFailure, 'message' | 'shapeId' | 'shapeName'> {
	const log =
		latestOf(logs.filter(isErrorLog)) ?? latestOf(logs.filter((one) => levelOf(one) === 'warning'));
	if (!log) return {};
	const message = String(log.log_message ?? '');
	return {
		// A copy, since a part of a text keeps the whole of it in memory.
		message:
			message.length > MAX_MESSAGE
				? Buffer.from(beginningOf(message, MAX_MESSAGE)).toString()
				: message,
		shapeId: shapeIdOf(log),
		shapeName: shapeNameOf(log),
	};
}

/**
 * Reads what a run logged last: one request.
 *
 * @throws NodeApiError when its log cannot be read
 */
export async function readLastMessage(
	sender: Sender,
	flowRunId: string,
): Promise<ReturnType<typeof lastMessageOf>> {
	const request = flowRunLogs(flowRunId, { 'fields[flowStep]': 'id,name', sort: '-id' });
	const { rows } = await apiRequestAllItems(sender, request, LAST_LINES);
	return lastMessageOf(rows);
}

/** The logs that the row of a run has; undefined when it was listed without them. */
export function logsIn(row: IDataObject): IDataObject[] | undefined {
	const logs = row.error_warning_logs ?? row.errorWarningLogs;
	return Array.isArray(logs) ? (logs as IDataObject[]) : undefined;
}

/** The version of the flow that a run ran in; undefined when its row does not say. */
export function versionIdOf({ flow_version_id: id }: IDataObject): string | undefined {
	return id === undefined || id === null ? undefined : String(id);
}

/**
 * Adds the names of the shapes that failed, where the logs give their IDs alone: one request for each
 * version of a flow. A name that cannot be had is left out.
 */
export async function nameShapes(sender: Sender, failures: LoggedFailure[]): Promise<void> {
	const unnamed = failures.filter(
		({ versionId, shapeId, shapeName }) => versionId && shapeId && !shapeName,
	);
	const versions = Object.entries(groupBy(unnamed, ({ versionId }) => versionId));
	await inBatches(versions, VERSIONS_AT_ONCE, async ([versionId, ofVersion]) => {
		const steps = await stepsOf(sender, { flow_version_id: versionId });
		const names = new Map(steps.map(({ id, name }) => [String(id), name]));
		for (const failure of ofVersion) {
			const name = names.get(String(failure.shapeId));
			if (typeof name === 'string' && name !== '') failure.shapeName = name;
		}
	});
}
