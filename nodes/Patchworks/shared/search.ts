import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { isResourceLocatorValue } from 'n8n-workflow';

import { originOf } from '../../../credentials/common/hosts';
import { objectsOf, rowsOf } from './answers';
import { MAX_ROWS_PER_PAGE } from './paging';
import { unsafeSegment } from './paths';
import { exchange, senderOf } from './transport';

/** What a list in the editor is filled from. */
export interface SearchSource {
	/** The list's path on the Core host. */
	path: string;
	/** Query parameters that every page is asked with. */
	qs?: IDataObject;
	/** The query parameter by which the API itself searches; without it, names are compared here. */
	searchParameter?: string;
	/** Whether the path gives one object instead of a list of rows; `within` says where its list is. */
	single?: boolean;
	/** The property of each row that holds what to list, if that is not the rows themselves. */
	within?: string;
	/** Makes an entry of the list from a row, or from one within a row. */
	toEntry: (row: IDataObject, parent: IDataObject) => INodeListSearchItems;
}

/** A list in the editor as n8n calls for it. */
type List = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/**
 * A list in the editor that is filled from a source.
 *
 * @param source for a list that depends on another field, a function; it gives undefined to list nothing
 */
export function listFrom(
	source: SearchSource | ((context: ILoadOptionsFunctions) => SearchSource | undefined),
): List {
	return async function (filter, paginationToken) {
		const from = typeof source === 'function' ? source(this) : source;
		return from ? await search(this, from, filter, paginationToken) : { results: [] };
	};
}

/** The entry of a row that has a name. */
export function namedEntry({ id, name }: IDataObject): INodeListSearchItems {
	return { name: String(name ?? id), value: String(id) };
}

/** The entry of a row that is known by more than its name; what is empty is left out. */
export function describedEntry(id: unknown, ...parts: unknown[]): INodeListSearchItems {
	return { name: parts.filter(Boolean).join(' · '), value: String(id) };
}

/**
 * The ID in another field of the node, on which a list depends, encoded for a path.
 *
 * @returns undefined when the field is empty, or holds what cannot be one segment of a path
 */
export function chosenId(
	context: ILoadOptionsFunctions,
	parameterName: string,
): string | undefined {
	// n8n would extract the value only of a field that is shown, and fail where it is not.
	const field = context.getCurrentNodeParameter(parameterName);
	const id = String((isResourceLocatorValue(field) ? field.value : field) ?? '').trim();
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
 * @param paginationToken the number of the page to go on with
 */
export async function search(
	context: ILoadOptionsFunctions,
	{ path, qs, searchParameter, single = false, within, toEntry }: SearchSource,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const sender = senderOf(context);
	const baseURL = originOf(await sender.credentials(), 'core');
	const wanted = filter?.trim().toLowerCase() ?? '';
	const firstPage = Number(paginationToken ?? 1);

	for (let page = firstPage; ; page++) {
		const { body } = await exchange(sender, {
			method: 'GET',
			baseURL,
			url: path,
			headers: { Accept: 'application/json' },
			qs: {
				...qs,
				...(!single && { page, per_page: MAX_ROWS_PER_PAGE }),
				...(wanted !== '' && searchParameter && { [searchParameter]: filter?.trim() }),
			},
		});
		const { rows, lastPage = 1 } = single ? { rows: objectsOf(body, 'GET') } : rowsOf(body);
		const results = rows
			.flatMap((row) => (within ? rowsOf(row[within]).rows : [row]).map((one) => toEntry(one, row)))
			.filter(
				({ name, value }) =>
					searchParameter !== undefined ||
					name.toLowerCase().includes(wanted) ||
					String(value) === wanted,
			);
		const isLast = page >= lastPage || rows.length === 0;
		if (isLast) return { results };
		if (results.length > 0 || page - firstPage + 1 >= MAX_PAGES_PER_SEARCH) {
			return { results, paginationToken: String(page + 1) };
		}
	}
}
