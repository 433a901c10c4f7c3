import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { originOf } from '../../../credentials/common/hosts';
import { rowsOf } from './answers';
import { MAX_ROWS_PER_PAGE } from './paging';
import { exchange, senderOf } from './transport';

/** What a list in the editor is filled from. */
export interface SearchSource {
	/** The list's path on the Core host. */
	path: string;
	/** Query parameters that every page is asked with. */
	qs?: IDataObject;
	/** The query parameter by which the API itself searches; without it, names are compared here. */
	searchParameter?: string;
	/** Makes an entry of the list from a row. */
	toEntry: (row: IDataObject) => INodeListSearchItems;
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
	{ path, qs, searchParameter, toEntry }: SearchSource,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const sender = senderOf(context);
	const baseURL = originOf(await context.getCredentials(sender.credentialType), 'core');
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
				page,
				per_page: MAX_ROWS_PER_PAGE,
				...(wanted !== '' && searchParameter && { [searchParameter]: filter?.trim() }),
			},
		});
		const { rows, lastPage = 1 } = rowsOf(body);
		const results = rows
			.map(toEntry)
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
