import type { IHttpRequestMethods } from 'n8n-workflow';

import { backoff, retryAfterOf } from '../../../credentials/common/waiting';
import type { ApiResponse } from '../errors/apiResponse';
import type { ConcurrencyLimiter, QueueEntry } from './concurrencyLimiter';

/** Why a request was not answered as it should be, if that may pass. */
export type Failure =
	/** 429: Patchworks refused to look at the request. */
	| 'rateLimited'
	/** No connection was made, so nothing was sent. */
	| 'notConnected'
	/** 502, 503, 504: something before Patchworks answered; how far the request got is unknown. */
	| 'unavailable'
	/** The connection was lost or the time was up: how far the request got is unknown. */
	| 'lost';

const READ: IHttpRequestMethods[] = ['GET', 'HEAD'];
const SAME_WHEN_REPEATED: IHttpRequestMethods[] = [...READ, 'PUT', 'DELETE'];
const ALL: IHttpRequestMethods[] = [...SAME_WHEN_REPEATED, 'POST', 'PATCH'];

/** What is sent again after what. Starting a flow twice can ship an order twice. */
export const RETRYABLE_METHODS: Record<Failure, IHttpRequestMethods[]> = {
	rateLimited: ALL,
	notConnected: ALL,
	unavailable: SAME_WHEN_REPEATED,
	lost: SAME_WHEN_REPEATED,
};

const FAILURE_OF_STATUS: Record<number, Failure> = {
	429: 'rateLimited',
	502: 'unavailable',
	503: 'unavailable',
	504: 'unavailable',
};

/** By the code that Node.js, or n8n's HTTP client, gives a failure of the network. */
const FAILURE_OF_CODE: Record<string, Failure> = {
	ECONNREFUSED: 'notConnected',
	EAI_AGAIN: 'notConnected',
	ECONNRESET: 'lost',
	ECONNABORTED: 'lost',
	EPIPE: 'lost',
	ETIMEDOUT: 'lost',
	ERR_BAD_RESPONSE: 'lost',
	ERR_STREAM_PREMATURE_CLOSE: 'lost',
	Z_BUF_ERROR: 'lost',
	Z_DATA_ERROR: 'lost',
};

const TIMEOUTS = ['ECONNABORTED', 'ETIMEDOUT'];

/** A request told "too many" this often is not sent again, even if others get through. */
const MOST_REFUSALS = 20;

/** What a request may spend on being sent again. */
export interface RetryBudget {
	/** How often it is sent again after a failure other than "too many requests"; 0: never at all. */
	retries: number;
	/** How long it is tried, in milliseconds. */
	maximumWaitMs: number;
}

/** That a request is sent again. */
export interface RetryDecision {
	/** Milliseconds to wait before. */
	delay: number;
	/** Whether the limiter is paused that long for all, so that the request only has to take its turn. */
	waitsInQueue: boolean;
}

/** What became of a request before its last answer. */
export interface AttemptStats {
	times: number;
	seconds: number;
	/** How long the last answer asked to wait, where that was more than the budget allows. */
	askedToWaitSeconds?: number;
	/** Whether one that was sent may have been carried out although no answer tells. */
	isFateUnknown: boolean;
}

/** Whether a failure is one that may pass. */
export function failureOf({ status, networkCode }: ApiResponse): Failure | undefined {
	return status === undefined ? FAILURE_OF_CODE[networkCode ?? ''] : FAILURE_OF_STATUS[status];
}

/** The attempts at one request, and whether there is another. */
export class RetryPolicy {
	private times = 0;

	private refusals = 0;

	private generation = 0;

	private sentAt = 0;

	private isFateUnknown = false;

	private askedToWaitMs?: number;

	constructor(
		private readonly method: IHttpRequestMethods,
		private readonly budget: RetryBudget,
		private readonly limiter: ConcurrencyLimiter,
		private readonly entry: QueueEntry,
	) {}

	/** To be called when the request is about to be sent. */
	begin(): void {
		this.times++;
		this.generation = this.limiter.currentGeneration;
		this.sentAt = Date.now();
	}

	/**
	 * Takes note of how an attempt failed, and says whether and when there is another.
	 *
	 * Where there were too many requests, the wait is the limiter's, and time counts from when the limiter last
	 * let any through: a thousand requests take their turn for longer than one may be tried.
	 *
	 * @returns undefined when it must not be sent again, or was tried long enough
	 */
	after(answer: ApiResponse): RetryDecision | undefined {
		const failure = failureOf(answer);
		if (failure === undefined) {
			if (answer.status !== undefined) this.limiter.increase();
			return undefined;
		}
		const asked = retryAfterOf(answer.headers);
		const decision =
			failure === 'rateLimited'
				? this.afterRefusal(answer, asked)
				: this.afterFailure(failure, answer, asked);
		if (this.budget.retries === 0 || !RETRYABLE_METHODS[failure].includes(this.method))
			return undefined;

		const endsAt = decision?.waitsInQueue
			? this.limiter.queueWaitEndsAt(this.entry)
			: this.entry.since + this.budget.maximumWaitMs;
		if (decision && Date.now() + decision.delay > endsAt) {
			this.askedToWaitMs = asked;
			return undefined;
		}
		return decision;
	}

	private afterRefusal(answer: ApiResponse, asked: number | undefined): RetryDecision | undefined {
		// One that may not wait for so long does not hold up those that come after it for so long, either.
		const pause = asked === undefined ? undefined : Math.min(asked, this.budget.maximumWaitMs);
		const delay = Math.max(
			asked ?? 0,
			this.limiter.pause({ at: this.sentAt, generation: this.generation }, answer, pause),
		);
		return ++this.refusals > MOST_REFUSALS ? undefined : { delay, waitsInQueue: true };
	}

	private afterFailure(
		failure: Failure,
		{ networkCode = '' }: ApiResponse,
		asked = 0,
	): RetryDecision | undefined {
		if (failure !== 'notConnected') this.isFateUnknown = true;
		if (TIMEOUTS.includes(networkCode)) this.limiter.reset(this.sentAt);
		else if (failure !== 'unavailable') this.limiter.decrease(this.generation);
		const failures = this.times - this.refusals;
		if (failures > this.budget.retries) return undefined;
		return { delay: Math.max(asked, backoff(failures)), waitsInQueue: false };
	}

	/** What an error has to say about the attempts so far. */
	get attempts(): AttemptStats {
		return {
			times: this.times,
			seconds: (Date.now() - this.entry.since) / 1000,
			...(this.askedToWaitMs && { askedToWaitSeconds: this.askedToWaitMs / 1000 }),
			isFateUnknown: this.isFateUnknown,
		};
	}
}
