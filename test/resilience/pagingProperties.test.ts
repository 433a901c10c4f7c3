import fc from 'fast-check';
import chunk from 'lodash/chunk';
import uniqBy from 'lodash/uniqBy';
import type { IDataObject } from 'n8n-workflow';

import { pageOf } from '../../nodes/api/lists/envelope';
import { IncompleteList } from '../../nodes/api/lists/listOfRows';
import type { FetchPage } from '../../nodes/api/lists/pagination';
import { fetchRows } from '../../nodes/api/lists/pagination';
import { rows } from './support/setup';

beforeAll(() => {
	jest.useFakeTimers();
});
afterAll(() => {
	jest.useRealTimers();
});

/** What a server says beside the rows of a page. */
const SAYS = {
	'all there is': ({ page, pages, total, size }: Said) => ({
		meta: { current_page: page, last_page: pages, per_page: size, total },
		links: { next: page < pages ? `/list?page=${page + 1}` : null },
	}),
	'the last page': ({ pages }: Said) => ({ meta: { last_page: pages } }),
	'the number of rows': ({ total }: Said) => ({ meta: { total } }),
	'whether there is another': ({ page, pages }: Said) => ({
		links: { next: page < pages ? `/list?page=${page + 1}` : null },
	}),
	'a cursor': ({ page, pages }: Said) => ({
		meta: { next_cursor: page < pages ? `after-${page}` : null },
	}),
	'the size of a page': ({ size }: Said) => ({ meta: { per_page: size } }),
	nothing: () => ({}),
};

interface Said {
	page: number;
	pages: number;
	total: number;
	size: number;
}

interface Change {
	/** How many events after the first answer. */
	after: number;
	/** Where in the list, of 1. */
	at: number;
}

/** A server with a list that it gives in pages, and a network that delivers in any order. */
class ListServer {
	readonly asked: number[] = [];

	/** The last page that an answer named. */
	named = 1;

	/** The rows that have been there all the time. */
	readonly throughout: Set<unknown>;

	private readonly events: Array<() => void> = [];

	private sinceFirst = 0;

	constructor(
		public list: IDataObject[],
		private readonly options: {
			says: keyof typeof SAYS;
			cap: number;
			/** Pages that have no rows, between those that have. */
			gaps?: number[];
			ignoresPage?: boolean;
			change?: 'comes' | 'goes' | 'moves';
			changes?: Change[];
		},
	) {
		this.throughout = new Set(list.map(({ id }) => id));
	}

	readonly fetchPage: FetchPage = async (number, rowsPerPage, cursor) => {
		const page = cursor === undefined ? number : Number(cursor.replace('after-', '')) + 1;
		this.asked.push(page);
		return await new Promise((resolve) => {
			this.events.push(() => {
				const body = this.answer(page, rowsPerPage);
				this.events.push(() => {
					const answered = pageOf(body);
					this.named = Math.max(this.named, answered?.lastPage ?? page + 1);
					resolve(answered ?? { rows: [] });
				});
			});
		});
	};

	/** Lets the events happen, in the order of the draws, until the promise is settled. */
	async run<T>(promise: Promise<T>, draws: number[]): Promise<T> {
		let isSettled = false;
		const settle = () => (isSettled = true);
		promise.then(settle, settle);
		for (let turn = 0; ; turn++) {
			await jest.advanceTimersByTimeAsync(3);
			if (isSettled) return await promise;
			const draw = draws[turn % draws.length];
			const [event] = this.events.splice(draw % this.events.length, 1);
			event();
			if (this.asked.length > 1) this.changeSomething();
		}
	}

	private changeSomething(): void {
		const { change, changes = [] } = this.options;
		this.sinceFirst++;
		for (const { after, at } of changes.filter(({ after }) => after === this.sinceFirst)) {
			const place = Math.floor(at * this.list.length);
			if (change === 'comes') this.list.splice(place, 0, { id: 10_000 + after });
			if (change === 'goes') this.throughout.delete(this.list.splice(place, 1)[0]?.id);
			if (change === 'moves') this.list.unshift(...this.list.splice(place, 1));
		}
	}

	private answer(asked: number, rowsPerPage: number): object {
		const { says, cap, gaps = [], ignoresPage = false } = this.options;
		const page = ignoresPage ? 1 : asked;
		const size = Math.min(cap, rowsPerPage);
		const pages = chunk(this.list, size);
		for (const gap of gaps) if (gap < pages.length) pages.splice(gap, 0, []);
		return {
			data: pages[page - 1] ?? [],
			...SAYS[says]({ page, pages: Math.max(1, pages.length), total: this.list.length, size }),
		};
	}
}

const idsOf = (list: IDataObject[]) => list.map(({ id }) => id);

const someList = fc.integer({ min: 0, max: 60 }).map((size) => rows(1, size));
const cap = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(100));
const draws = fc.array(fc.nat(50), { minLength: 1, maxLength: 60 });
const atOnce = fc.integer({ min: 1, max: 8 });
const wanted = fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 70 }));
const says = fc.constantFrom(...(Object.keys(SAYS) as Array<keyof typeof SAYS>));
const changes = fc.array(
	fc.record({
		after: fc.integer({ min: 1, max: 60 }),
		at: fc.double({ min: 0, max: 0.99, noNaN: true }),
	}),
	{ minLength: 1, maxLength: 4 },
);

describe('A list that does not change', () => {
	it('is given as a whole and in order, whatever the server says of it and gives at once', async () => {
		await fc.assert(
			fc.asyncProperty(someList, says, cap, wanted, atOnce, draws, async (list, ...rest) => {
				const [says, cap, wanted, atOnce, draws] = rest;
				const server = new ListServer(list, { says, cap });

				const given = await server.run(fetchRows(server.fetchPage, wanted, atOnce), draws);

				expect(idsOf(given)).toEqual(idsOf(list).slice(0, wanted));
				expect(new Set(server.asked).size).toBe(server.asked.length);
				expect(Math.max(...server.asked)).toBeLessThanOrEqual(server.named);
			}),
			{ numRuns: 400 },
		);
	});
});

describe('A list with empty pages in the middle', () => {
	const gaps = fc.array(fc.nat(20), { maxLength: 5 });
	// Where an answer says nothing of what follows, an empty page is the end.
	const tells = fc.constantFrom<Array<keyof typeof SAYS>>(
		'all there is',
		'the last page',
		'whether there is another',
		'a cursor',
	);

	it('is given as a whole and in order', async () => {
		await fc.assert(
			fc.asyncProperty(someList, tells, cap, gaps, wanted, atOnce, draws, async (list, ...rest) => {
				const [says, cap, gaps, wanted, atOnce, draws] = rest;
				const server = new ListServer(list, { says, cap, gaps });

				const given = await server.run(fetchRows(server.fetchPage, wanted, atOnce), draws);

				expect(idsOf(given)).toEqual(idsOf(list).slice(0, wanted));
				expect(Math.max(...server.asked)).toBeLessThanOrEqual(server.named);
			}),
			{ numRuns: 300 },
		);
	});
});

describe('A list whose pages are all the first', () => {
	it('ends, as an error where an answer says that there is more', async () => {
		await fc.assert(
			fc.asyncProperty(someList, says, cap, atOnce, draws, async (list, ...rest) => {
				const [says, cap, atOnce, draws] = rest;
				const server = new ListServer(list, { says, cap, ignoresPage: true });
				const isWhole = list.length <= cap;
				const isTold = says !== 'nothing' && says !== 'the size of a page';

				const given = await server
					.run(fetchRows(server.fetchPage, Infinity, atOnce), draws)
					.catch((error: unknown) => error);

				if (isWhole || !isTold) expect(given).toEqual(list.slice(0, cap));
				else expect(given).toBeInstanceOf(IncompleteList);
				expect(server.asked.length).toBeLessThanOrEqual(Math.max(2, server.named));
			}),
			{ numRuns: 200 },
		);
	});
});

describe('A list that rows come to, go from, or move in while it is read', () => {
	const kind = fc.constantFrom('comes' as const, 'goes' as const, 'moves' as const);

	it('gives each row that was there all the time once and in order, or an error', async () => {
		const outcomes = { given: 0, failed: 0 };
		await fc.assert(
			fc.asyncProperty(someList, kind, changes, cap, atOnce, draws, async (list, ...rest) => {
				const [change, changes, cap, atOnce, draws] = rest;
				const server = new ListServer([...list], { says: 'all there is', cap, change, changes });

				const given = await server
					.run(fetchRows(server.fetchPage, Infinity, atOnce), draws)
					.catch((error: unknown) => error);

				expect(Math.max(...server.asked)).toBeLessThanOrEqual(server.named);
				expect(server.asked.length).toBeLessThan(6 * server.named + 10);
				if (given instanceof IncompleteList && change === 'moves') {
					outcomes.failed++;
					return;
				}
				const ids = idsOf(given as IDataObject[]);
				expect(new Set(ids).size).toBe(ids.length);
				const there = ids.filter((id) => server.throughout.has(id));
				if (change === 'moves') expect(new Set(there)).toEqual(server.throughout);
				else expect(there).toEqual([...server.throughout]);
				outcomes.given++;
			}),
			{ numRuns: 600 },
		);
		expect(outcomes.given).toBeGreaterThan(outcomes.failed);
	});

	it('gives no row twice, and ends, whatever the server says', async () => {
		await fc.assert(
			fc.asyncProperty(
				someList,
				says,
				kind,
				changes,
				cap,
				wanted,
				atOnce,
				draws,
				async (list, ...rest) => {
					const [says, change, changes, cap, wanted, atOnce, draws] = rest;
					const server = new ListServer([...list], { says, cap, change, changes });

					const given = await server
						.run(fetchRows(server.fetchPage, wanted, atOnce), draws)
						.catch((error: unknown) => error);

					if (given instanceof IncompleteList) return;
					const ids = idsOf(given as IDataObject[]);
					expect(ids.length).toBeLessThanOrEqual(wanted);
					expect(new Set(ids).size).toBe(ids.length);
				},
			),
			{ numRuns: 300 },
		);
	});
});

describe('Rows of one page', () => {
	it('are all given unless they are equal', async () => {
		const row = fc.record({ id: fc.nat(3), type: fc.constantFrom('a', 'b'), value: fc.nat(1) });
		await fc.assert(
			fc.asyncProperty(fc.array(row, { maxLength: 30 }), draws, async (list, draws) => {
				const server = new ListServer(list, { says: 'all there is', cap: 100 });
				const given = await server.run(fetchRows(server.fetchPage, Infinity), draws);
				expect(given).toEqual(uniqBy(list, (row) => JSON.stringify(row)));
			}),
			{ numRuns: 200 },
		);
	});
});

describe('A page that fails', () => {
	it('has none asked for behind it, however slow an earlier one is', async () => {
		const pages = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
		const fetchPage: FetchPage = async (page) =>
			await new Promise((resolve, reject) => {
				pages.set(page, {
					resolve: () => resolve({ rows: rows(page, page), lastPage: 50 }),
					reject,
				});
			});
		const given = fetchRows(fetchPage, Infinity, 8).catch((error: unknown) => error);
		pages.get(1)?.resolve();
		await jest.advanceTimersByTimeAsync(10);

		pages.get(5)?.reject(new Error('Bad Request'));
		await jest.advanceTimersByTimeAsync(10);
		for (const page of [3, 4, 6, 7, 8, 9]) pages.get(page)?.resolve();
		await jest.advanceTimersByTimeAsync(10);

		expect([...pages.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
		pages.get(2)?.resolve();
		expect(await given).toEqual(new Error('Bad Request'));
	});
});
