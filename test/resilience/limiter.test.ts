import { Cancellation } from '../../nodes/api/sending/cancellation';
import {
	ConcurrencyLimiter,
	limiterFor,
	newQueueEntry,
	QueueTimeoutError,
} from '../../nodes/api/sending/concurrencyLimiter';

const MANY = 1_000;
const PATIENCE_MS = 60_000;
const WINDOW_MS = 10_000;
const REFUSAL = { status: 429, headers: {}, body: undefined };

let limiter: ConcurrencyLimiter;

beforeEach(() => {
	jest.useFakeTimers();
	limiter = new ConcurrencyLimiter();
});
afterEach(() => {
	jest.useRealTimers();
	jest.restoreAllMocks();
});

/** Lets a request through if there is room for it now, and says whether there was. */
function begins(): boolean {
	const stop = new Cancellation();
	const turn = limiter.acquire(newQueueEntry(MANY, PATIENCE_MS), stop);
	void turn?.catch(() => {});
	if (turn) stop.abort();
	return turn === undefined;
}

/** How many requests begin beside those under way, up to so many. */
function begun(most: number): number {
	let count = 0;
	while (count < most && begins()) count++;
	return count;
}

function answer(times = 1): void {
	for (let count = 0; count < times; count++) {
		limiter.increase();
		limiter.release();
	}
}

/** How many requests are sent, each after the one before was answered, until there is no room. */
function sent(most: number): number {
	let count = 0;
	for (; count < most && begins(); count++) answer();
	return count;
}

/** The request after those that the window took is refused, and the answer says when it ends. */
function refuse(retryAfterMs?: number): void {
	expect(begins()).toBe(true);
	const now = { at: Date.now(), generation: limiter.currentGeneration };
	limiter.pause(now, REFUSAL, retryAfterMs);
	limiter.release();
}

describe('How many requests are under way at once', () => {
	it('are 32 at first, and a fifth of one more with each answer', () => {
		expect(begun(MANY)).toBe(32);
		answer(5);
		expect(begun(MANY)).toBe(6);
	});

	it('are half of those that were when one is lost, however many were lost together', () => {
		begun(MANY);
		const generation = limiter.currentGeneration;
		for (let lost = 0; lost < 3; lost++) {
			limiter.decrease(generation);
			limiter.release();
		}
		for (let count = 0; count < 29; count++) limiter.release();

		expect(begun(MANY)).toBe(16);
	});

	it('are one more after as many answers as there are, once one was lost', () => {
		begun(MANY);
		limiter.decrease(limiter.currentGeneration);
		for (let count = 0; count < 32; count++) limiter.release();

		expect(sent(16)).toBe(16);
		expect(begun(MANY)).toBe(16);
		answer();
		expect(begun(MANY)).toBe(2);
	});

	it('are never none, also where each is lost', () => {
		for (let times = 0; times < 10; times++) {
			expect(begins()).toBe(true);
			limiter.decrease(limiter.currentGeneration);
			limiter.release();
		}
	});

	it('are all that wait once one got no answer in time, and no other did', async () => {
		begun(MANY);
		const sentAt = Date.now();
		const waiting = Array.from({ length: 50 }, async () => {
			await limiter.acquire(newQueueEntry(MANY, PATIENCE_MS));
		});
		await jest.advanceTimersByTimeAsync(5_000);
		limiter.reset(sentAt);
		limiter.release();

		await expect(Promise.all(waiting)).resolves.toHaveLength(50);
	});

	it('stay as they are where one got no answer in time, but others did', async () => {
		begun(MANY);
		const sentAt = Date.now();
		await jest.advanceTimersByTimeAsync(5_000);
		answer(5);
		limiter.reset(sentAt);

		expect(begun(MANY)).toBe(6);
	});
});

describe('A window whose end a refusal tells', () => {
	it('takes as many as the one before, and then each time a few more', async () => {
		expect(sent(10)).toBe(10);
		refuse(WINDOW_MS);

		const counts: number[] = [];
		for (let windows = 0; windows < 4; windows++) {
			await jest.advanceTimersByTimeAsync(WINDOW_MS);
			counts.push(sent(MANY));
		}

		expect(counts).toEqual([10, 12, 16, 24]);
	});

	it('takes no more than before where that was refused', async () => {
		sent(10);
		refuse(WINDOW_MS);
		await jest.advanceTimersByTimeAsync(WINDOW_MS);
		sent(MANY);
		await jest.advanceTimersByTimeAsync(WINDOW_MS);
		sent(10);
		refuse(WINDOW_MS);

		const counts: number[] = [];
		for (let windows = 0; windows < 2; windows++) {
			await jest.advanceTimersByTimeAsync(WINDOW_MS);
			counts.push(sent(MANY));
		}

		expect(counts).toEqual([10, 12]);
	});

	it('lets one that waits for its end through then, also where it refused none itself', async () => {
		sent(10);
		refuse(WINDOW_MS);
		await jest.advanceTimersByTimeAsync(WINDOW_MS);
		sent(MANY);

		let hasTurn = false;
		void limiter.acquire(newQueueEntry(MANY, PATIENCE_MS))?.then(() => (hasTurn = true));
		await jest.advanceTimersByTimeAsync(WINDOW_MS / 2);
		expect(hasTurn).toBe(false);
		await jest.advanceTimersByTimeAsync(WINDOW_MS);

		expect(hasTurn).toBe(true);
	});

	it('is no matter where so few were sent that others may have used it up', async () => {
		sent(9);
		refuse(WINDOW_MS);
		await jest.advanceTimersByTimeAsync(WINDOW_MS);

		expect(sent(100)).toBe(100);
	});

	it('is no matter where the refusal does not tell it', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(1);
		sent(10);
		refuse();
		expect(begins()).toBe(false);
		await jest.advanceTimersByTimeAsync(1_000);

		expect(sent(100)).toBe(100);
	});
});

describe('A window that ends before the whole second that a refusal names', () => {
	/** When the window ends, as far as is known; it began at 0 s, and this one at 10 s. */
	const END_MS = 2 * WINDOW_MS;

	const until = async (ms: number) => await jest.advanceTimersByTimeAsync(ms - passed());
	const passed = () => Date.now() - start;
	let start = 0;

	beforeEach(async () => {
		start = Date.now();
		sent(10);
		refuse(WINDOW_MS);
		await until(WINDOW_MS);
	});

	it('is tried with one request, and is known better once that is answered', async () => {
		sent(10);
		await until(END_MS - 501);
		expect(begins()).toBe(false);
		await until(END_MS - 500);
		expect(begun(MANY)).toBe(1);

		answer();
		expect(sent(MANY)).toBe(11);
		await until(2 * (END_MS - 500) - WINDOW_MS - 251);
		expect(begins()).toBe(false);
		await until(2 * (END_MS - 500) - WINDOW_MS - 250);
		expect(begun(MANY)).toBe(1);
	});

	it('goes on where that one is refused, and the next is tried later', async () => {
		sent(10);
		await until(END_MS - 500);
		refuse(1_000);
		expect(begins()).toBe(false);

		await until(END_MS);
		expect(sent(MANY)).toBe(12);
		await until(END_MS + WINDOW_MS - 251);
		expect(begins()).toBe(false);
		await until(END_MS + WINDOW_MS - 250);
		expect(begins()).toBe(true);
	});

	it('is not tried while another request is under way', async () => {
		sent(9);
		expect(begins()).toBe(true);
		await until(END_MS - 1);
		expect(begins()).toBe(false);
		await until(END_MS);
		expect(begins()).toBe(true);
	});

	it('does not begin anew with each answer that says how many are left', async () => {
		for (const remaining of ['9', '8']) {
			expect(begins()).toBe(true);
			limiter.readHeaders({ 'x-ratelimit-remaining': remaining });
			answer();
			await until(passed() + 2_000);
		}
		expect(sent(MANY)).toBe(8);

		await until(END_MS);
		expect(begins()).toBe(true);
	});
});

describe('An answer that says how many requests are left', () => {
	it('lets through as many, and another once all are answered', async () => {
		expect(begins()).toBe(true);
		limiter.readHeaders({ 'x-ratelimit-remaining': '2' });
		limiter.release();
		expect(begun(2)).toBe(2);
		let hasBegun = false;
		void limiter.acquire(newQueueEntry(MANY, PATIENCE_MS))?.then(() => (hasBegun = true));

		limiter.release();
		await jest.advanceTimersByTimeAsync(1_000);
		expect(hasBegun).toBe(false);

		limiter.release();
		await jest.advanceTimersByTimeAsync(1_000);
		expect(hasBegun).toBe(true);
		expect(begins()).toBe(false);
	});

	it('counts those that are under way among them', () => {
		expect(begun(3)).toBe(3);
		limiter.readHeaders({ 'x-ratelimit-remaining': '5' });
		limiter.release();

		expect(begun(MANY)).toBe(3);
	});

	it.each(['', 'many', '-1', '1.5'])('is not heeded where it says %j', (remaining) => {
		expect(begins()).toBe(true);
		limiter.readHeaders({ 'x-ratelimit-remaining': remaining === '' ? undefined : remaining });
		limiter.release();

		expect(begun(MANY)).toBe(32);
	});

	it('tells of a new window where more are left than before', () => {
		expect(begins()).toBe(true);
		limiter.readHeaders({ 'x-ratelimit-remaining': '1' });
		limiter.release();
		expect(begins()).toBe(true);
		limiter.readHeaders({ 'x-ratelimit-remaining': '20' });
		limiter.release();

		expect(begun(MANY)).toBe(20);
	});
});

describe('A refusal that says how long to wait', () => {
	it('is kept to, and told to the request that was refused', async () => {
		expect(begins()).toBe(true);
		const now = { at: Date.now(), generation: limiter.currentGeneration };
		expect(limiter.pause(now, REFUSAL, 20_000)).toBe(20_000);
		limiter.release();

		await jest.advanceTimersByTimeAsync(19_999);
		expect(begins()).toBe(false);
		await jest.advanceTimersByTimeAsync(1);
		expect(begins()).toBe(true);
	});

	it('is kept to also after many in a row', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(1);
		for (let times = 0; times < 6; times++) {
			refuse(1_500);
			await jest.advanceTimersByTimeAsync(1_500);
		}

		expect(begins()).toBe(true);
	});
});

describe('A request that would wait for longer than it may', () => {
	it('is told at once that it was not sent, and what another was answered', async () => {
		refuse(PATIENCE_MS + 2_000);

		const turn = limiter.acquire(newQueueEntry(MANY, PATIENCE_MS));

		await expect(turn).rejects.toBeInstanceOf(QueueTimeoutError);
		await expect(turn).rejects.toMatchObject({ refusal: REFUSAL });
	});

	it('is told so also while it waits already', async () => {
		const first = { at: Date.now(), generation: limiter.currentGeneration };
		begun(MANY);
		const turn = limiter.acquire(newQueueEntry(MANY, PATIENCE_MS));
		limiter.pause(first, REFUSAL, PATIENCE_MS + 2_000);

		await expect(turn).rejects.toBeInstanceOf(QueueTimeoutError);
	});

	it('may wait from when the last one was answered', async () => {
		const entry = newQueueEntry(MANY, PATIENCE_MS);
		await jest.advanceTimersByTimeAsync(30_000);
		sent(1);
		refuse(PATIENCE_MS);
		let hasBegun = false;
		void limiter.acquire(entry)?.then(() => (hasBegun = true));

		await jest.advanceTimersByTimeAsync(PATIENCE_MS);
		expect(hasBegun).toBe(true);
	});
});

describe('What was learned of a host', () => {
	it('is kept for a minute after the last request, and while one is under way or all are paused', async () => {
		const [idle, busy, paused] = ['idle', 'busy', 'paused'].map(limiterFor);
		busy.acquire(newQueueEntry(MANY, PATIENCE_MS));
		paused.pause({ at: Date.now(), generation: 0 }, REFUSAL, 300_000);
		const known = () => {
			limiterFor(`another-${Date.now()}`);
			return [
				limiterFor('idle') === idle,
				limiterFor('busy') === busy,
				limiterFor('paused') === paused,
			];
		};

		await jest.advanceTimersByTimeAsync(60_000);
		expect(known()).toEqual([true, true, true]);
		await jest.advanceTimersByTimeAsync(1);
		expect(known()).toEqual([false, true, true]);
		busy.release();
		await jest.advanceTimersByTimeAsync(300_000);
		expect(known()).toEqual([false, false, false]);
	});
});

describe('A request that waits for the end of a pause', () => {
	const EARLY_MS = Array.from({ length: 12 }, (_, early) => early);

	it.each(EARLY_MS)(
		'has its turn also where its timer fires %s ms early and the clock moves on while it is read',
		async (early) => {
			jest.spyOn(Math, 'random').mockReturnValue(1);
			refuse();
			const pausedUntil = Date.now() + 1_000;
			let hasTurn = false;
			void limiter.acquire(newQueueEntry(MANY, PATIENCE_MS))?.then(() => (hasTurn = true));
			await jest.advanceTimersByTimeAsync(999 - early);
			expect(hasTurn).toBe(false);

			let now = pausedUntil - early;
			jest.spyOn(Date, 'now').mockImplementation(() => now++);
			await jest.advanceTimersByTimeAsync(60_000);

			expect(hasTurn).toBe(true);
		},
	);
});
