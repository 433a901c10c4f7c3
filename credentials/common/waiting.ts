import type { IDataObject } from 'n8n-workflow';

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/**
 * Waits, without holding up the process.
 *
 * @param milliseconds how long
 * @param cancelled ends the wait at once
 * @throws the signal's reason when it was cancelled
 */
export async function wait(milliseconds: number, cancelled?: AbortSignal): Promise<void> {
	cancelled?.throwIfAborted();
	const over = linkedTo(AbortSignal.timeout(Math.ceil(Math.max(0, milliseconds))), cancelled);
	await new Promise<void>((resolve) => {
		over.signal.addEventListener('abort', () => resolve(), { once: true });
	});
	cancelled?.throwIfAborted();
}

/**
 * A controller that aborts as soon as one of the signals does.
 *
 * Abort it when it is no longer needed: that takes its listeners off the signals. (What
 * `AbortSignal.any` gives can be collected as garbage before it fires, in Node.js 20.)
 */
export function linkedTo(...signals: Array<AbortSignal | undefined>): AbortController {
	const controller = new AbortController();
	for (const signal of signals) {
		if (signal?.aborted) controller.abort(signal.reason);
		signal?.addEventListener('abort', () => controller.abort(signal.reason), {
			signal: controller.signal,
		});
	}
	return controller;
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
