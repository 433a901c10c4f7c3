import type { IDataObject } from 'n8n-workflow';

/** Retry-After comes in whole seconds, so that the window ends up to this much before. */
export const ROUNDED_UP_MS = 1_000;

/** An end that is known as well as this is known well enough. */
const WELL_KNOWN_MS = 100;

/** From so many requests on, what was let through tells how many a window takes. */
const FEWEST_TO_TELL = 10;

/**
 * What is known of the window in which the API counts requests: how many it takes, and when it ends.
 *
 * The API says so only in part. A refusal with Retry-After tells when the window ends, and with what was
 * let through since its first request, how many it takes and how long it is. X-RateLimit-Remaining, where
 * it comes, tells how many are left. From then on requests wait for the next window instead of being
 * refused. A window that took all it was thought to take is tried with a few more the next time, and
 * whether it ends before the whole second that the API named is tried with one request.
 */
export class RateLimitWindow {
	/** Unix milliseconds; undefined before the first request. */
	private startedAt?: number;

	/** Requests of this window that were not refused, as far as answers tell. */
	private taken = 0;

	private quota = Infinity;

	/** Milliseconds, at most; undefined until the API has told when a window ends. */
	private length?: number;

	/** By how many milliseconds a window may be shorter. */
	private uncertainty = ROUNDED_UP_MS;

	/** The start of the window before, while a request that may be too early is under way. */
	private early?: {
		startedAt: number;
		taken: number;
		quota: number;
		growth: number;
		length?: number;
	};

	private isRefusing = false;

	private growth = 1;

	private lastRemaining?: number;

	/**
	 * Until when no other request fits, in Unix milliseconds.
	 *
	 * @param underWay how many requests have no answer yet
	 * @returns undefined when one fits now, or when there is no telling but by trying
	 */
	fullUntil(now: number, underWay: number): number | undefined {
		const earlyUntil = this.early && this.early.startedAt + (this.early.length ?? 0);
		if (earlyUntil !== undefined && now < earlyUntil) return earlyUntil;
		if (this.taken < this.quota || this.hasEnded(now)) return undefined;
		const { endsAt } = this;
		if (endsAt === undefined) return underWay === 0 ? undefined : Infinity;
		const mayEndAt = endsAt - this.uncertainty / 2;
		if (now < mayEndAt) return mayEndAt;
		return underWay === 0 && this.uncertainty >= WELL_KNOWN_MS ? undefined : endsAt;
	}

	/** When the window ends at the latest, in Unix milliseconds; undefined where that is not known. */
	get endsAt(): number | undefined {
		return this.startedAt === undefined || this.length === undefined
			? undefined
			: this.startedAt + this.length;
	}

	/** Counts a request that is sent. */
	count(now: number): void {
		const { startedAt, taken, quota, growth, endsAt } = this;
		if (startedAt === undefined || this.hasEnded(now)) this.begin(now);
		else if (endsAt !== undefined && taken >= quota) {
			this.begin(now);
			this.early = { startedAt, taken, quota, growth, length: this.length };
		}
		this.taken++;
	}

	/** Takes note of an answer that is no refusal. */
	accept(): void {
		if (!this.early) return;
		this.length = Number(this.startedAt) - this.early.startedAt;
		this.uncertainty /= 2;
		this.early = undefined;
	}

	/** Takes note that a request has come to its end, also one without any answer. */
	settle(): void {
		this.early = undefined;
	}

	/**
	 * Takes note of a refusal.
	 *
	 * @param sentAt when the request was sent that is refused, in Unix milliseconds
	 * @param retryAfterMs when the API takes requests again; undefined if it does not say
	 */
	refuse(now: number, sentAt: number, retryAfterMs: number | undefined): void {
		if (this.early && sentAt >= Number(this.startedAt)) {
			Object.assign(this, this.early);
			this.uncertainty /= 2;
			this.early = undefined;
			return;
		}
		if (this.startedAt === undefined || sentAt < this.startedAt) return;
		this.isRefusing = true;
		this.taken--;
		if (retryAfterMs === undefined) return;
		// Few say little: others may have used the window up, or it may be none.
		if (this.taken < FEWEST_TO_TELL) return;
		this.quota = this.taken;
		this.length = Math.min(now + retryAfterMs, this.endsAt ?? Infinity) - this.startedAt;
	}

	/**
	 * Takes note of what an answer says of the window.
	 *
	 * @param headers the answer's headers, with lower-case names
	 * @param underWay how many other requests have no answer yet
	 */
	read(headers: IDataObject, now: number, underWay: number): void {
		const remaining = Number(headers['x-ratelimit-remaining'] ?? NaN);
		if (!Number.isInteger(remaining) || remaining < 0) return;
		// Answers overtake each other, but no count goes up by more than there are under way in one window.
		if (this.lastRemaining !== undefined && remaining > this.lastRemaining + underWay) {
			this.begin(now);
			this.taken = underWay + 1;
		}
		this.lastRemaining = remaining;
		this.quota = this.taken + Math.max(0, remaining - underWay);
	}

	private begin(now: number): void {
		const wasFull = this.taken >= this.quota;
		if (this.isRefusing) this.growth = 1;
		else if (wasFull) this.quota += this.growth *= 2;
		this.startedAt = now;
		this.taken = 0;
		this.isRefusing = false;
		this.lastRemaining = undefined;
	}

	private hasEnded(now: number): boolean {
		return this.endsAt !== undefined && now >= this.endsAt;
	}
}
