import sortBy from 'lodash/sortBy';
import { DateTime } from 'luxon';
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { isResourceLocatorValue } from 'n8n-workflow';

import type { PageOfRows } from '../../api/lists/envelope';
import { objectsOf } from '../../api/lists/envelope';
import { isFollowed, MAX_ROWS_PER_PAGE } from '../../api/lists/pagination';
import { timeOf } from '../../api/facts/time';
import { unsafeSegment } from '../request/paths';
import type { SearchSource } from './searchSource';
import { readNamed, rowsIn, withName } from './names';
import { apiRequest, apiRequestPage } from '../../api/client';
import { senderOf } from '../../api/sender';

/**
 * Gives the ID in another field of the node, on which a list depends, encoded for a path; undefined when
 * the field is empty, or holds what cannot be one segment of a path.
 *
 * @param parents the list that the other field is picked from, where it may hold a name
 */
export type ChosenId = (parameterName: string, parents: List) => Promise<string | undefined>;

/** The source of a list that depends on another field; undefined to list nothing. */
type DependentSource = (chosenId: ChosenId) => Promise<SearchSource | undefined>;

/** A list in the editor as n8n calls for it, and what it is filled from. */
export interface List {
	(
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult>;
	source: SearchSource | DependentSource;
}

/**
 * A list in the editor that is filled from a source.
 *
 * @param source for a list that depends on another field, a function
 */
export function listFrom(source: List['source']): List {
	const list = async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const from = await sourceOf({ source }, chosenInEditor(this));
		return from ? await search(this, from, filter, paginationToken) : { results: [] };
	};
	return Object.assign(list, { source });
}

/** What a list is filled from; undefined for one that depends on a field in which nothing is chosen. */
export async function sourceOf(
	{ source }: Pick<List, 'source'>,
	chosenId: ChosenId,
): Promise<SearchSource | undefined> {
	return typeof source === 'function' ? await source(chosenId) : source;
}

/** The entry of a row that has a name. */
export function namedEntry({ id, name }: IDataObject): INodeListSearchItems {
	return { name: String(name ?? id), value: String(id) };
}

/** The entry of a row that is known by more than its name; what is empty is left out. */
export function describedEntry(id: unknown, ...parts: unknown[]): INodeListSearchItems {
	return { name: parts.filter(Boolean).join(' · '), value: String(id) };
}

/** A time of the API as a person reads it, in UTC, e.g. `24 Nov 13:25`; nothing where there is none. */
export function shortTime(value: unknown): string | undefined {
	const time = timeOf(value);
	return time === undefined
		? undefined
		: DateTime.fromMillis(time, { zone: 'utc', locale: 'en-GB' }).toFormat('d LLL HH:mm');
}

/** What is chosen in the other fields of the panel. */
function chosenInEditor(context: ILoadOptionsFunctions): ChosenId {
	return async (parameterName, parents) => {
		// n8n would extract the value only of a field that is shown, and fail where it is not.
		const field = context.getCurrentNodeParameter(parameterName);
		if (!isResourceLocatorValue(field)) return segmentOf(field);
		if (field.mode !== 'name') return segmentOf(field.value);
		const source = await sourceOf(parents, chosenInEditor(context));
		const rows = source ? await readNamed(senderOf(context), source) : [];
		return segmentOf(withName(rows, String(field.value))[0]?.id);
	};
}

/** A value as a segment of a path; undefined where it can be none. */
export function segmentOf(value: unknown): string | undefined {
	const id = String(value ?? '').trim();
	return id === '' || unsafeSegment(id) ? undefined : encodeURIComponent(id);
}

/** A search must end in a time that a person waits; more pages come as the user scrolls. */
const MAX_PAGES_PER_SEARCH = 10;

/**
 * Fills a list in the editor, a page at a time.
 *
 * Where the API cannot search, pages are read on until one has a match.
 *
 * @param filter what the user typed
 * @param paginationToken what the page before gave to go on with
 */
export async function search(
	context: ILoadOptionsFunctions,
	{ path, qs, searchParameter, single = false, within, latestBy, toEntry }: SearchSource,
	filter?: string,
	paginationToken = '1',
): Promise<INodeListSearchResult> {
	const sender = senderOf(context);
	const wanted = filter?.trim().toLowerCase() ?? '';
	const get = async (query: IDataObject): Promise<PageOfRows> => {
		const request = {
			path,
			qs: {
				...qs,
				...query,
				...(wanted !== '' && searchParameter && { [searchParameter]: filter?.trim() }),
			},
		};
		if (!single) return (await apiRequestPage(sender, request)).page;
		const { body } = await apiRequest(sender, request);
		return { rows: objectsOf(body, 'GET'), hasNext: false };
	};

	let token = paginationToken;
	for (let pages = 1; ; pages++) {
		const { number, behind, ...place } = placeOf(token);
		const page = await get(single ? {} : { ...place, per_page: MAX_ROWS_PER_PAGE });
		// The list is not cut into pages, and each is the whole of it.
		if (behind !== undefined && behind === firstIdOf(page)) return { results: [] };

		const results = latestFirst(page.rows, latestBy)
			.flatMap((row) => rowsIn(row, within).map((one) => toEntry(one, row)))
			.filter(
				({ name, value }) =>
					searchParameter !== undefined ||
					name.toLowerCase().includes(wanted) ||
					String(value) === wanted,
			);
		if (!isFollowed(page, number)) return { results };
		token = tokenAfter(page, number);
		if (results.length > 0 || pages >= MAX_PAGES_PER_SEARCH) {
			return { results, paginationToken: token };
		}
	}
}

function latestFirst(rows: IDataObject[], by: string | undefined): IDataObject[] {
	return by === undefined ? rows : sortBy(rows, (row) => -(timeOf(row[by]) ?? 0));
}

/** Where a list goes on: the query parameter to ask by, and the first ID of the page before. */
function placeOf(token: string) {
	const [, digits, behind] = /^(\d+)(?: (.+))?$/s.exec(token) ?? [];
	if (digits === undefined) return { cursor: token };
	return { page: Number(digits), number: Number(digits), behind };
}

function tokenAfter(page: PageOfRows, number = 0): string {
	return page.cursor ?? [number + 1, firstIdOf(page)].filter(Boolean).join(' ');
}

function firstIdOf({ rows }: PageOfRows): string | undefined {
	const id = rows[0]?.id;
	return id === undefined || id === null ? undefined : String(id);
}
