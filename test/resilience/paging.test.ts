import { sleep } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { createEngine } from '../support/harness/patchworks';
import type { Behaviour } from './support/faultyServer';
import { FaultyServer, json } from './support/faultyServer';
import {
	GET_ALL,
	pageOf,
	rows,
	runAgainst,
	together,
	tokens,
	until,
	withLogin,
} from './support/setup';

let engine: Engine;
let server: FaultyServer;

beforeAll(async () => {
	engine = await createEngine();
	server = await FaultyServer.start();
	jest.spyOn(Math, 'random').mockReturnValue(0.02);
});
afterAll(async () => {
	jest.restoreAllMocks();
	await server.close();
});

/** A list of so many full pages, which answers each page with a function of its number. */
function list(answer: (page: number) => Behaviour): Behaviour {
	return async (response, request) => {
		await answer(Number(request.query.get('page')))(response, request);
	};
}

const hundred = (page: number) => rows(100 * page - 99, 100 * page);
const firstOf = (pages: number) => json(200, pageOf(hundred(1), pages));
const asked = () => server.requests.map(({ query }) => Number(query.get('page')));
const ids = (items: Array<{ id?: unknown }>) => items.map(({ id }) => id);

/** Reads logs, which are a list within an operation. */
const SUMMARY = {
	resource: 'flowRun',
	operation: 'getFailureSummary',
	flowRunId: { __rl: true, mode: 'id', value: '1' },
};

describe('The pages of a list', () => {
	it('come in order, eight at a time, whatever order they are answered in', async () => {
		const others = together(
			8,
			list((page) => async (response, request) => {
				if (page % 2 === 0) await sleep(40);
				await json(200, pageOf(hundred(page), 20))(response, request);
			}),
		);
		await server.plan(list((page) => (page === 1 ? firstOf(20) : others)));

		const { items, output, error } = await runAgainst(engine, server, GET_ALL);

		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(ids(rows(1, 2_000)));
		expect(output[1_999].pairedItem).toEqual({ item: 0 });
		expect(asked().sort((a, b) => a - b)).toEqual(rows(1, 20).map(({ id }) => id));
		expect(others.most).toBe(8);
	});

	it.each([
		[250, [1, 2, 3], '100'],
		[100, [1], '100'],
		[30, [1], '30'],
		[900, [1, 2, 3, 4, 5, 6, 7, 8, 9], '100'],
	])('are no more than a limit of %d needs', async (limit, pages, rowsPerPage) => {
		await server.plan(
			list((page) => async (response, request) => {
				const size = Number(request.query.get('per_page'));
				// Time for those to come that are not needed.
				if (page > 1) await sleep(100);
				await json(200, pageOf(rows(size * (page - 1) + 1, size * page), 50))(response, request);
			}),
		);

		const { items } = await runAgainst(engine, server, { ...GET_ALL, returnAll: false, limit });

		expect(ids(items)).toEqual(ids(rows(1, limit)));
		expect(asked().sort((a, b) => a - b)).toEqual(pages);
		expect(server.requests[0].query.get('per_page')).toBe(rowsPerPage);
	});

	it('are not held up by one that is slow', async () => {
		await server.plan(
			list((page) => async (response, request) => {
				while (page === 2 && asked().length < 20) await sleep(5);
				await json(200, pageOf(hundred(page), 20))(response, request);
			}),
		);

		const { items } = await runAgainst(engine, server, GET_ALL);

		expect(ids(items)).toEqual(ids(rows(1, 2_000)));
	});

	it('are as many at once as the option says', async () => {
		const others = together(
			3,
			list((page) => json(200, pageOf(hundred(page), 10))),
		);
		await server.plan(list((page) => (page === 1 ? firstOf(10) : others)));
		await runAgainst(engine, server, { ...GET_ALL, requestHandling: { pagesAtOnce: 3 } });
		expect(others.most).toBe(3);
	});

	it('give a row that moves to the next page once', async () => {
		await server.plan(
			list((page) =>
				json(200, pageOf(page === 1 ? rows(1, 100) : rows(100 * page - 100, 100 * page - 1), 3)),
			),
		);
		const { items } = await runAgainst(engine, server, GET_ALL);
		expect(ids(items)).toEqual(ids(rows(1, 299)));
	});

	it('make up for such a row when there is a limit', async () => {
		await server.plan(
			list((page) =>
				json(200, pageOf(page === 1 ? rows(1, 100) : rows(100 * page - 100, 100 * page - 1), 9)),
			),
		);
		const { items } = await runAgainst(engine, server, {
			...GET_ALL,
			returnAll: false,
			limit: 200,
		});
		expect(ids(items)).toEqual(ids(rows(1, 200)));
		expect(asked()).toEqual([1, 2, 3]);
	});

	it('end where the list has become shorter', async () => {
		await server.plan(
			list((page) => json(200, pageOf(page > 4 ? [] : hundred(page), page > 4 ? 4 : 30))),
		);
		const { items } = await runAgainst(engine, server, GET_ALL);
		expect(ids(items)).toEqual(ids(rows(1, 400)));
		expect(server.requests.length).toBeLessThanOrEqual(4 + 8);
	});

	it('are those that the first answer named, also when the list grows', async () => {
		await server.plan(list((page) => json(200, pageOf(hundred(page), 2 + page))));
		const { items } = await runAgainst(engine, server, GET_ALL);
		expect(ids(items)).toEqual(ids(rows(1, 300)));
		expect(asked().sort()).toEqual([1, 2, 3]);
	});

	it('are all given where they are more than a function of JavaScript takes arguments', async () => {
		await server.plan(list((page) => json(200, pageOf(hundred(page), 1_300))));
		const { items } = await runAgainst(engine, server, GET_ALL);
		expect(items).toHaveLength(130_000);
		expect(items.at(-1)?.id).toBe(130_000);
	});

	it('do not go on for ever when every page is the same', async () => {
		await server.plan(list(() => json(200, pageOf(hundred(1), 12))));
		const { error } = await runAgainst(engine, server, GET_ALL);
		expect(error?.message).toBe('Patchworks gives the same rows on each page of the list.');
		expect(server.requests.length).toBeLessThanOrEqual(12);
	});

	it('are read until one is empty where nothing is said of the end', async () => {
		await server.plan(
			list((page) => json(200, pageOf([hundred(1), hundred(2), rows(201, 210)][page - 1] ?? []))),
		);
		const { items } = await runAgainst(engine, server, GET_ALL);
		expect(ids(items)).toEqual(ids(rows(1, 210)));
		expect(asked()).toEqual([1, 2, 3, 4]);
	});

	it('do not go on for ever when every page is the same and none is named the last', async () => {
		await server.plan(list(() => json(200, pageOf(hundred(1)))));
		const { items } = await runAgainst(engine, server, GET_ALL);
		expect(ids(items)).toEqual(ids(rows(1, 100)));
		expect(asked()).toEqual([1, 2]);
	});

	it('do not go on for ever when rows have no ID and every page is the same', async () => {
		const codes = rows(1, 100).map(({ id }) => ({ code: `C${String(id)}` }));
		await server.plan(list(() => json(200, pageOf(codes))));
		const { items, error } = await runAgainst(engine, server, GET_ALL);
		expect(error).toBeUndefined();
		expect(items).toEqual(codes);
		expect(asked()).toEqual([1, 2]);
	});

	it('are an error when they would go on for ever, with always other rows', async () => {
		let time = 0;
		await server.plan(
			list(
				() => (response, request) => json(200, [{ code: 'A', time: ++time }])(response, request),
			),
		);
		const { items, error } = await runAgainst(engine, server, GET_ALL);
		expect(error?.message).toBe('The list has not ended after 1000 pages.');
		expect(error?.description).toMatch("turn off 'Return All' and set a 'Limit'");
		expect(items).toEqual([]);
		expect(server.requests).toHaveLength(1_000);
	});

	it('are no more than a limit needs where nothing is said of the end', async () => {
		await server.plan(list((page) => json(200, pageOf(hundred(page)))));
		const { items } = await runAgainst(engine, server, {
			...GET_ALL,
			returnAll: false,
			limit: 250,
		});
		expect(ids(items)).toEqual(ids(rows(1, 250)));
		expect(asked()).toEqual([1, 2, 3]);
	});
});

describe('The pages of a list of 150 rows, of which the server gives 50 at once', () => {
	const fifty = (page: number) => rows(50 * page - 49, 50 * page);
	const nextOf = (page: number) =>
		page < 3 ? `https://elsewhere.example.com/list?page=${page + 1}` : null;

	it.each<[string, (page: number) => object]>([
		[
			'only links say that there are more',
			(page) => ({ data: fifty(page), links: { next: nextOf(page) } }),
		],
		[
			'it is Laravel’s simple paginator',
			(page) => ({
				current_page: page,
				data: fifty(page),
				next_page_url: nextOf(page),
				per_page: 50,
			}),
		],
		['only their number is told', (page) => ({ data: fifty(page), meta: { total: 150 } })],
		[
			'the last page is told',
			(page) => ({ data: fifty(page), meta: { last_page: 3, per_page: 50, total: 150 } }),
		],
	])('are all asked for where %s', async (_, answer) => {
		await server.plan(list((page) => json(200, answer(page))));

		const { items, error } = await runAgainst(engine, server, GET_ALL);

		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(ids(rows(1, 150)));
		expect(asked()).toEqual([1, 2, 3]);
	});

	it('are all asked for where only their size is told, or nothing at all', async () => {
		const data = (page: number) => (page > 3 ? [] : fifty(page));
		for (const meta of [{ per_page: 50 }, {}]) {
			await server.plan(list((page) => json(200, { data: data(page), meta })));
			const { items } = await runAgainst(engine, server, GET_ALL);
			expect(ids(items)).toEqual(ids(rows(1, 150)));
			expect(asked()).toEqual([1, 2, 3, 4]);
		}
	});

	it('end at a page that is not full where its size is told', async () => {
		await server.plan(
			list((page) =>
				json(200, { data: page === 3 ? rows(101, 149) : fifty(page), meta: { per_page: 50 } }),
			),
		);
		const { items } = await runAgainst(engine, server, GET_ALL);
		expect(ids(items)).toEqual(ids(rows(1, 149)));
		expect(asked()).toEqual([1, 2, 3]);
	});

	it('are asked for by the cursor that the page before gives', async () => {
		const cursors = [null, 'two', 'three'];
		await server.plan(async (response, request) => {
			const page = cursors.indexOf(request.query.get('cursor')) + 1;
			const next = { next_cursor: cursors[page] ?? null };
			await json(200, { data: fifty(page), meta: next })(response, request);
		});

		const { items } = await runAgainst(engine, server, GET_ALL);

		expect(ids(items)).toEqual(ids(rows(1, 150)));
		expect(server.requests.map(({ query }) => query.get('cursor'))).toEqual(cursors);
		expect(asked()).toEqual([1, 0, 0]);
	});
});

describe('A list', () => {
	const NINE = (page: number) => ({ last_page: 9, total: 900, current_page: page });

	it('goes on behind an empty page in the middle, and is an error when rows were missing there', async () => {
		await server.plan(
			list((page) => json(200, { data: page === 3 ? [] : hundred(page), meta: NINE(page) })),
		);

		const { items, error } = await runAgainst(engine, server, GET_ALL);

		expect(error?.message).toBe('Patchworks says that the list has 900 rows, but gave only 800.');
		expect(items).toEqual([]);
		expect(asked().sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
	});

	it('goes on behind an empty page in the middle that lacks no row', async () => {
		await server.plan(
			list((page) =>
				json(200, { data: page === 3 ? [] : hundred(page), meta: { ...NINE(page), total: 800 } }),
			),
		);
		const { items, error } = await runAgainst(engine, server, GET_ALL);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(800);
	});

	it('has the rows behind an empty page where there is a limit', async () => {
		await server.plan(
			list((page) => json(200, { data: page === 3 ? [] : hundred(page), meta: NINE(page) })),
		);
		const { items, error } = await runAgainst(engine, server, {
			...GET_ALL,
			returnAll: false,
			limit: 450,
		});
		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(ids([...rows(1, 200), ...rows(301, 550)]));
	});

	it('has all rows of a page, also those that share an ID', async () => {
		const data = [
			{ id: 1, type: 'flow' },
			{ id: 1, type: 'connector' },
			{ id: 2, key: 'a' },
			{ id: 2, key: 'b' },
			{ id: 2, key: 'b' },
		];
		await server.plan(json(200, pageOf(data, 1)));
		const { items } = await runAgainst(engine, server, GET_ALL);
		expect(items).toEqual(data.slice(0, 4));
	});

	it('has the rows that moved behind its last page while it was read', async () => {
		// Before page 2 is read, another row comes in front.
		await server.plan(
			list((page) =>
				json(200, {
					data:
						page === 1
							? hundred(1)
							: page > 3
								? [{ id: 300 }]
								: rows(100 * page - 100, 100 * page - 1),
					meta: page === 1 ? { last_page: 3, total: 300 } : { last_page: 4, total: 301 },
				}),
			),
		);
		const { items } = await runAgainst(engine, server, GET_ALL);
		expect(ids(items)).toEqual(ids(rows(1, 300)));
		expect(asked()).toEqual([1, 2, 3, 4]);
	});

	it('has the rows that moved to a page that was read already', async () => {
		// Before page 2 is read, row 5 goes away, so that row 101 is on page 1 now.
		let wasRead = false;
		await server.plan(
			list((page) => {
				const all = rows(1, 300).filter(({ id }) => !wasRead || id !== 5);
				wasRead = true;
				return json(200, {
					data: all.slice(100 * page - 100, 100 * page),
					meta: { last_page: 3, total: all.length },
				});
			}),
		);
		const { items, error } = await runAgainst(engine, server, GET_ALL);
		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(ids(rows(1, 300)));
	});

	it('is an error where rows moved and some of them cannot be found', async () => {
		// Ties in the order fall out differently from page to page.
		await server.plan(
			list((page) =>
				json(200, {
					data: page === 1 ? hundred(1) : [{ id: 50 }, ...rows(102, 200)],
					meta: { last_page: 2, total: 200 },
				}),
			),
		);
		const { error } = await runAgainst(engine, server, GET_ALL);
		expect(error?.message).toBe('Patchworks says that the list has 200 rows, but gave only 199.');
		expect(error?.description).toMatch('Rows may have moved between its pages');
	});

	it('is an error where each page is the first although more are said to be there', async () => {
		for (const more of [{ meta: { last_page: 3 } }, { links: { next: '/list?page=2' } }]) {
			await server.plan(list(() => json(200, { data: hundred(1), ...more })));
			const { error } = await runAgainst(engine, server, GET_ALL);
			expect(error?.message).toBe('Patchworks gives the same rows on each page of the list.');
		}
	});

	it.each<[string, unknown]>([
		['one object', { data: { id: 1, name: 'Orders' } }],
		['nothing in place of the rows', { data: null }],
		['an object without rows', { message: 'Welcome' }],
		['a number', 7],
	])('that is %s is an error', async (_, body) => {
		await server.plan(json(200, body));
		const { items, error } = await runAgainst(engine, server, GET_ALL);
		expect(error?.message).toBe(
			`${server.host} answered with something other than a list (HTTP 200).`,
		);
		expect(items).toEqual([]);
	});

	it.each(['={{ null }}', '={{ $json.nothing }}', ''])(
		'with the limit %j is an error, and nothing is sent',
		async (limit) => {
			await server.plan(json(200, pageOf(rows(1, 15), 10)));
			const { error } = await runAgainst(engine, server, { ...GET_ALL, returnAll: false, limit });
			expect(error?.message).toBe("'Limit' is empty [item 0]. Nothing was sent.");
			expect(server.requests).toEqual([]);
		},
	);
});

describe('A page that fails', () => {
	it('fails the item and says which page it was, without going on with the others', async () => {
		await server.plan(
			list((page) =>
				page === 5 ? json(500, { message: 'Server Error' }) : json(200, pageOf(hundred(page), 200)),
			),
		);
		const { items, error } = await runAgainst(engine, server, GET_ALL);
		expect(error?.message).toBe('Server Error');
		expect(error?.description).toMatch(/^This was page 5 of the list\./);
		expect(items).toEqual([]);
		expect(server.requests.length).toBeLessThan(30);
	});

	it.each([
		['of a list', GET_ALL],
		['of the logs that a summary reads', SUMMARY],
	])('ends the other pages %s, also those that would be asked for again', async (_, parameters) => {
		let hasFailed = false;
		await server.plan(
			list((page) => async (response, request) => {
				if (page === 0) return await json(200, { data: { id: 1, status: 3 } })(response, request);
				if (page === 1) return await firstOf(50)(response, request);
				await until(() => (page === 2 ? asked().includes(9) : hasFailed));
				const [status, message] = page === 2 ? [400, 'Bad Request'] : [503, 'Unavailable'];
				return await json(status, { message })(response, request);
			}),
		);

		const { error } = await runAgainst(engine, server, parameters);

		expect(error?.message).toBe('Bad Request');

		const sent = server.requests.length;
		hasFailed = true;
		// Longer than the others would have waited, with what is drawn for it here.
		for (let waits = 0; waits < 5; waits++) {
			await sleep(50);
			await server.settled();
		}
		expect(server.requests).toHaveLength(sent);
	});

	it('is asked for again, and the rows stay in order', async () => {
		const failed = new Set<number>();
		await server.plan(
			list((page) => {
				const isFirstTime = !failed.has(page);
				failed.add(page);
				return page % 3 === 0 && isFirstTime
					? json(503, { message: 'Unavailable' })
					: json(200, pageOf(hundred(page), 12));
			}),
		);
		const { items, error } = await runAgainst(engine, server, GET_ALL);
		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(ids(rows(1, 1_200)));
		expect(server.requests).toHaveLength(12 + 4);
	});
});

describe('The token of a user', () => {
	const AS_USER = { ...GET_ALL, authentication: 'oAuth' };
	const logins = () => server.requests.filter(({ path }) => path === '/fabric/api/login').length;

	it('is renewed once when it is refused in the middle of a list', async () => {
		await server.plan(
			withLogin(
				tokens(),
				list((page) => async (response, request) => {
					const isOld = request.headers.authorization === 'Bearer token-1';
					await (
						page > 3 && isOld
							? json(401, { message: 'Unauthenticated.' })
							: json(200, pageOf(hundred(page), 30))
					)(response, request);
				}),
			),
		);
		const { items, error } = await runAgainst(engine, server, AS_USER);
		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(ids(rows(1, 3_000)));
		expect(logins()).toBe(2);
	});

	it('is renewed before it expires between two pages, so that none is refused', async () => {
		// With 2 s of lifetime, it is renewed after 1.8 s. A page takes 0.12 s by this clock.
		let time = Date.now();
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => time);
		const issued = new Map<string, number>();
		let refused = 0;
		await server.plan(
			withLogin(
				async (response, request) => {
					const token = `token-${issued.size + 1}`;
					issued.set(`Bearer ${token}`, time);
					await json(200, { token, expires_in: 2 })(response, request);
				},
				list((page) => async (response, request) => {
					const age = time - (issued.get(request.headers.authorization) ?? 0);
					if (age >= 2_000) refused++;
					time += 120;
					await json(age >= 2_000 ? 401 : 200, pageOf(hundred(page), 20))(response, request);
				}),
			),
		);
		const { items, error } = await runAgainst(engine, server, {
			...AS_USER,
			requestHandling: { pagesAtOnce: 1 },
		});
		clock.mockRestore();
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2_000);
		expect(refused).toBe(0);
		expect(logins()).toBe(2);
	});
});
