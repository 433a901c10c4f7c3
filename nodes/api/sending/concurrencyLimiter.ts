import pull from 'lodash/pull';
import remove from 'lodash/remove';
import sortedIndexBy from 'lodash/sortedIndexBy';

import type { IDataObject } from 'n8n-workflow';

import type { AbortSignalLike } from '../../../credentials/common/waiting';
import { backoff, throwIfAborted, wait } from '../../../credentials/common/waiting';
import { Cancellation } from './cancellation';
import type { ApiResponse } from '../errors/apiResponse';
import { RateLimitWindow, ROUNDED_UP_MS } from './rateLimitWindow';

/** A request's entry in the order of requests, which it keeps when it is sent again. */
export interface QueueEntry {
	/** Who drew it earlier goes first. */
	sequence: number;
	/** How many requests may be under way at most, whatever the limiter has learned. */
	cap: number;
	/** Since when the request waits or is tried, in milliseconds since 1970. */
	since: number;
	/** For how many milliseconds it waits while the API lets none through. */
	maxQueueWaitMs: number;
}

interface WaitingEntry {
	entry: QueueEntry;
	start: () => void;
	giveUp: (refusal: ApiResponse) => void;
}

/** The turn of a request never came: the API let none through for as long as it may wait. */
export class QueueTimeoutError extends Error {
	/** @param refusal the API's last answer to another request */
	constructor(readonly refusal: ApiResponse) {
		super('The request was not sent.');
	}
}

/** How many requests may be under way before anything is known of the API. */
const FIRST_WIDTH = 32;
/**
 * By how much that grows with each answer until the API refuses one. As the requests under way then are
 * refused, too, they have to stay well below those that it has let through.
 */
const FIRST_GROWTH = 0.2;

/** A pause that the API asks for and that is shorter counts as none that it asked for. */
const SHORTEST_PAUSE_MS = 1_000;

/** How long a limiter is remembered after its last request, with what it learned. */
const REMEMBERED_MS = 60_000;

/** Limiters of this process: one for each credential and host. */
const limiters = new Map<string, ConcurrencyLimiter>();

let lastSequence = 0;

/**
 * The limiter for the requests of one credential to one host.
 *
 * @param key names the two; must not hold a secret
 */
export function limiterFor(key: string): ConcurrencyLimiter {
	let limiter = limiters.get(key);
	if (!limiter) {
		for (const [name, known] of limiters) if (known.isForgotten()) limiters.delete(name);
		limiter = new ConcurrencyLimiter();
		limiters.set(key, limiter);
	}
	return limiter;
}

/** An entry at the end of the order of requests. */
export function newQueueEntry(cap: number, maxQueueWaitMs: number): QueueEntry {
	return { sequence: ++lastSequence, cap, since: Date.now(), maxQueueWaitMs };
}

/**
 * Lets requests through: some at once, and more with each answer, until the API says that it is too much.
 * Then half as many, after a pause for all; and no more in a window than the API takes, as far as that is
 * known.
 */
export class ConcurrencyLimiter {
	/** When a request was last answered with anything but "too many requests". */
	lastProgress = 0;

	private underWay = 0;

	private width = FIRST_WIDTH;

	private readonly window = new RateLimitWindow();

	/** Goes up with each decrease, so that those sent before it cause no other. */
	private generation = 0;

	private pausedUntil = 0;

	private pausesInARow = 0;

	/** The answer that paused the limiter. */
	private refusal?: ApiResponse;

	private lastUse = Date.now();

	private resuming?: Cancellation;

	private readonly queue: WaitingEntry[] = [];

	/**
	 * Waits for the request's turn. Each that entered has to {@link release}.
	 *
	 * @returns undefined when it is its turn already, so that nothing has to be awaited
	 * @throws QueueTimeoutError when the API lets none through for too long, or Error when it was cancelled
	 */
	acquire(entry: QueueEntry, cancelled?: AbortSignalLike): Promise<void> | undefined {
		throwIfAborted(cancelled);
		if (this.queue.length === 0 && this.hasRoom(entry)) {
			this.take();
			return undefined;
		}
		if (this.refusal && this.blockedUntil() > this.queueWaitEndsAt(entry)) {
			return Promise.reject(new QueueTimeoutError(this.refusal));
		}
		return new Promise((resolve, reject) => {
			const stopListening = () => cancelled?.removeEventListener('abort', cancel);
			const waiting: WaitingEntry = {
				entry,
				start: () => {
					stopListening();
					this.take();
					resolve();
				},
				giveUp: (refusal) => {
					stopListening();
					reject(new QueueTimeoutError(refusal));
				},
			};
			const cancel = () => {
				// Others may be about to be cancelled, too, so that none is started for it.
				pull(this.queue, waiting);
				if (this.queue.length === 0) this.resuming?.abort();
				reject(new Error('The execution was cancelled.'));
			};
			cancelled?.addEventListener('abort', cancel);
			this.queue.splice(sortedIndexBy(this.queue, waiting, sequenceOf), 0, waiting);
			this.startWaiting();
		});
	}

	/** The generation to tell {@link decrease} in which a request was sent. */
	get currentGeneration(): number {
		return this.generation;
	}

	/** Gives the entry back after an answer, or when none came. */
	release(): void {
		this.underWay--;
		this.lastUse = Date.now();
		this.window.settle();
		this.startWaiting();
	}

	/** To be called after an answer that is not "too many requests": more may be under way from now on. */
	increase(): void {
		this.lastProgress = Date.now();
		this.pausesInARow = 0;
		this.window.accept();
		this.width += this.generation === 0 ? FIRST_GROWTH : 1 / this.width;
	}

	/**
	 * Takes note of what an answer says of the rate limit. To be called before {@link release}.
	 *
	 * @param headers the answer's headers, with lower-case names
	 */
	readHeaders(headers: IDataObject): void {
		this.window.read(headers, Date.now(), this.underWay - 1);
	}

	/**
	 * Lets half as many requests through, once for all that were under way together.
	 *
	 * @param generation in which the request was sent that shows that it was too much
	 */
	decrease(generation: number): void {
		if (generation !== this.generation) return;
		this.generation++;
		this.width = Math.max(1, Math.floor(this.underWay / 2));
	}

	/**
	 * Lets all through, after a request got no answer in time: if nobody else got one either, those
	 * that wait their turn would wait in vain, each for as long.
	 *
	 * @param sentAt when it was sent, in milliseconds since 1970
	 */
	reset(sentAt: number): void {
		if (this.lastProgress < sentAt) this.width = Infinity;
	}

	/**
	 * Holds up all requests of the limiter.
	 *
	 * @param sent when the request that was refused was sent, and in which generation
	 * @param refusal the answer to it
	 * @param milliseconds how long, if the answer said so; else longer each time in a row
	 * @returns how long from now the limiter is paused, in milliseconds
	 */
	pause(
		{ at, generation }: { at: number; generation: number },
		refusal: ApiResponse,
		milliseconds: number | undefined,
	): number {
		const isFirst = generation === this.generation;
		if (isFirst) this.pausesInARow++;
		this.decrease(generation);
		this.window.refuse(Date.now(), at, milliseconds);
		if (isFirst || milliseconds !== undefined) {
			const asked = Date.now() + this.pauseFor(milliseconds);
			// Retry-After is rounded up to whole seconds; what it asks for beyond that is kept to.
			const atTheLeast = milliseconds ? asked - ROUNDED_UP_MS : asked;
			const until = Math.max(atTheLeast, Math.min(asked, this.window.endsAt ?? asked));
			this.pausedUntil = Math.max(this.pausedUntil, until);
			this.refusal = refusal;
			this.giveUpOverdue(refusal);
		}
		return Math.max(0, this.pausedUntil - Date.now());
	}

	/** Whether nothing would be lost if the limiter were made anew. */
	isForgotten(): boolean {
		return (
			this.underWay === 0 &&
			this.queue.length === 0 &&
			Date.now() > Math.max(this.lastUse + REMEMBERED_MS, this.pausedUntil)
		);
	}

	/** Until when a request waits if the API lets none through, in milliseconds since 1970. */
	queueWaitEndsAt({ since, maxQueueWaitMs }: QueueEntry): number {
		return Math.max(since, this.lastProgress) + maxQueueWaitMs;
	}

	private hasRoom({ cap }: QueueEntry, now = Date.now()): boolean {
		return (
			this.underWay < Math.min(Math.floor(this.width), cap) &&
			now >= this.pausedUntil &&
			this.window.fullUntil(now, this.underWay) === undefined
		);
	}

	/** Until when no request is let through, in milliseconds since 1970, as far as that is known. */
	private blockedUntil(now = Date.now()): number {
		const fullUntil = this.window.fullUntil(now, this.underWay) ?? 0;
		return Math.max(this.pausedUntil, fullUntil === Infinity ? 0 : fullUntil);
	}

	/** An API that asks to be left alone for no time at all is left alone nevertheless. */
	private pauseFor(milliseconds: number | undefined): number {
		if (milliseconds !== undefined && milliseconds >= SHORTEST_PAUSE_MS) return milliseconds;
		return Math.max(milliseconds ?? 0, backoff(this.pausesInARow));
	}

	private giveUpOverdue(refusal: ApiResponse): void {
		const until = this.blockedUntil();
		const overdue = remove(this.queue, ({ entry }) => until > this.queueWaitEndsAt(entry));
		for (const waiting of overdue) waiting.giveUp(refusal);
	}

	private take(): void {
		this.underWay++;
		this.lastUse = Date.now();
		this.window.count(this.lastUse);
	}

	private startWaiting(): void {
		// One time for all: were a pause to end between two looks at the clock, nobody would be woken.
		const now = Date.now();
		while (this.queue[0] && this.hasRoom(this.queue[0].entry, now)) this.queue.shift()?.start();
		if (this.queue.length > 0 && this.refusal) this.giveUpOverdue(this.refusal);
		if (this.queue.length === 0) this.resuming?.abort();
		else if (now < this.blockedUntil(now)) void this.resumeLater();
	}

	private async resumeLater(): Promise<void> {
		if (this.resuming) return;
		const resuming = new Cancellation();
		this.resuming = resuming;
		// Nobody is left to wait for it when it is aborted.
		await wait(this.blockedUntil() - Date.now(), resuming).catch(() => {});
		this.resuming = undefined;
		this.startWaiting();
	}
}

function sequenceOf({ entry }: WaitingEntry): number {
	return entry.sequence;
}
