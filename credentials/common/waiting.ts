import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/**
 * A wait is made of shorter ones, since those of n8n-workflow cannot be ended: no timer is left for
 * longer than this. (The timers of AbortSignal.timeout would let a process end that does nothing but
 * wait, such as `n8n execute`.)
 */
const SLICE_MS = 500;

/** Says when something is over; an AbortSignal is one. */
export interface AbortSignalLike {
	readonly aborted: boolean;
	addEventListener(type: 'abort', listener: () => void): void;
	removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * Waits, without holding up the process.
 *
 * @param milliseconds how long
 * @param cancelled ends the wait at once
 * @throws Error when it was cancelled
 */
export async function wait(milliseconds: number, cancelled?: AbortSignalLike): Promise<void> {
	for (let left = milliseconds; left > 0; left -= SLICE_MS) {
		throwIfAborted(cancelled);
		await sleepOr(Math.min(left, SLICE_MS), cancelled);
	}
	throwIfAborted(cancelled);
}

async function sleepOr(milliseconds: number, cancelled?: AbortSignalLike): Promise<void> {
	if (!cancelled) return await sleep(milliseconds);
	await new Promise<void>((resolve) => {
		const end = () => {
			cancelled.removeEventListener('abort', end);
			resolve();
		};
		cancelled.addEventListener('abort', end);
		void sleep(milliseconds).then(end);
	});
}

/** @throws Error when it is over */
export function throwIfAborted(cancelled: AbortSignalLike | undefined): void {
	if (cancelled?.aborted) throw new Error('The execution was cancelled.');
}

/**
 * How long to wait before sending again where the answer does not say: up to 1 s after the first
 * failure and twice as long after each further one, up to 30 s, with full jitter.
 *
 * Follows https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 *
 * @param failures how many there were in a row, from 1
 * @returns milliseconds
 */
export function backoff(failures: number): number {
	return Math.random() * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
}

/**
 * How long an answer asks to wait, given as seconds or as a date. A date is taken relative to the
 * answer's own, so that it does not matter whether the two clocks agree.
 *
 * Follows https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 *
 * @param headers the answer's headers, with lower-case names
 * @returns milliseconds; undefined when the answer does not say, or not in a form there is
 */
export function retryAfterOf(headers: IDataObject): number | undefined {
	const value = String(headers['retry-after'] ?? '').trim();
	if (/^\d{1,9}(\.\d+)?$/.test(value)) return Number(value) * 1000;
	const date = /[a-z]/i.test(value) ? Date.parse(value) : NaN;
	if (Number.isNaN(date)) return undefined;
	const now = Date.parse(String(headers.date ?? ''));
	return Math.max(0, date - (Number.isNaN(now) ? Date.now() : now));
}
