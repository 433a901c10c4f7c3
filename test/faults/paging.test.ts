import { sleep } from 'n8n-workflow';

import type { Engine } from '../harness/engine';
import { createEngine } from '../harness/patchworks';
import type { Behaviour } from './faultyServer';
import { FaultyServer, json } from './faultyServer';
import { GET_ALL, pageOf, rows, runAgainst, together, tokens, withLogin } from './setup';

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
			list((page) => (response, request) => {
				const size = Number(request.query.get('per_page'));
				void json(200, pageOf(rows(size * (page - 1) + 1, size * page), 50))(response, request);
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
		const { items } = await runAgainst(engine, server, GET_ALL);
		expect(ids(items)).toEqual(ids(rows(1, 100)));
		expect(server.requests).toHaveLength(12);
	});

	it('are read until one is not full where no answer names the last', async () => {
		await server.plan(list((page) => json(200, pageOf(page < 3 ? hundred(page) : rows(201, 210)))));
		const { items } = await runAgainst(engine, server, GET_ALL);
		expect(ids(items)).toEqual(ids(rows(1, 210)));
		expect(asked()).toEqual([1, 2, 3]);
	});

	it('do not go on for ever when every page is the same and none is named the last', async () => {
		await server.plan(list(() => json(200, pageOf(hundred(1)))));
		const { items } = await runAgainst(engine, server, GET_ALL);
		expect(ids(items)).toEqual(ids(rows(1, 100)));
		expect(asked()).toEqual([1, 2]);
	});
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
