import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { PageOfRows } from './answers';

/** The most rows Patchworks gives at once. */
export const MAX_ROWS_PER_PAGE = 100;

/** How long it may be waited for others before a request is sent. */
const MOMENT_MS = 3;

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

	const ahead: Array<Promise<PageOfRows>> = [];
	let nextPage = 2;
	let underWay = 0;
	let isOver = false;
	const group = grouping();
	const fetchNext = async (): Promise<PageOfRows> => {
		let hasRows = false;
		underWay++;
		try {
			const page = await fetchPage(nextPage++, rowsPerPage);
			hasRows = page.rows.length > 0;
			return page;
		} finally {
			underWay--;
			isOver ||= !hasRows;
			if (isLengthKnown) group(fetchAhead, underWay === 0);
		}
	};
	const fetchAhead = () => {
		while (
			!isOver &&
			nextPage <= lastPage &&
			underWay < atOnce &&
			rows.length + ahead.length * rowsPerPage < wanted
		) {
			const page = fetchNext();
			// Whoever takes it sees its failure; nobody does once an earlier page has failed.
			page.catch(() => {});
			ahead.push(page);
		}
	};

	for (let page = first; ; page = await ahead[0], ahead.shift()) {
		const added = addNew(page.rows);
		if (page.rows.length === 0) break;
		if (!isLengthKnown && (added === 0 || page.rows.length < rowsPerPage)) break;
		if (ahead.length === 0) fetchAhead();
		if (ahead.length === 0) break;
	}
	isOver = true;
	return rows.length > wanted ? rows.slice(0, wanted) : rows;
}

/**
 * Gives a function that calls another now, or else a moment later, once for all calls until then.
 *
 * Requests that leave together cost less than one after the other, which shows where the answers come
 * at once; where they take longer, the moment does not.
 */
function grouping() {
	let isDue = false;
	return (call: () => void, now: boolean): void => {
		if (now) return call();
		if (isDue) return;
		isDue = true;
		void sleep(MOMENT_MS).then(() => {
			isDue = false;
			call();
		});
	};
}

/** Rows move between pages while they are fetched; a row is known by its ID, one without by itself. */
function identityOf(row: IDataObject): unknown {
	return row.id === undefined || row.id === null ? row : row.id;
}
