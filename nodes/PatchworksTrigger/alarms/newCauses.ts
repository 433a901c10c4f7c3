import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import type { LoggedFailure } from '../../api/loggedFailure';
import { causeKey, causeOfFailure } from '../../api/loggedFailure';

/** Why a run failed, as far as its logs tell. */
export interface Failure extends LoggedFailure {
	/** When it failed, in Unix milliseconds. */
	at: number;
}

/** What is known of a cause: the day of its last item, the failures since that item, and the time of the last one in Unix seconds. */
type Known = [day: string, unsaid: number, lastSecond: number];

/** By the key of the cause. */
export type NewCausesState = Record<string, Known>;

/** What an item says about the cause of a failure. */
export interface CauseNote extends IDataObject {
	/** Stays the same for the same cause, in failure reports, too. */
	key: string;
	/** The message, with masks for what differs from run to run. */
	message: string;
	/** Whether it is the first failure of this cause that is remembered. */
	isNew: boolean;
	/** How many runs failed so since the item before, this one included. */
	count: number;
}

const MAX_CAUSES = 250;
/** A cause that has not been seen for so long is new when it comes again. */
const REMEMBERED_SECONDS = 7 * 24 * 3_600;

/**
 * Lets each cause through once a day, and counts the failures in between.
 *
 * @param failures the first one first
 * @param zone the time zone that days are counted in
 * @returns for each failure what its item says; undefined for one that gets no item
 */
export function passNewCauses(
	state: NewCausesState,
	failures: Failure[],
	zone: string,
): { state: NewCausesState; notes: Array<CauseNote | undefined> } {
	const known = new Map(Object.entries(state));
	const notes = failures.map((failure): CauseNote | undefined => {
		const message = causeOfFailure(failure);
		const key = causeKey(failure, message);
		const day = DateTime.fromMillis(failure.at, { zone }).toISODate() ?? '';
		const [lastDay, unsaid, lastSecond] = known.get(key) ?? ['', 0, 0];
		const isDue = day > lastDay;
		const seenAt = Math.max(lastSecond, Math.floor(failure.at / 1_000));
		known.set(key, [isDue ? day : lastDay, isDue ? 0 : unsaid + 1, seenAt]);
		return isDue ? { key, message, isNew: lastDay === '', count: unsaid + 1 } : undefined;
	});
	return { state: bounded(known), notes };
}

function bounded(known: Map<string, Known>): NewCausesState {
	const byLastSeen = [...known].sort(([, [, , one]], [, [, , other]]) => other - one);
	const latest = byLastSeen[0]?.[1][2] ?? 0;
	return Object.fromEntries(
		byLastSeen
			.filter(([, [, , lastSecond]]) => latest - lastSecond <= REMEMBERED_SECONDS)
			.slice(0, MAX_CAUSES),
	);
}
