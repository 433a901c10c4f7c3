import { log } from '../../api/companyLabel';
import type { Sender } from '../../api/sender';
import type { RememberedChoice } from './choice';
import { endEvent, startOf } from './events';
import { assertFilters, listOpenRuns, listRuns } from './readRuns';
import type { Memory } from './memory';
import { MAX_OPEN, MAX_OPEN_MS, moveOn } from './memory';
import type { Settings } from '../triggerSettings';
import { HOUR_MS, LOOK_BACK_MS, WINDOW_MS } from './window';

/** What is read of the runs there are at the first activation. */
const LATEST_RUNS = 100;
/** How many IDs a line in the log names. */
const IDS_IN_LOG = 20;

/**
 * Makes the memory of a trigger that has none: it knows the runs there are, so that only what
 * happens from now on is new. With a past, only those are known that started before it.
 *
 * @throws NodeApiError when the runs cannot be read
 */
export async function recollect(
	sender: Sender,
	settings: Settings,
	choice: RememberedChoice,
): Promise<Memory> {
	const order = { sort: '-started_at' };
	const { rows, read, last, answeredAt } = await listRuns(sender, settings, order, LATEST_RUNS);
	const now = answeredAt ?? Date.now();
	if (read === 0) await assertFilters(sender, settings);
	const goingOn = await listAllOpenRuns(sender, settings, now);
	const newest = Math.min((rows[0] && startOf(rows[0])) ?? now, now);
	const oldest = (read === LATEST_RUNS && last && startOf(last)) || 0;
	const from =
		settings.pastHours > 0
			? now - settings.pastHours * HOUR_MS
			: Math.max(newest - LOOK_BACK_MS, oldest + 1);
	const memory: Memory = {
		from,
		...(settings.pastHours === 0 && { recent: newest - WINDOW_MS }),
		lookedBackAt: Date.now(),
		open: new Map(),
		done: new Map(),
		choice,
		changes: [],
	};
	for (const run of [...rows, ...goingOn.rows]) {
		const startedAt = startOf(run) ?? now;
		const isNew = settings.pastHours > 0 && startedAt >= from;
		if (isNew) continue;
		if (!endEvent(run)) memory.open.set(String(run.id), startedAt);
		else if (startedAt >= from) memory.done.set(String(run.id), startedAt);
	}
	const moved = moveOn(memory, from, now);
	await warnOfUnnoticed(sender, moved.dropped, goingOn.unread);
	return moved.memory;
}

/** The chosen runs that go on, the latest first, and how many there are beyond those that are read. */
async function listAllOpenRuns(sender: Sender, settings: Settings, now: number) {
	const qs = { 'filter[started_after]': now - MAX_OPEN_MS, sort: '-started_at' };
	const { rows, read, total = read } = await listOpenRuns(sender, settings, qs, MAX_OPEN);
	return { rows, unread: Math.max(0, total - read) };
}

/**
 * Gets to know the runs that go on after the user has chosen others. Those in the window are taken
 * from there, since they may have started only now.
 *
 * @returns how many are beyond what can be known
 * @throws NodeApiError when they cannot be read
 */
export async function learnOpenRuns(
	sender: Sender,
	settings: Settings,
	memory: Memory,
	now: number,
) {
	const { rows, unread } = await listAllOpenRuns(sender, settings, now);
	for (const run of rows) {
		const startedAt = startOf(run) ?? now;
		if (startedAt < memory.from && !endEvent(run)) memory.open.set(String(run.id), startedAt);
	}
	return unread;
}

/**
 * Says in the log which runs' end will not be noticed.
 *
 * @param dropped the IDs of runs that are not remembered
 * @param unread how many were not read at most
 */
export async function warnOfUnnoticed(
	sender: Sender,
	dropped: string[],
	unread: number,
): Promise<void> {
	const count = dropped.length + unread;
	if (count === 0) return;
	const named = dropped.slice(0, IDS_IN_LOG);
	if (named.length < count) named.push('…');
	await log(
		sender,
		'warn',
		`Flow runs whose end will not be noticed, since they have gone on for more than 7 days or are more than can be remembered: ${unread > 0 ? 'up to ' : ''}${count} (${named.join(', ')})`,
	);
}
