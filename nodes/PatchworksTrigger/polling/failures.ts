import { flowIdOf } from '../../api/facts/relations';
import { inBatches } from '../../api/inBatches';
import {
	lastMessageOf,
	logsIn,
	nameShapes,
	readLastMessage,
	versionIdOf,
} from '../../api/loggedFailure';
import type { Sender } from '../../api/sender';
import type { CauseNote, Failure, NewCausesState } from '../alarms/newCauses';
import { passNewCauses } from '../alarms/newCauses';
import type { RunEvent } from './events';
import type { Settings } from '../triggerSettings';

const LOGS_AT_ONCE = 8;

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
		LOGS_AT_ONCE,
		async (event) => await failureOf(sender, event),
	);
	const readable = failures.filter((failure): failure is Failure => 'at' in failure);
	await nameShapes(sender, readable);
	const passed = passNewCauses(state ?? {}, readable, zone);
	const noteOf = new Map(readable.map((failure, index) => [failure, passed.notes[index]]));
	const dropped = new Set<RunEvent>();
	for (const [index, failure] of failures.entries()) {
		const note = 'at' in failure ? noteOf.get(failure) : failure;
		if (note) notes.set(failed[index], note);
		else dropped.add(failed[index]);
	}
	return { events: events.filter((event) => !dropped.has(event)), notes, state: passed.state };
}

/** Why a run failed: by the errors and warnings in its row, or else by its log. */
async function failureOf(
	sender: Sender,
	{ run, at }: RunEvent,
): Promise<Failure | { error: string }> {
	const failure: Failure = { at, flowId: flowIdOf(run), versionId: versionIdOf(run) };
	const logs = logsIn(run);
	if (logs) return { ...failure, ...lastMessageOf(logs) };
	return await readLastMessage(sender, String(run.id)).then(
		(last) => ({ ...failure, ...last }),
		({ message }: Error) => ({ error: message }),
	);
}
