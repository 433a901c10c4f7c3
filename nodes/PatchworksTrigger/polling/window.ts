import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { Sender } from '../../api/sender';
import { startOf } from './events';
import { FILTER_MARGIN_MS, listRuns } from './readRuns';
import type { Entry, Memory } from './memory';
import { byStart, MAX_REMEMBERED } from './memory';
import { assertSameClock } from './readable';
import type { Settings } from '../triggerSettings';

export const HOUR_MS = 3_600_000;
/** How far back runs are read again and again. Most runs end within it, so they need no look of their own. */
export const WINDOW_MS = 10 * 60_000;
/** How far back they are read now and then: a run may show up long after the start that it is given. */
export const LOOK_BACK_MS = 60 * 60_000;
/** Without new runs the window moves on nevertheless, but stays well behind Patchworks' own clock. */
const IDLE_WINDOW_MS = HOUR_MS;
/** More than a memory holds, so that each poll comes further than the one before. */
const RUNS_PER_POLL = MAX_REMEMBERED + 2_000;

/** What the list of runs gave. */
export interface Window {
	/** The chosen runs, the oldest first. */
	rows: IDataObject[];
	/** When the last run that was read started, chosen or not. */
	reachedTo?: number;
	/** Whether every run up to now was read. */
	isWhole: boolean;
	/** Whether the pages had all the runs that Patchworks said they would. */
	addsUp: boolean;
	answeredAt?: number;
}

async function readWindow(sender: Sender, settings: Settings, from: number): Promise<Window> {
	const result = await listRuns(
		sender,
		settings,
		{ 'filter[started_after]': Math.max(0, from - FILTER_MARGIN_MS), sort: 'started_at' },
		RUNS_PER_POLL,
	);
	const { rows, read, last, total = read, answeredAt } = result;
	assertSameClock(sender.functions as IPollFunctions, rows, from);
	return {
		rows,
		reachedTo: last && startOf(last),
		isWhole: read < RUNS_PER_POLL,
		addsUp: read >= Math.min(total, RUNS_PER_POLL),
		answeredAt,
	};
}

/**
 * Reads the runs since the start of the window, which is moved when a break was longer than is caught up.
 *
 * @param isCatchingUp whether there was a poll before
 * @param isLookBack whether to read all that the memory tells to be new
 * @returns what the list gave, and the time at Patchworks in Unix milliseconds
 */
export async function readRecentRuns(
	sender: Sender,
	settings: Settings,
	memory: Memory,
	isCatchingUp: boolean,
	isLookBack: boolean,
) {
	const recent = recentStart(memory);
	const from = isLookBack ? memory.from : recent;
	const window = await readWindow(sender, settings, from);
	const now = window.answeredAt ?? Date.now();
	const earliest = now - settings.catchUpHours * HOUR_MS;
	// Without new runs the window lags behind the last poll by so much.
	if (!isCatchingUp || recent >= earliest - IDLE_WINDOW_MS) return { window, now };

	memory.skipped = { from: memory.skipped?.from ?? recent, to: earliest };
	memory.from = earliest;
	memory.recent = earliest;
	return { window: await readWindow(sender, settings, earliest), now };
}

/** From when on runs are read at each poll, in Unix milliseconds. */
export function recentStart({ from, recent = from }: Memory): number {
	return Math.max(from, recent);
}

/** The runs that had not ended and are not in the window. */
export function openOutsideOf(window: Window, memory: Memory): Entry[] {
	const inWindow = new Set(window.rows.map(({ id }) => String(id)));
	const reachedTo = window.isWhole ? Infinity : (window.reachedTo ?? Infinity);
	return byStart(memory.open).filter(
		([id, startedAt]) => !inWindow.has(id) && startedAt <= reachedTo,
	);
}

/**
 * Where the window is to start next: some minutes before the latest run that was gone through.
 *
 * A run whose start lies ahead of Patchworks' clock must not take the window with it. And where the
 * pages of the list did not add up, a run may have slipped through between them: the window stays.
 *
 * @param from where it starts now, in Unix milliseconds as all times here
 * @param reachedTo the start of the last run that was gone through
 * @param isWhole whether every run was gone through
 */
export function nextStart(
	from: number,
	{ addsUp, answeredAt }: Window,
	reachedTo: number,
	isWhole: boolean,
	now: number,
): number {
	if (!addsUp) return from;
	const start = Math.min(reachedTo, now) - WINDOW_MS;
	const idle = isWhole && answeredAt !== undefined ? answeredAt - IDLE_WINDOW_MS : 0;
	return Math.max(start, idle);
}
