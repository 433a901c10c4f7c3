import type { IDataObject } from 'n8n-workflow';

import { isErrorLog, latestOf, stepIdOf } from '../../api/facts/logs';
import { summariseFailure } from '../../api/failureSummary';
import { inBatches } from '../../api/inBatches';
import type { Sender } from '../../api/sender';
import { flowIdOf } from '../../api/facts/relations';
import type { CauseNote, Failure, NewCausesState } from '../alarms/newCauses';
import { passNewCauses } from '../alarms/newCauses';
import type { RunEvent } from './events';
import type { Settings } from '../triggerSettings';

const SUMMARIES_AT_ONCE = 8;

/** What items say about the cause of a failure, by the event. */
export type Notes = Map<RunEvent, CauseNote | { error: string }>;

/**
 * Leaves of the runs that failed those that are the first of the day with their cause, if the user wants
 * it so. One whose cause cannot be read is left, and its item says why.
 *
 * @param events the first one first
 * @returns the events that are left, what their items say, and what to remember of causes
 */
export async function withNewCausesOnly(
	sender: Sender,
	{ onlyNewCauses, zone }: Settings,
	state: NewCausesState | undefined,
	events: RunEvent[],
): Promise<{ events: RunEvent[]; notes: Notes; state?: NewCausesState }> {
	const notes: Notes = new Map();
	if (!onlyNewCauses) return { events, notes };

	const failed = events.filter(({ name }) => name === 'failed');
	const failures = await inBatches(
		failed,
		SUMMARIES_AT_ONCE,
		async (event) => await failureOf(sender, event),
	);
	const readable = failures.filter((failure): failure is Failure => 'message' in failure);
	const passed = passNewCauses(state ?? {}, readable, zone);
	const noteOf = new Map(readable.map((failure, index) => [failure, passed.notes[index]]));
	const dropped = new Set<RunEvent>();
	for (const [index, failure] of failures.entries()) {
		const note = 'message' in failure ? noteOf.get(failure) : failure;
		if (note) notes.set(failed[index], note);
		else dropped.add(failed[index]);
	}
	return { events: events.filter((event) => !dropped.has(event)), notes, state: passed.state };
}

/** Why a run failed: by the errors in its row, or else by its logs. */
async function failureOf(
	sender: Sender,
	{ run, at }: RunEvent,
): Promise<Failure | { error: string }> {
	const flowId = flowIdOf(run);
	const logs = [run.error_warning_logs ?? run.errorWarningLogs ?? []].flat() as IDataObject[];
	const log = latestOf(logs.filter(isErrorLog));
	if (log) return { at, flowId, stepId: stepIdOf(log), message: String(log.log_message ?? '') };
	return await summariseFailure(sender, run).then(
		({ lastError, reason }): Failure => ({
			at,
			flowId,
			stepId: lastError?.stepId,
			message: lastError?.message ?? reason,
		}),
		({ message }: Error) => ({ error: message }),
	);
}
