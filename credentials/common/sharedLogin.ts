import type { StoredLogin } from './login';
import type { AbortSignalLike } from './waiting';

/**
 * A login under way for which any number of items and executions wait. It goes on until it is done, or
 * until none is left that waits.
 */
export class SharedLogin {
	readonly result: Promise<StoredLogin>;

	private readonly stop = new AbortController();

	/** By what cancels them, since many items share one execution; `undefined` for those that nothing cancels. */
	private readonly waiting = new Map<AbortSignalLike | undefined, Promise<never>>();

	/** @param request logs in; it has to end when it is told to */
	constructor(request: (cancelled: AbortSignal) => Promise<StoredLogin>) {
		this.result = request(this.stop.signal);
		this.result.catch(() => {});
	}

	/** Whether it was ended because nobody waits any more. */
	get isAbandoned(): boolean {
		return this.stop.signal.aborted;
	}

	/**
	 * Waits for the login.
	 *
	 * @throws what the login throws; an error with the code `ERR_CANCELED` when the one who waits is cancelled
	 */
	async join(cancelled?: AbortSignalLike): Promise<StoredLogin> {
		return await Promise.race([this.result, this.leaving(cancelled)]);
	}

	private leaving(cancelled: AbortSignalLike | undefined): Promise<never> {
		const known = this.waiting.get(cancelled);
		if (known) return known;

		const left = new Promise<never>((_, reject) => {
			const leave = () => {
				this.waiting.delete(cancelled);
				if (this.waiting.size === 0) this.stop.abort();
				reject(cancellation());
			};
			const forget = () => cancelled?.removeEventListener('abort', leave);
			cancelled?.addEventListener('abort', leave);
			this.result.then(forget, forget);
		});
		left.catch(() => {});
		this.waiting.set(cancelled, left);
		return left;
	}
}

/** The error of n8n's HTTP client for a request that was cancelled. */
export function cancellation(): Error {
	return Object.assign(new Error('The execution was cancelled.'), { code: 'ERR_CANCELED' });
}
