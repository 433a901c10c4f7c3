import { refuse } from './answers';
import type { Clock } from '../state/clock';

/** So many requests in so many milliseconds, per credential. */
export interface RateLimit {
	requests: number;
	windowMs: number;
}

/** Counts requests as Laravel's throttle does: a window opens with the first request and closes after its time. */
export class RateLimiter {
	private readonly windows = new Map<string, { opened: number; count: number }>();

	constructor(
		private readonly clock: Clock,
		public limit: RateLimit | undefined,
	) {}

	/**
	 * Counts a request.
	 *
	 * @returns the headers that tell the caller where it stands
	 * @throws Refusal with 429 and Retry-After when the caller is over its limit
	 */
	count(caller: string): Record<string, string> {
		if (!this.limit) return {};
		const { requests, windowMs } = this.limit;
		const now = this.clock.now();
		let window = this.windows.get(caller);
		if (!window || now >= window.opened + windowMs) {
			window = { opened: now, count: 0 };
			this.windows.set(caller, window);
		}
		window.count += 1;
		const remaining = Math.max(0, requests - window.count);
		const headers = {
			'x-ratelimit-limit': String(requests),
			'x-ratelimit-remaining': String(remaining),
		};
		if (window.count <= requests) return headers;
		const wait = Math.ceil((window.opened + windowMs - now) / 1000);
		throw refuse(429, 'Too Many Attempts.', undefined, { ...headers, 'retry-after': String(wait) });
	}
}
