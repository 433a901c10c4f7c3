import type {
	IExecuteData,
	IExecuteFunctions,
	IExecuteSingleFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import type { AbortSignalLike } from '../../../credentials/common/waiting';

/**
 * What ends requests and waits at once. Any number of them may listen; an AbortSignal takes more than
 * ten for a leak and says so in the log.
 */
export class Cancellation implements AbortSignalLike {
	aborted = false;

	private readonly listeners = new Set<() => void>();

	/** @param parent ends this one, too, until it is aborted itself */
	constructor(private readonly parent?: AbortSignalLike) {
		if (parent?.aborted) this.aborted = true;
		else parent?.addEventListener('abort', this.abort);
	}

	readonly abort = (): void => {
		this.parent?.removeEventListener('abort', this.abort);
		this.aborted = true;
		const listeners = [...this.listeners];
		this.listeners.clear();
		for (const listener of listeners) listener();
	};

	addEventListener(_type: 'abort', listener: () => void): void {
		this.listeners.add(listener);
	}

	removeEventListener(_type: 'abort', listener: () => void): void {
		this.listeners.delete(listener);
	}
}

/** By the run of a node, which all its items share. */
const cancellations = new WeakMap<IExecuteData, Cancellation>();

/**
 * What ends when the execution is cancelled.
 *
 * n8n 2.41 gives a declarative node no signal for that. But it runs the handlers for the end of the
 * execution as soon as it is cancelled.
 *
 * @returns undefined where there is no execution, as in the editor
 */
export function cancellationOf(
	functions: IExecuteFunctions | IExecuteSingleFunctions | ILoadOptionsFunctions | IPollFunctions,
): AbortSignalLike | undefined {
	if (!('getExecuteData' in functions)) return undefined;
	const signal = functions.getExecutionCancelSignal();
	if (signal) return signal;

	const run = functions.getExecuteData();
	let cancellation = cancellations.get(run);
	if (!cancellation) {
		cancellation = new Cancellation();
		cancellations.set(run, cancellation);
		functions.onExecutionFinish?.(cancellation.abort);
	}
	return cancellation;
}
