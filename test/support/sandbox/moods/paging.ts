import { mapKeys, omit } from 'lodash';

import type { Envelope, Mood } from './mood';

const CAP = 50;
const SMALL_CAP = 15;

/** Gives at most so many rows a page, whatever `per_page` asks for. */
function capped(cap: number): NonNullable<Mood['ask']> {
	return (query) => {
		if (Number(query.per_page) > cap) query.per_page = String(cap);
		return undefined;
	};
}

const withoutMeta = (envelope: Envelope, ...names: string[]): Envelope => ({
	...envelope,
	meta: omit(envelope.meta, names),
});

const cursorOf = (page: number) => Buffer.from(`page ${page}`).toString('base64url');
const pageOf = (cursor: string) => Buffer.from(cursor, 'base64url').toString().replace('page ', '');

/** How lists are cut into pages, and what they say of it. */
export const PAGING: Mood[] = [
	{
		name: 'capped-pages',
		description: `Gives at most ${CAP} rows a page, and says so in meta.per_page.`,
		ask: capped(CAP),
	},
	{
		name: 'empty-page',
		description: 'Has an empty page as the second of each list that has several.',
		ask: (query) => {
			if (Number(query.page) > 2) query.page = String(Number(query.page) - 1);
			return undefined;
		},
		list: (envelope, { query }) => {
			const { meta = {} } = envelope;
			const last = Number(meta.last_page);
			if (last < 2) return envelope;
			const page = Number(query.page ?? 1);
			const link = (number: number) => `${String(meta.path)}?page=${number}`;
			return {
				data: page === 2 ? [] : envelope.data,
				meta: {
					...meta,
					current_page: page,
					last_page: last + 1,
					...(page === 2 && { from: null, to: null }),
				},
				links: {
					...envelope.links,
					last: link(last + 1),
					prev: page > 1 ? link(page - 1) : null,
					next: page <= last ? link(page + 1) : null,
				},
			};
		},
	},
	{
		name: 'cursor-pages',
		description:
			"Pages as Laravel's cursorPaginate does: links.next and meta.next_cursor lead on, and page is ignored.",
		ask: (query, { isList }) => {
			if (!isList) return undefined;
			const { cursor } = query;
			delete query.cursor;
			query.page = typeof cursor === 'string' ? pageOf(cursor) : '1';
			return undefined;
		},
		list: ({ data, meta = {} }) => {
			const { current_page: page, last_page: last, path, per_page } = meta;
			const cursor = (number: number) =>
				number >= 1 && number <= Number(last) ? cursorOf(number) : null;
			const [previous, next] = [cursor(Number(page) - 1), cursor(Number(page) + 1)];
			const link = (to: string | null) => to && `${String(path)}?cursor=${to}`;
			return {
				data,
				meta: { path, per_page, next_cursor: next, prev_cursor: previous },
				links: { first: null, last: null, prev: link(previous), next: link(next) },
			};
		},
	},
	{
		name: 'capped-pages-unnamed',
		description: `Gives at most ${SMALL_CAP} rows a page; meta has neither the size of a page nor the last one.`,
		ask: capped(SMALL_CAP),
		list: (envelope) => withoutMeta(envelope, 'per_page', 'last_page', 'total'),
	},
	{
		name: 'simple-pages',
		description:
			"Pages as Laravel's simplePaginate does: links.next, but no last page and no total.",
		list: (envelope) => ({
			...withoutMeta(envelope, 'last_page', 'total'),
			links: { ...envelope.links, last: null },
		}),
	},
	{
		name: 'no-meta',
		description: 'Leaves meta out of lists; their links stay.',
		list: (envelope) => omit(envelope, 'meta'),
	},
	{
		name: 'no-meta-no-links',
		description: 'Gives lists as their rows under data and nothing else.',
		list: ({ data }) => ({ data }),
	},
	{
		name: 'flat-envelope',
		description:
			"Writes what meta and links say beside data, as Laravel's paginators do on their own.",
		list: ({ data, meta, links = {} }) => ({
			...meta,
			data,
			...mapKeys(links, (_link, name) => `${name}_page_url`),
		}),
	},
	{
		name: 'no-envelope',
		description: 'Gives lists as a bare array.',
		list: ({ data }) => data,
	},
	{
		name: 'lists-by-key',
		description: 'Gives the rows of a list as an object with a number for each, as PHP does.',
		list: (envelope) => ({ ...envelope, data: { ...envelope.data } }),
	},
];
