import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { inBatches } from '../Patchworks/operations/inBatches';
import type { Sender } from '../Patchworks/shared/transport';
import { senderOf } from '../Patchworks/shared/transport';
import type { RunEvent } from './events';
import { endEvent, startEvent, startOf } from './events';
import { getRun, isChosen, listOpenRuns, listRuns } from './flowRuns';
import { isDetailed, toItems } from './items';
import type { Memory } from './memory';
import { MAX_REMEMBERED, moveOn, readMemory, writeMemory } from './memory';
import type { Settings } from './settings';
import { settingsOf } from './settings';

const HOUR_MS = 3_600_000;
const MAX_WAIT_MS = 45_000;
/** How far back runs are read again and again. Most runs end within it, so they need no look of their own. */
const WINDOW_MS = 10 * 60_000;
/** Without new runs the window moves on nevertheless, but stays well behind Patchworks' own clock. */
const IDLE_WINDOW_MS = HOUR_MS;
/** The filter may leave out the time it is given, or cut it to whole seconds. */
const FILTER_MARGIN_MS = 1_000;
/** More than a memory holds, so that each poll comes further than the one before. */
const RUNS_PER_POLL = MAX_REMEMBERED + 2_000;
/** What is read of the runs there are at the first activation. */
const LATEST_RUNS = 100;
const DETAILED_EVENTS_PER_POLL = 100;
const OPEN_RUNS_PER_POLL = 200;
const LOOKS_AT_ONCE = 8;
/** From this many on, a list of the runs that go on tells which of them need not be looked at. */
const LOOKS_WORTH_A_LIST = 5;

/**
 * Looks for what happened to flow runs since the last poll.
 *
 * The memory changes only at the very end: a poll that fails is as if it had not been.
 *
 * @returns null when nothing happened
 * @throws NodeApiError when the runs cannot be read
 */
export async function pollFlowRuns(
	functions: IPollFunctions,
): Promise<INodeExecutionData[] | null> {
	const sender = pollingSender(functions);
	const settings = settingsOf(functions);
	const staticData = functions.getWorkflowStaticData('node');
	const known = readMemory(staticData);
	if (!known && settings.pastHours === 0) {
		writeMemory(staticData, await recollect(sender, settings));
		return null;
	}

	const { memory, window, now } = await look(sender, settings, known);
	const looks = await lookAtOpenRuns(functions, sender, settings, memory, window);
	for (const id of looks.gone) memory.open.delete(id);

	const limit = isDetailed(settings) ? DETAILED_EVENTS_PER_POLL : Infinity;
	const taken = takeEvents(memory, settings, [...looks.runs, ...window.rows], limit);
	const isWhole = window.isWhole && !taken.isCut;
	const moved = moveOn(memory, nextStart(memory, window, taken, isWhole, now), now);
	if (moved.dropped.length > 0) {
		functions.logger.warn(
			`Too many flow runs go on for too long. The end of these will not be noticed: ${moved.dropped.join(', ')}`,
		);
	}

	const events = taken.events.sort((a, b) => a.at - b.at);
	const items = await toItems(sender, settings, events);
	if (items.length > 0) tellSkipped(items, moved.memory);
	writeMemory(staticData, moved.memory);
	return items.length > 0 ? items : null;
}

/** A poll does not hold on to a request for minutes: the next poll asks again. */
function pollingSender(functions: IPollFunctions): Sender {
	const sender = senderOf(functions);
	return { ...sender, settings: { ...sender.settings, maximumWaitMs: MAX_WAIT_MS } };
}

/** What the list of runs gave. */
interface Window {
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
	return {
		rows,
		reachedTo: last && startOf(last),
		isWhole: read < RUNS_PER_POLL,
		addsUp: read >= Math.min(total, RUNS_PER_POLL),
		answeredAt,
	};
}

/** Reads the runs since the start of the window, which is moved when a break was longer than is caught up. */
async function look(sender: Sender, settings: Settings, known: Memory | undefined) {
	const memory = known ?? (await recollect(sender, settings));
	const window = await readWindow(sender, settings, memory.from);
	const now = window.answeredAt ?? Date.now();
	const earliest = now - settings.catchUpHours * HOUR_MS;
	if (!known || memory.from >= earliest - WINDOW_MS) return { memory, window, now };

	memory.skipped = { from: memory.skipped?.from ?? memory.from, to: earliest };
	memory.from = earliest;
	return { memory, window: await readWindow(sender, settings, earliest), now };
}

/**
 * Makes the memory of a trigger that has none: it knows the runs there are, so that only what
 * happens from now on is new. With a past, only those are known that started before it.
 */
async function recollect(sender: Sender, settings: Settings): Promise<Memory> {
	const order = { sort: '-started_at' };
	const { rows, read, last, answeredAt } = await listRuns(sender, settings, order, LATEST_RUNS);
	const openRuns = await listOpenRuns(sender, settings, OPEN_RUNS_PER_POLL);
	const now = answeredAt ?? Date.now();
	const newest = Math.min((rows[0] && startOf(rows[0])) ?? now, now);
	const oldest = (read === LATEST_RUNS && last && startOf(last)) || 0;
	const from =
		settings.pastHours > 0
			? now - settings.pastHours * HOUR_MS
			: Math.max(newest - WINDOW_MS, oldest + 1);
	const memory: Memory = { from, open: new Map(), done: new Map() };
	for (const run of [...rows, ...openRuns]) {
		const startedAt = startOf(run) ?? now;
		const isNew = settings.pastHours > 0 && startedAt >= from;
		if (isNew) continue;
		if (!endEvent(run)) memory.open.set(String(run.id), startedAt);
		else if (startedAt >= from) memory.done.set(String(run.id), startedAt);
	}
	return moveOn(memory, from, now).memory;
}

/** Looks at the runs that had not ended and are not in the window: whether they have now. */
async function lookAtOpenRuns(
	functions: IPollFunctions,
	sender: Sender,
	settings: Settings,
	memory: Memory,
	window: Window,
): Promise<{ runs: IDataObject[]; gone: string[] }> {
	const inWindow = new Set(window.rows.map(({ id }) => String(id)));
	let ids = [...memory.open]
		.filter(
			([id, startedAt]) =>
				!inWindow.has(id) && (window.isWhole || startedAt <= (window.reachedTo ?? Infinity)),
		)
		.map(([id]) => id);
	if (ids.length >= LOOKS_WORTH_A_LIST) {
		const goOn = await listOpenRuns(sender, settings, OPEN_RUNS_PER_POLL);
		const stillOpen = new Set(goOn.map(({ id }) => String(id)));
		ids = ids.filter((id) => !stillOpen.has(id));
	}

	const gone: string[] = [];
	const runs = await inBatches(ids.slice(0, OPEN_RUNS_PER_POLL), LOOKS_AT_ONCE, async (id) => {
		try {
			const run = await getRun(sender, settings, id);
			return [{ ...run, id: run.id ?? id }];
		} catch (error) {
			if (error instanceof NodeApiError && error.httpCode === '404') gone.push(id);
			// Any other answer may be better at the next poll: the run stays open.
			else functions.logger.warn(`Flow run ${id} could not be read: ${(error as Error).message}`);
			return [];
		}
	});
	return {
		runs: runs.flat().filter((run) => isChosen(run, settings)),
		gone,
	};
}

/** What of the runs became events, and how far they were gone through. */
interface Taken {
	events: RunEvent[];
	/** The start of the last run gone through, in Unix milliseconds. */
	reachedTo?: number;
	/** Whether runs are left for the next poll. */
	isCut: boolean;
}

/** Turns runs into events and notes in the memory that they are. */
function takeEvents(
	memory: Memory,
	{ wantsStarts, wantedEnds }: Settings,
	runs: IDataObject[],
	limit: number,
): Taken {
	const events: RunEvent[] = [];
	let reachedTo: number | undefined;
	for (const run of runs) {
		if (events.length >= limit) return { events, reachedTo, isCut: true };

		const id = String(run.id);
		const startedAt = startOf(run);
		const wasOpen = memory.open.has(id);
		if (startedAt === undefined || memory.done.has(id)) continue;
		if (startedAt < memory.from && !wasOpen) continue;
		reachedTo = Math.max(reachedTo ?? 0, startedAt);
		if (wantsStarts && !wasOpen) events.push(startEvent(run));

		const end = endEvent(run);
		if (!end) {
			memory.open.set(id, startedAt);
			continue;
		}
		if (wantedEnds.includes(end.name)) events.push(end);
		memory.open.delete(id);
		memory.done.set(id, startedAt);
	}
	return { events, reachedTo, isCut: false };
}

/**
 * Where the window is to start next: some minutes before the latest run that was gone through.
 *
 * A run whose start lies ahead of Patchworks' clock must not take the window with it. And where the
 * pages of the list did not add up, a run may have slipped through between them: the window stays.
 */
function nextStart(
	memory: Memory,
	window: Window,
	taken: Taken,
	isWhole: boolean,
	now: number,
): number {
	if (!window.addsUp) return memory.from;
	const reachedTo = taken.isCut ? taken.reachedTo : window.reachedTo;
	const start = Math.min(reachedTo ?? memory.from, now) - WINDOW_MS;
	const idle = isWhole && window.answeredAt !== undefined ? window.answeredAt - IDLE_WINDOW_MS : 0;
	return Math.max(start, idle);
}

/** Says in the first item that runs had to be left out, and that it has been said in the memory. */
function tellSkipped(items: INodeExecutionData[], memory: Memory): void {
	if (!memory.skipped) return;
	const startedAfter = new Date(memory.skipped.from).toISOString();
	const startedBefore = new Date(memory.skipped.to).toISOString();
	items[0].json.skipped = {
		startedAfter,
		startedBefore,
		message: `The trigger did not run for longer than it catches up. Flow runs that started between ${startedAfter} and ${startedBefore} were left out.`,
	};
	delete memory.skipped;
}
