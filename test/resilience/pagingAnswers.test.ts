import type { INode } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { createEngine } from '../support/harness/patchworks';
import type { Behaviour } from './support/faultyServer';
import { FaultyServer, json, text } from './support/faultyServer';
import { GET_ALL, rows, runAgainst } from './support/setup';

let engine: Engine;
let server: FaultyServer;

beforeAll(async () => {
	engine = await createEngine();
	server = await FaultyServer.start();
});
afterAll(async () => {
	await server.close();
});

const asked = () =>
	server.requests.map(({ query }) => Number(query.get('page'))).sort((a, b) => a - b);
const ids = (items: Array<{ id?: unknown }>) => items.map(({ id }) => id);
const hundred = (page: number) => rows(100 * page - 99, 100 * page);

/** Answers each page of a list with what a function gives for its number. */
function pages(body: (page: number) => object): Behaviour {
	return async (response, request) => {
		await json(200, body(Number(request.query.get('page'))))(response, request);
	};
}

async function readAll(answer: Behaviour, more: INode['parameters'] = {}) {
	await server.plan(answer);
	return await runAgainst(engine, server, { ...GET_ALL, ...more });
}

describe('The pages of a list', () => {
	it.each<[string, object]>([
		['one, as a number', { last_page: 1 }],
		['one, as a text', { last_page: '1' }],
		['one of which no other follows', { last_page: 1, next_page_url: null }],
	])('are no more than the answer says: %s', async (_, meta) => {
		const { items, error } = await readAll(json(200, { data: rows(1, 100), meta }));

		expect(error).toBeUndefined();
		expect(items).toHaveLength(100);
		expect(asked()).toEqual([1]);
	});

	it.each<[string, object, number[]]>([
		['as texts', { last_page: '3', total: '300', per_page: '100' }, [1, 2, 3]],
		['the total alone as a text', { total: '300' }, [1, 2, 3]],
		['as empty texts', { last_page: '', total: '', per_page: '' }, [1, 2, 3, 4]],
		['as words', { last_page: 'three', total: 'many' }, [1, 2, 3, 4]],
		['as parts of a number', { last_page: 2.5, total: 250.5 }, [1, 2, 3, 4]],
		['as what no list has', { last_page: 0, total: -1, per_page: 0 }, [1, 2, 3, 4]],
	])('are all read where their number is told %s', async (_, meta, expected) => {
		const { items, error } = await readAll(
			pages((page) => ({ data: page > 3 ? [] : hundred(page), meta })),
		);

		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(ids(rows(1, 300)));
		expect(asked()).toEqual(expected);
	});

	it('are read up to the one that rows moved to, also where no total is told', async () => {
		// Before page 2 is read, another row comes in front.
		const { items } = await readAll(
			pages((page) => ({
				data:
					page === 1
						? hundred(1)
						: page > 3
							? [{ id: 300 }]
							: rows(100 * page - 100, 100 * page - 1),
				meta: { last_page: page === 1 ? 3 : 4 },
			})),
		);

		expect(ids(items)).toEqual(ids(rows(1, 300)));
		expect(asked()).toEqual([1, 2, 3, 4]);
	});

	it('have all their rows where one is twice on its page and counts in the total', async () => {
		const { items, error } = await readAll(
			pages((page) => ({
				data: page === 1 ? [{ id: 1 }, ...rows(1, 99)] : rows(100, 149),
				meta: { last_page: 2, total: 150 },
			})),
		);

		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(ids(rows(1, 149)));
	});
});

describe('A list that changes while it is read', () => {
	const answerOf = (all: object[], page: number) => ({
		data: all.slice(100 * page - 100, 100 * page),
		meta: { last_page: Math.ceil(all.length / 100), total: all.length },
	});

	it('has the rows between two pages in order where many came in front before the first of these', async () => {
		const before = rows(1, 250);
		const after = [...rows(1001, 1250), ...before];
		const read = new Set<number>();
		const { items, error } = await readAll(
			pages((page) => {
				// Page 3 is answered before the rows come, and page 2 behind it.
				const isBefore = (page === 1 || page === 3) && !read.has(page);
				read.add(page);
				return answerOf(isBefore ? before : after, page);
			}),
		);

		expect(error).toBeUndefined();
		expect(ids(items).filter((id) => Number(id) <= 250)).toEqual(ids(before));
	});

	it('has all rows where those of the first page have gone, without asking for a page before it', async () => {
		const before = rows(1, 300);
		let isRead = false;
		const { items, error } = await readAll(
			pages((page) => {
				const all = isRead ? before.slice(100) : before;
				isRead = true;
				return answerOf(all, page);
			}),
		);

		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(ids(before));
		expect(Math.min(...asked())).toBe(1);
	});

	it('has the row that was pushed behind its last page by one on a page that was not read yet', async () => {
		const before = rows(1, 300);
		let isRead = false;
		const { items, error } = await readAll(
			pages((page) => {
				const all = isRead ? [...rows(1, 250), { id: 1000 }, ...rows(251, 300)] : before;
				isRead = true;
				return answerOf(all, page);
			}),
		);

		expect(error).toBeUndefined();
		expect(ids(items)).toEqual([...ids(rows(1, 250)), 1000, ...ids(rows(251, 300))]);
	});
});

describe('Rows of a list', () => {
	const typed = (type: string) => hundred(1).map((row) => ({ ...row, type }));
	const named = (name: string) => hundred(1).map((row) => ({ ...row, name }));

	it.each<[string, object[][]]>([
		['type', [typed('shop'), typed('warehouse')]],
		[
			'content, once a page has shown that they share IDs',
			[[...named('a'), { id: 1, name: 'b' }], named('c')],
		],
		[
			'content, as they have none',
			[named('a'), named('b')].map((page) => page.map((row) => ({ ...row, id: null }))),
		],
	])('that share their IDs on two pages and differ in %s are all given', async (_, both) => {
		const { items, error } = await readAll(
			pages((page) => ({ data: both[page - 1], meta: { last_page: 2 } })),
		);

		expect(error).toBeUndefined();
		expect(items).toEqual(both.flat());
	});

	it.each<[string, (page: number) => object]>([
		[
			'a cursor leads on, although a total is told',
			(page) => ({ total: 100, next_cursor: page < 3 ? `c${page}` : null }),
		],
		['a page names one before it as the last', (page) => ({ last_page: page === 1 ? 3 : 2 })],
		[
			'another page follows the last one that is told',
			(page) => ({ last_page: 1, next_page_url: page < 3 ? `/?page=${page + 1}` : null }),
		],
	])('are all given where %s', async (_, meta) => {
		let page = 0;
		const { items, error } = await readAll(async (response, request) => {
			page++;
			await json(200, { data: hundred(page), meta: meta(page) })(response, request);
		});

		expect(error).toBeUndefined();
		expect(ids(items)).toEqual(ids(rows(1, 300)));
	});

	it('are not asked for beyond a limit that the pages before have reached', async () => {
		const { items } = await readAll(
			pages((page) => ({ data: hundred(page) })),
			{
				returnAll: false,
				limit: 200,
			},
		);

		expect(ids(items)).toEqual(ids(rows(1, 200)));
		expect(asked()).toEqual([1, 2]);
	});

	it('fail with the page that failed, unless it was the first', async () => {
		const failing =
			(which: number): Behaviour =>
			async (response, request) => {
				const page = Number(request.query.get('page'));
				const meta = { last_page: 2 };
				const answer =
					page === which ? json(400, { message: 'No.' }) : json(200, { data: hundred(page), meta });
				await answer(response, request);
			};

		expect((await readAll(failing(1))).error?.description).toMatch(/^Check the parameters/);
		expect((await readAll(failing(2))).error?.description).toMatch(
			/^This was page 2 of the list\. Check/,
		);
	});
});

describe('An answer without rows', () => {
	it.each<[string, Behaviour]>([
		['an empty body', text(200, '', { 'content-type': 'application/json' })],
		['no content', text(204, '')],
		['an empty list', json(200, [])],
		['null', json(200, null)],
		['data without any', json(200, { data: [] })],
	])('of %s is an empty list', async (_, answer) => {
		const { items, error } = await readAll(answer);

		expect(error).toBeUndefined();
		expect(items).toEqual([]);
		expect(asked()).toEqual([1]);
	});

	it.each<[string, Behaviour, string]>([
		[
			'a web page',
			text(200, '<html></html>', { 'content-type': 'text/html' }),
			'a web page instead of data',
		],
		[
			'a page that calls itself text',
			text(200, ' <!doctype html>', { 'content-type': 'text/plain' }),
			'a web page instead of data',
		],
		[
			'text that calls itself a page',
			text(200, 'Welcome', { 'content-type': 'text/html; charset=utf-8' }),
			'a web page instead of data',
		],
		[
			'JSON that breaks off',
			text(200, '{"data":[', { 'content-type': 'application/json' }),
			'data that is incomplete or not JSON',
		],
		[
			'a text',
			text(200, 'Welcome', { 'content-type': 'text/plain' }),
			'something other than a list',
		],
	])('of %s is an error that says so', async (_, answer, problem) => {
		const { items, error } = await readAll(answer);

		expect(error?.message).toBe(`${server.host} answered with ${problem} (HTTP 200).`);
		expect(items).toEqual([]);
	});
});

describe('An answer to one request', () => {
	it.each<[string, unknown, object[]]>([
		['GET', { data: { id: 1 } }, [{ id: 1 }]],
		['GET', { data: [{ id: 1 }, { id: 2 }] }, [{ id: 1 }, { id: 2 }]],
		['GET', { id: 1, name: 'Orders' }, [{ id: 1, name: 'Orders' }]],
		['GET', [{ id: 1 }, { id: 2 }], [{ id: 1 }, { id: 2 }]],
		['GET', 'as text', [{ text: 'as text' }]],
		['GET', 7, [{ value: 7 }]],
		['GET', false, [{ value: false }]],
		['GET', null, [{ success: true }]],
		['GET', '', [{ success: true }]],
		['GET', {}, [{ success: true }]],
		['POST', { data: null }, [{ success: true }]],
		['DELETE', { data: null }, [{ deleted: true }]],
		['DELETE', '', [{ deleted: true }]],
		['DELETE', {}, [{ deleted: true }]],
		['DELETE', { message: 'Done.' }, [{ message: 'Done.' }]],
	])('by %s with %j gives %j', async (method, body, expected) => {
		const type = body === '' || body === 'as text' ? 'text/plain' : 'application/json';
		const content = type === 'text/plain' ? String(body) : JSON.stringify(body);
		await server.plan(text(200, content, { 'content-type': type }));

		const { items, error } = await runAgainst(engine, server, {
			resource: 'apiRequest',
			operation: 'request',
			method,
			path: '/api/v1/flows/1',
		});

		expect(error).toBeUndefined();
		expect(items).toEqual(expected);
	});
});
