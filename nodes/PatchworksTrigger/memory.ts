import type { IDataObject } from 'n8n-workflow';

/**
 * What the trigger remembers from poll to poll.
 *
 * Runs are read from `from` on each time, some minutes of them again and again: those that have
 * started late, or show up late, are then still found. `done` tells them from those already dealt
 * with, so it holds only runs that started since `from`. `open` holds those that have not ended.
 */
export interface Memory {
	/** Runs that started before are not looked at any more, unless they are open; Unix milliseconds. */
	from: number;
	/** Runs that had not ended when last seen: by their ID, when they started in Unix milliseconds. */
	open: Map<string, number>;
	/** Runs that are dealt with: by their ID, when they started in Unix milliseconds. */
	done: Map<string, number>;
	/** Runs that started between these times had to be left out; told with the next item. */
	skipped?: { from: number; to: number };
}

/**
 * How a memory is stored: the IDs joined by commas, by when they started in tens of seconds. Thousands
 * of runs so take a third of the room.
 */
interface StoredMemory extends IDataObject {
	from: number;
	open: Record<string, string>;
	done: Record<string, string>;
	skipped?: { from: number; to: number };
}

const STEP_MS = 10_000;
/** How much the IDs may take. With all around them, what is stored stays below the promised 64 kB. */
const MAX_BYTES = 48_000;
const MAX_OPEN_BYTES = MAX_BYTES / 2;
/** A start takes up to this much besides the IDs of its runs. */
const BYTES_PER_STEP = 15;
/** Patchworks keeps the logs of a run for 7 days; one that is open for longer will not end. */
const MAX_OPEN_MS = 7 * 24 * 3_600_000;

/** The most runs that a memory holds. */
export const MAX_REMEMBERED = 6_000;

/** What n8n kept of the last poll; undefined before the first one. */
export function readMemory({ memory }: IDataObject): Memory | undefined {
	const { from, open, done, skipped } = (memory ?? {}) as Partial<StoredMemory>;
	if (typeof from !== 'number') return undefined;
	return { from, open: unpack(open), done: unpack(done), ...(skipped && { skipped }) };
}

/** Hands a memory to n8n to keep. */
export function writeMemory(staticData: IDataObject, memory: Memory): void {
	const stored: StoredMemory = {
		from: memory.from,
		open: pack(memory.open),
		done: pack(memory.done),
		...(memory.skipped && { skipped: memory.skipped }),
	};
	staticData.memory = stored;
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
 * last run that is forgotten, so that none is taken for a new one.
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
	const kept = newest(recent, MAX_OPEN_BYTES, MAX_REMEMBERED / 2);

	const start = Math.max(memory.from, stepOf(from));
	const done = byStart(memory.done).filter(([, startedAt]) => stepOf(startedAt) >= stepOf(start));
	const room = MAX_BYTES - bytesOf(kept);
	const remembered = newest(done, room, MAX_REMEMBERED - kept.length);
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
		dropped: open.slice(0, open.length - kept.length).map(([id]) => id),
	};
}

type Entry = [id: string, startedAt: number];

function stepOf(time: number): number {
	return Math.floor(time / STEP_MS) * STEP_MS;
}

function byStart(runs: Map<string, number>): Entry[] {
	return [...runs].sort(([, a], [, b]) => a - b);
}

/** The last entries that fit. */
function newest(entries: Entry[], maxBytes: number, maxCount: number): Entry[] {
	let first = entries.length;
	let bytes = 0;
	while (first > 0 && entries.length - first < maxCount) {
		bytes += bytesOf(entries.slice(first - 1, first));
		if (stepOf(entries[first - 1][1]) !== stepOf(entries[first]?.[1] ?? -1))
			bytes += BYTES_PER_STEP;
		if (bytes > maxBytes) break;
		first--;
	}
	return entries.slice(first);
}

function bytesOf(entries: Entry[]): number {
	return entries.reduce((bytes, [id]) => bytes + id.length + 1, 0);
}
