import type { IDataObject } from 'n8n-workflow';

import type { RememberedChoice } from './choice';
import { isSameChoice } from './choice';

/**
 * What the trigger remembers from poll to poll.
 *
 * Runs are read from `recent` on each time, some minutes of them again and again, and an hour of them
 * now and then: those that have started late, or show up late, are then still found. `done` tells them
 * from those already dealt with, so it holds only runs that started since `from`. `open` holds those
 * that have not ended.
 */
export interface Memory {
	/** Runs that started before are not looked at any more, unless they are open; Unix milliseconds. */
	from: number;
	/** From when on runs are read at each poll; those between `from` and it only now and then. Left out where it is `from`. */
	recent?: number;
	/** When all runs since `from` were last read, by n8n's clock in Unix milliseconds. */
	lookedBackAt?: number;
	/** Whether the queue could be read, so that runs may wait in it while it cannot. */
	knowsQueue?: boolean;
	/** When the latest queued run was queued that the log has said to be out of reach; Unix milliseconds. */
	warnedOfQueueTo?: number;
	/** Runs that had not ended when last seen: by their ID, when they started in Unix milliseconds. */
	open: Map<string, number>;
	/** Runs that are dealt with: by their ID, when they started in Unix milliseconds. */
	done: Map<string, number>;
	/** What the user had chosen at the last poll. */
	choice: RememberedChoice;
	/** Changes of the choice since which not all there was before has been gone through, the first one first. */
	changes: Change[];
	/** The last open run that was looked at, where others wait for their turn. */
	lookedAt?: Entry;
	/** Runs that started between these times had to be left out; told with the next item. */
	skipped?: { from: number; to: number };
}

/** A change of what the user chose. What was not chosen before is given only if it happened after. */
export interface Change {
	before: RememberedChoice;
	/** When it was noticed, in Unix milliseconds by Patchworks' clock; Infinity during that poll. */
	until: number;
}

/** A run by its ID, and when it started in Unix milliseconds. */
export type Entry = [id: string, startedAt: number];

/**
 * How a memory is stored: the IDs joined by commas, by when they started in tens of seconds. Thousands
 * of runs so take a third of the room.
 */
interface StoredMemory extends Omit<Memory, 'open' | 'done'> {
	open: Record<string, string>;
	done: Record<string, string>;
}

const STEP_MS = 10_000;
/** How much the IDs may take. With all around them, what is stored stays below the promised 64 kB. */
const MAX_BYTES = 48_000;
const MAX_OPEN_BYTES = MAX_BYTES / 2;
const MAX_CHANGES_BYTES = 8_000;
/** A start takes up to this much besides the IDs of its runs. */
const BYTES_PER_STEP = 15;
/** Patchworks keeps the logs of a run for 7 days; one that is open for longer will not end. */
export const MAX_OPEN_MS = 7 * 24 * 3_600_000;

/** The most runs that a memory holds. */
export const MAX_REMEMBERED = 6_000;
/** The most of them that have not ended. */
export const MAX_OPEN = MAX_REMEMBERED / 2;

/**
 * What n8n kept of the last poll; undefined before the first one.
 *
 * @param choice what counts as chosen at that poll where the memory does not say
 */
export function readMemory(staticData: IDataObject, choice: RememberedChoice): Memory | undefined {
	const stored = (staticData.memory ?? {}) as Partial<StoredMemory>;
	if (typeof stored.from !== 'number') return undefined;
	return {
		choice,
		changes: [],
		...(stored as Partial<StoredMemory> & { from: number }),
		open: unpack(stored.open),
		done: unpack(stored.done),
	};
}

/** Hands a memory to n8n to keep. */
export function writeMemory(staticData: IDataObject, memory: Memory): void {
	staticData.memory = { ...memory, open: pack(memory.open), done: pack(memory.done) };
}

/**
 * Takes note of what the user has chosen by now.
 *
 * @returns whether that is another choice than at the last poll
 */
export function noteChoice(memory: Memory, choice: RememberedChoice): boolean {
	if (isSameChoice(choice, memory.choice)) return false;
	const change = { before: memory.choice, until: Infinity };
	const changes = [...memory.changes, change];
	const isTooMuch = JSON.stringify(changes).length > MAX_CHANGES_BYTES;
	memory.changes = isTooMuch ? [{ ...change, before: { fingerprint: '' } }] : changes;
	memory.choice = choice;
	return true;
}

function pack(runs: Map<string, number>): Record<string, string> {
	const packed: Record<string, string> = {};
	for (const [id, startedAt] of runs) {
		const step = Math.floor(startedAt / STEP_MS);
		packed[step] = step in packed ? `${packed[step]},${id}` : id;
	}
	return packed;
}

function unpack(packed: Record<string, string> = {}): Map<string, number> {
	return new Map(
		Object.entries(packed).flatMap(([step, ids]) =>
			ids.split(',').map((id): [string, number] => [id, Number(step) * STEP_MS]),
		),
	);
}

/**
 * Moves the memory on, and forgets what it then no longer needs.
 *
 * Where more runs are within the window than can be remembered, the window starts later: after the
 * last run that is forgotten, so that none is taken for a new one. An open run that there is no room
 * for counts as dealt with, for the same reason.
 *
 * @param from the new start of the window; one before the present start leaves it where it is
 * @param now the time at Patchworks, in Unix milliseconds
 * @returns the memory, and the IDs of open runs whose end will not be noticed
 */
export function moveOn(
	memory: Memory,
	from: number,
	now: number,
): { memory: Memory; dropped: string[] } {
	const open = byStart(memory.open);
	const recent = open.filter(([, startedAt]) => now - startedAt < MAX_OPEN_MS);
	const kept = newest(recent, MAX_OPEN_BYTES, MAX_OPEN);
	const dropped = open.slice(0, open.length - kept.length);

	const start = Math.max(memory.from, stepOf(from));
	const done = byStart(new Map([...memory.done, ...dropped])).filter(
		([, startedAt]) => stepOf(startedAt) >= stepOf(start),
	);
	const remembered = newest(done, MAX_BYTES - bytesOf(kept), MAX_REMEMBERED - kept.length);
	const forgotten = done.at(-remembered.length - 1);
	const isFull = forgotten !== undefined && remembered.length < done.length;
	const newStart = isFull ? stepOf(forgotten[1]) + STEP_MS : start;

	return {
		memory: {
			...memory,
			from: newStart,
			open: new Map(kept),
			done: new Map(remembered.filter(([, startedAt]) => startedAt >= stepOf(newStart))),
		},
		dropped: dropped.map(([id]) => id),
	};
}

/** A time as it is remembered: the start of its ten seconds. */
export function stepOf(time: number): number {
	return Math.floor(time / STEP_MS) * STEP_MS;
}

/** Runs in the order of their start, and of their IDs where that is the same as far as it is remembered. */
export function byStart(runs: Map<string, number>): Entry[] {
	return [...runs].sort(compareEntries);
}

/** Below 0 when the first one comes earlier in {@link byStart}. */
export function compareEntries([id, startedAt]: Entry, [otherId, otherStart]: Entry): number {
	return stepOf(startedAt) - stepOf(otherStart) || (id < otherId ? -1 : id > otherId ? 1 : 0);
}

/** The last entries that fit. */
function newest(entries: Entry[], maxBytes: number, maxCount: number): Entry[] {
	let first = entries.length;
	let bytes = 0;
	while (first > 0 && entries.length - first < maxCount) {
		bytes += bytesBefore(entries[first - 1], entries[first]);
		if (bytes > maxBytes) break;
		first--;
	}
	return entries.slice(first);
}

function bytesOf(entries: Entry[]): number {
	return entries.reduce((bytes, entry, index) => bytes + bytesBefore(entry, entries[index + 1]), 0);
}

/** What an entry takes before the next one. */
function bytesBefore([id, startedAt]: Entry, next?: Entry): number {
	const isSameStep = next !== undefined && stepOf(next[1]) === stepOf(startedAt);
	return id.length + 1 + (isSameStep ? 0 : BYTES_PER_STEP);
}
