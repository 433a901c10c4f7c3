import pull from 'lodash/pull';
import remove from 'lodash/remove';
import sortedIndexBy from 'lodash/sortedIndexBy';

import type { Ending } from '../../../credentials/common/waiting';
import { backoff, throwIfAborted, wait } from '../../../credentials/common/waiting';
import { Cancellation } from './cancellation';
import type { Answer } from './errors';

/** A request's place in the order of requests, which it keeps when it is sent again. */
export interface Place {
	/** Who drew it earlier goes first. */
	ticket: number;
	/** How many requests may be under way at most, whatever the lane has learned. */
	cap: number;
	/** Since when the request waits or is tried, in milliseconds since 1970. */
	since: number;
	/** For how many milliseconds it waits while the API lets none through. */
	patienceMs: number;
}

interface Waiting {
	place: Place;
	start: () => void;
	giveUp: (refusal: Answer) => void;
}

/** The turn of a request never came: the API let none through for as long as it may wait. */
export class NoTurn extends Error {
	/** @param refusal the API's last answer to another request */
	constructor(readonly refusal: Answer) {
		super('The request was not sent.');
	}
}

/** How long a lane is remembered after its last request, with what it learned. */
const REMEMBERED_MS = 60_000;

/** Lanes of this process: one for each credential and host. */
const lanes = new Map<string, Lane>();

let lastTicket = 0;

/**
 * The lane for the requests of one credential to one host.
 *
 * @param key names the two; must not hold a secret
 */
export function laneFor(key: string): Lane {
	let lane = lanes.get(key);
	if (!lane) {
		for (const [name, known] of lanes) if (known.isForgotten()) lanes.delete(name);
		lane = new Lane();
		lanes.set(key, lane);
	}
	return lane;
}

/** A place at the end of the order of requests. */
export function newPlace(cap: number, patienceMs: number): Place {
	return { ticket: ++lastTicket, cap, since: Date.now(), patienceMs };
}

/**
 * Lets requests through: all at once, until the API says that it is too much. Then half as many, after
 * a pause for all; and with each answer a few more.
 */
export class Lane {
	/** When a request was last answered with anything but "too many requests". */
	lastProgress = 0;

	private underWay = 0;

	private width = Infinity;

	/** Goes up with each narrowing, so that those sent before it do not narrow the lane again. */
	private era = 0;

	private pausedUntil = 0;

	private pausesInARow = 0;

	/** The answer that paused the lane. */
	private refusal?: Answer;

	private lastUse = Date.now();

	private resuming?: Cancellation;

	private readonly queue: Waiting[] = [];

	/**
	 * Waits for the request's turn. Each that entered has to {@link leave}.
	 *
	 * @returns undefined when it is its turn already, so that nothing has to be awaited
	 * @throws NoTurn when the API lets none through for too long, or Error when it was cancelled
	 */
	enter(place: Place, cancelled?: Ending): Promise<void> | undefined {
		throwIfAborted(cancelled);
		if (this.queue.length === 0 && this.hasRoom(place)) {
			this.take();
			return undefined;
		}
		if (this.refusal && this.pausedUntil > this.patienceEndsAt(place)) {
			return Promise.reject(new NoTurn(this.refusal));
		}
		return new Promise((resolve, reject) => {
			const stopListening = () => cancelled?.removeEventListener('abort', cancel);
			const waiting: Waiting = {
				place,
				start: () => {
					stopListening();
					this.take();
					resolve();
				},
				giveUp: (refusal) => {
					stopListening();
					reject(new NoTurn(refusal));
				},
			};
			const cancel = () => {
				pull(this.queue, waiting);
				this.letThrough();
				reject(new Error('The execution was cancelled.'));
			};
			cancelled?.addEventListener('abort', cancel);
			this.queue.splice(sortedIndexBy(this.queue, waiting, ticketOf), 0, waiting);
			this.letThrough();
		});
	}

	/** The era to tell {@link narrow} in which a request was sent. */
	get currentEra(): number {
		return this.era;
	}

	/** Gives the place back after an answer, or when none came. */
	leave(): void {
		this.underWay--;
		this.lastUse = Date.now();
		this.letThrough();
	}

	/** To be called after an answer that is not "too many requests": lets one more through a round. */
	widen(): void {
		this.lastProgress = Date.now();
		this.pausesInARow = 0;
		this.width += 1 / this.width;
	}

	/**
	 * Lets half as many requests through, once for all that were under way together.
	 *
	 * @param era in which the request was sent that shows that it was too much
	 */
	narrow(era: number): void {
		if (era !== this.era) return;
		this.era++;
		this.width = Math.max(1, Math.floor(this.underWay / 2));
	}

	/**
	 * Lets all through, after a request got no answer in time: if nobody else got one either, those
	 * that wait their turn would wait in vain, each for as long.
	 *
	 * @param sentAt when it was sent, in milliseconds since 1970
	 */
	giveUpNarrowing(sentAt: number): void {
		if (this.lastProgress < sentAt) this.width = Infinity;
	}

	/**
	 * Holds up all requests of the lane.
	 *
	 * @param era in which the request was sent that was refused
	 * @param refusal the answer to it
	 * @param milliseconds how long, if the answer said so; else longer each time in a row
	 * @returns how long from now the lane is paused, in milliseconds
	 */
	pause(era: number, refusal: Answer, milliseconds: number | undefined): number {
		const isFirst = era === this.era;
		if (isFirst) this.pausesInARow++;
		this.narrow(era);
		if (isFirst || milliseconds !== undefined) {
			const until = Date.now() + (milliseconds ?? backoff(this.pausesInARow));
			this.pausedUntil = Math.max(this.pausedUntil, until);
			this.refusal = refusal;
			const outOfPatience = remove(
				this.queue,
				({ place }) => this.pausedUntil > this.patienceEndsAt(place),
			);
			for (const waiting of outOfPatience) waiting.giveUp(refusal);
		}
		return Math.max(0, this.pausedUntil - Date.now());
	}

	/** Whether nothing would be lost if the lane were made anew. */
	isForgotten(): boolean {
		return (
			this.underWay === 0 &&
			this.queue.length === 0 &&
			Date.now() > Math.max(this.lastUse + REMEMBERED_MS, this.pausedUntil)
		);
	}

	/** Until when a request waits if the API lets none through, in milliseconds since 1970. */
	patienceEndsAt({ since, patienceMs }: Place): number {
		return Math.max(since, this.lastProgress) + patienceMs;
	}

	private hasRoom({ cap }: Place): boolean {
		return this.underWay < Math.min(Math.floor(this.width), cap) && Date.now() >= this.pausedUntil;
	}

	private take(): void {
		this.underWay++;
		this.lastUse = Date.now();
	}

	private letThrough(): void {
		while (this.queue.length > 0 && this.hasRoom(this.queue[0].place)) this.queue.shift()?.start();
		if (this.queue.length === 0) this.resuming?.abort();
		else if (Date.now() < this.pausedUntil) void this.resumeAfterPause();
	}

	private async resumeAfterPause(): Promise<void> {
		if (this.resuming) return;
		const resuming = new Cancellation();
		this.resuming = resuming;
		// Nobody is left to wait for it when it is aborted.
		await wait(this.pausedUntil - Date.now(), resuming).catch(() => {});
		this.resuming = undefined;
		this.letThrough();
	}
}

function ticketOf({ place }: Waiting): number {
	return place.ticket;
}
