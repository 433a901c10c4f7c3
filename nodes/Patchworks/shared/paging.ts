import type { IDataObject } from 'n8n-workflow';

import type { PageOfRows } from './answers';

/** The most rows Patchworks gives at once. */
export const MAX_ROWS_PER_PAGE = 100;

/** Fetches one page of a list; pages count from 1. */
export type FetchPage = (page: number, rowsPerPage: number) => Promise<PageOfRows>;

/**
 * Fetches the rows of a list, page after page.
 *
 * It asks for no more pages than the first answer names, nor than `wanted` needs. Where the answer
 * names none, it goes on as long as full pages with new rows come.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/getting-started/using-the-patchworks-core-api/common-functionality
 *
 * @param wanted how many rows at most; `Infinity` for all
 */
export async function fetchRows(fetchPage: FetchPage, wanted: number): Promise<IDataObject[]> {
	const rowsPerPage = Math.min(MAX_ROWS_PER_PAGE, wanted);
	const first = await fetchPage(1, rowsPerPage);
	const lastPage = Math.min(first.lastPage ?? Infinity, Math.ceil(wanted / rowsPerPage));

	const rows = first.rows;
	const seen = new Set(rows.map(identityOf));
	let previous = first;
	for (let page = 2; page <= lastPage && mayHaveMore(previous, first, rowsPerPage); page++) {
		previous = await fetchPage(page, rowsPerPage);
		const fresh = previous.rows.filter((row) => !seen.has(identityOf(row)));
		if (fresh.length === 0) break;
		for (const row of fresh) {
			seen.add(identityOf(row));
			rows.push(row);
		}
	}
	return rows.length > wanted ? rows.slice(0, wanted) : rows;
}

function mayHaveMore(page: PageOfRows, first: PageOfRows, rowsPerPage: number): boolean {
	return first.lastPage === undefined ? page.rows.length === rowsPerPage : page.rows.length > 0;
}

/** Rows move between pages while they are fetched; a row is known by its ID, one without by itself. */
function identityOf(row: IDataObject): unknown {
	return row.id === undefined || row.id === null ? row : String(row.id);
}
