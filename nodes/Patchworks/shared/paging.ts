import type { IDataObject } from 'n8n-workflow';

import type { PageOfRows } from './answers';

/** The most rows Patchworks gives at once. */
export const MAX_ROWS_PER_PAGE = 100;

/** Fetches one page of a list; pages count from 1. */
export type FetchPage = (page: number, rowsPerPage: number) => Promise<PageOfRows>;

/**
 * Fetches the rows of a list: page 1, then the others several at once.
 *
 * The rows come in the order of their pages, each ID once. What is promised while others change the
 * list: it asks for no page beyond the last that the first answer named, nor for more than `wanted`
 * needs, and ends at a page without rows. A row that moves to a later page meanwhile is given once;
 * one that moves to an earlier page, or is new, can be missed, as with any list read in pages.
 * Where the first answer names no last page, it goes on one by one as long as full pages with new
 * rows come.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/getting-started/using-the-patchworks-core-api/common-functionality
 *
 * @param wanted how many rows at most; `Infinity` for all
 * @param pagesAtOnce how many pages are under way at most
 */
export async function fetchRows(
	fetchPage: FetchPage,
	wanted: number,
	pagesAtOnce = 1,
): Promise<IDataObject[]> {
	const rowsPerPage = Math.min(MAX_ROWS_PER_PAGE, wanted);
	const first = await fetchPage(1, rowsPerPage);
	const isLengthKnown = first.lastPage !== undefined;
	const lastPage = first.lastPage ?? Infinity;
	const atOnce = isLengthKnown ? pagesAtOnce : 1;

	const rows: IDataObject[] = [];
	const seen = new Set<unknown>();
	const addNew = (given: IDataObject[]): number => {
		const before = rows.length;
		for (const row of given) {
			const identity = identityOf(row);
			if (seen.has(identity)) continue;
			seen.add(identity);
			rows.push(row);
		}
		return rows.length - before;
	};

	const underWay: Array<Promise<PageOfRows>> = [];
	let nextPage = 2;
	const fetchAhead = () => {
		while (
			nextPage <= lastPage &&
			underWay.length < atOnce &&
			rows.length + underWay.length * rowsPerPage < wanted
		) {
			const page = fetchPage(nextPage++, rowsPerPage);
			// Whoever takes it sees its failure; nobody does once an earlier page has failed.
			page.catch(() => {});
			underWay.push(page);
		}
	};

	for (let page = first; ; page = await underWay[0], underWay.shift()) {
		const added = addNew(page.rows);
		if (page.rows.length === 0) break;
		if (!isLengthKnown && (added === 0 || page.rows.length < rowsPerPage)) break;
		fetchAhead();
		if (underWay.length === 0) break;
	}
	return rows.length > wanted ? rows.slice(0, wanted) : rows;
}

/** Rows move between pages while they are fetched; a row is known by its ID, one without by itself. */
function identityOf(row: IDataObject): unknown {
	return row.id === undefined || row.id === null ? row : row.id;
}
