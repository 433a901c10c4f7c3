import fc from 'fast-check';

import { Cancellation } from '../../nodes/api/sending/cancellation';
import type { QueueEntry } from '../../nodes/api/sending/concurrencyLimiter';
import {
	ConcurrencyLimiter,
	newQueueEntry,
	QueueTimeoutError,
} from '../../nodes/api/sending/concurrencyLimiter';

/** What happens to requests, in any order. Numbers choose among those there are. */
type Step =
	| { do: 'ask'; cap: number }
	| { do: 'answer'; which: number; remaining?: number }
	| { do: 'refuse'; which: number; retryAfterMs?: number }
	| { do: 'lose'; which: number }
	| { do: 'cancel'; which: number; more: number }
	| { do: 'pass'; ms: number };

const which = fc.nat(50);
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({ do: fc.constant('ask' as const), cap: fc.constantFrom(1, 3, 50) }),
	},
	{
		weight: 5,
		arbitrary: fc.record(
			{ do: fc.constant('answer' as const), which, remaining: fc.nat(40) },
			{ requiredKeys: ['do', 'which'] },
		),
	},
	{
		weight: 2,
		arbitrary: fc.record(
			{
				do: fc.constant('refuse' as const),
				which,
				retryAfterMs: fc.constantFrom(0, 1_000, 20_000),
			},
			{ requiredKeys: ['do', 'which'] },
		),
	},
	fc.record({ do: fc.constant('lose' as const), which }),
	fc.record({ do: fc.constant('cancel' as const), which, more: fc.nat(5) }),
	fc.record({ do: fc.constant('pass' as const), ms: fc.nat(30_000) }),
);

interface Request {
	entry: QueueEntry;
	stop: Cancellation;
	state: 'waiting' | 'under way' | 'done' | 'cancelled' | 'timed out';
	sent: { at: number; generation: number };
}

const REFUSAL = { status: 429, headers: {}, body: undefined };
const PATIENCE_MS = 60_000;

/** Plays requests against the limiter, and holds after each step what has to be true. */
class Story {
	readonly limiter = new ConcurrencyLimiter();

	readonly requests: Request[] = [];

	async play(one: Step): Promise<void> {
		if (one.do === 'ask') this.ask(one.cap);
		if (one.do === 'pass') await jest.advanceTimersByTimeAsync(one.ms);
		if (one.do === 'cancel') this.cancel(one.which, one.more);
		if (one.do === 'answer')
			this.end(one.which, ({ limiter }) => {
				const { remaining } = one;
				if (remaining !== undefined) {
					limiter.readHeaders({ 'x-ratelimit-remaining': String(remaining) });
				}
				limiter.increase();
			});
		if (one.do === 'lose')
			this.end(one.which, ({ limiter }, { sent }) => limiter.decrease(sent.generation));
		if (one.do === 'refuse')
			this.end(one.which, ({ limiter }, { sent }) =>
				limiter.pause(sent, REFUSAL, one.retryAfterMs),
			);
		await jest.advanceTimersByTimeAsync(0);
		this.check();
	}

	/** Answers what is under way, and lets time go by, until nothing waits any more. */
	async finish(): Promise<void> {
		for (let turn = 0; turn < 500 && this.in('waiting', 'under way').length > 0; turn++) {
			while (this.in('under way').length > 0) this.end(0, ({ limiter }) => limiter.increase());
			await jest.advanceTimersByTimeAsync(5_000);
			this.check();
		}
		expect(this.in('waiting', 'under way')).toEqual([]);
	}

	private in(...states: Array<Request['state']>): Request[] {
		return this.requests.filter(({ state }) => states.includes(state));
	}

	private ask(cap: number): void {
		const request: Request = {
			entry: newQueueEntry(cap, PATIENCE_MS),
			stop: new Cancellation(),
			state: 'waiting',
			sent: { at: 0, generation: 0 },
		};
		this.requests.push(request);
		const begin = () => {
			const earlier = this.in('waiting').filter(
				({ entry }) => entry.sequence < request.entry.sequence,
			);
			expect(earlier).toEqual([]);
			request.state = 'under way';
			request.sent = { at: Date.now(), generation: this.limiter.currentGeneration };
		};
		const turn = this.limiter.acquire(request.entry, request.stop);
		if (!turn) begin();
		else {
			turn.then(begin, (error: unknown) => {
				request.state = error instanceof QueueTimeoutError ? 'timed out' : 'cancelled';
			});
		}
	}

	private end(chosen: number, tell: (story: this, request: Request) => unknown): void {
		const underWay = this.in('under way');
		if (underWay.length === 0) return;
		const request = underWay[chosen % underWay.length];
		tell(this, request);
		request.state = 'done';
		this.limiter.release();
	}

	/** As when an item has failed: all after it are cancelled, one after the other. */
	private cancel(chosen: number, more: number): void {
		const waiting = this.in('waiting');
		const underWay = this.in('under way').length;
		for (const { stop } of waiting.slice(chosen % (waiting.length || 1)).slice(0, more + 1))
			stop.abort();
		expect(this.in('under way')).toHaveLength(underWay);
	}

	private check(): void {
		for (const { state, stop } of this.requests) {
			if (stop.aborted) expect(['cancelled', 'timed out']).toContain(state);
		}
		const underWay = this.in('under way');
		const caps = underWay.map(({ entry }) => entry.cap);
		// A request with a higher cap may have joined those of a lower one, and not the other way round.
		expect(underWay.length).toBeLessThanOrEqual(Math.max(0, ...caps));
	}
}

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

describe('Whatever happens to requests', () => {
	it('they begin in their order, never too many, none that was cancelled; and each comes to an end', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
				const story = new Story();
				for (const one of steps) await story.play(one);
				await story.finish();
			}),
			{ numRuns: 150 },
		);
	});
});

describe('A request that is cancelled while it waits', () => {
	it('lets no other begin that is about to be cancelled, too', async () => {
		const limiter = new ConcurrencyLimiter();
		const first = newQueueEntry(1, PATIENCE_MS);
		expect(limiter.acquire(first)).toBeUndefined();
		const run = new Cancellation();
		const begun: number[] = [];
		const others = [1, 2, 3].map(async (number) => {
			// The last may share the limiter with more, so that it had room were the others gone.
			await limiter.acquire(
				newQueueEntry(number === 1 ? 1 : 50, PATIENCE_MS),
				new Cancellation(run),
			);
			begun.push(number);
		});

		run.abort();
		await Promise.allSettled(others);
		await jest.advanceTimersByTimeAsync(1_000);

		expect(begun).toEqual([]);
	});
});

describe('A window that the API told of', () => {
	it('is kept to: those that do not fit wait for the next, and none is refused', async () => {
		const limiter = new ConcurrencyLimiter();
		const begunAt: number[] = [];
		const start = Date.now();
		const ask = (): boolean => {
			const stop = new Cancellation();
			const turn = limiter.acquire(newQueueEntry(50, PATIENCE_MS), stop);
			void turn?.catch(() => {});
			if (turn) stop.abort();
			else begunAt.push(Date.now() - start);
			return turn === undefined;
		};
		for (let sent = 0; sent < 20; sent++) {
			expect(ask()).toBe(true);
			limiter.increase();
			limiter.release();
		}
		expect(ask()).toBe(true);
		limiter.pause({ at: Date.now(), generation: limiter.currentGeneration }, REFUSAL, 10_000);
		limiter.release();

		await jest.advanceTimersByTimeAsync(5_000);
		expect(ask()).toBe(false);
		await jest.advanceTimersByTimeAsync(5_000);
		let sent = 0;
		while (ask()) {
			sent++;
			limiter.increase();
			limiter.release();
		}
		expect(sent).toBeGreaterThanOrEqual(20);
		expect(sent).toBeLessThanOrEqual(24);
	});

	it('is tried before its end with one request, which holds up no other when its answer is lost', async () => {
		const limiter = new ConcurrencyLimiter();
		for (let sent = 0; sent < 20; sent++) {
			limiter.acquire(newQueueEntry(50, PATIENCE_MS));
			limiter.increase();
			limiter.release();
		}
		limiter.acquire(newQueueEntry(50, PATIENCE_MS));
		limiter.pause({ at: Date.now(), generation: limiter.currentGeneration }, REFUSAL, 10_000);
		limiter.release();
		const fill = () => {
			for (let sent = 0; sent < 40; sent++) {
				const stop = new Cancellation();
				const turn = limiter.acquire(newQueueEntry(50, PATIENCE_MS), stop);
				void turn?.catch(() => {});
				if (turn) return stop.abort();
				limiter.increase();
				limiter.release();
			}
		};
		await jest.advanceTimersByTimeAsync(10_000);
		fill();

		await jest.advanceTimersByTimeAsync(9_600);
		expect(limiter.acquire(newQueueEntry(50, PATIENCE_MS))).toBeUndefined();
		const next = limiter.acquire(newQueueEntry(50, PATIENCE_MS));
		expect(next).toBeDefined();
		limiter.release();
		await expect(next).resolves.toBeUndefined();
	});

	it('does not shorten a longer wait that the API asks for', () => {
		const limiter = new ConcurrencyLimiter();
		for (let sent = 0; sent < 21; sent++) limiter.acquire(newQueueEntry(50, PATIENCE_MS));
		const sent = { at: Date.now(), generation: limiter.currentGeneration };
		limiter.pause(sent, REFUSAL, 10_000);

		expect(limiter.pause(sent, REFUSAL, 40_000)).toBeGreaterThanOrEqual(39_000);
	});

	it.each([0, 10, 200])('is backed off from where Retry-After says %s ms', (retryAfterMs) => {
		jest.spyOn(Math, 'random').mockReturnValue(0.9);
		const limiter = new ConcurrencyLimiter();
		limiter.acquire(newQueueEntry(50, PATIENCE_MS));
		const sent = { at: Date.now(), generation: limiter.currentGeneration };
		expect(limiter.pause(sent, REFUSAL, retryAfterMs)).toBeGreaterThanOrEqual(900);
		jest.restoreAllMocks();
	});
});
