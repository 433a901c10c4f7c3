import takeWhile from 'lodash/takeWhile';
import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { PageOfRows } from './envelope';
import { hasId, IncompleteList, isTotal, ListOfRows } from './listOfRows';

/** The most rows Patchworks gives at once. */
export const MAX_ROWS_PER_PAGE = 100;

/** How long it may be waited for others before a request is sent. */
const MOMENT_MS = 3;

/** How many pages are read of a list that does not tell its last one, where all rows are wanted. */
const MOST_UNCOUNTED_PAGES = 1_000;

/** How many pages more a list may grow to while it is read, and how many are read again at once. */
const MOST_FURTHER_PAGES = 100;

/** How often it is tried to read the rows between two pages while they change. */
const MOST_TRIES_AT_A_GAP = 5;

/**
 * Fetches one page of a list; pages count from 1.
 *
 * @param cursor what the page before gave to ask for this one by, in place of its number
 */
export type FetchPage = (page: number, rowsPerPage: number, cursor?: string) => Promise<PageOfRows>;

/**
 * Fetches the rows of a list.
 *
 * The rows come in the order of their pages. Where the first answer tells how many pages there are, the
 * others are fetched several at once, and none beyond the last, nor more than `wanted` needs. Else they are
 * fetched one by one for as long as an answer says that another follows; where none says anything of the
 * end, until one is empty or repeats the one before.
 *
 * Rows are known by their IDs, and what is promised of a list that others change holds for rows with one.
 * A row that has moved to a later page is given once. Where answers tell the number of rows, none is left
 * out because others come or go: pages that come into being are fetched, and where fewer rows are there
 * than before, what moved between two pages is read again. Where as many go as come, or an order changes,
 * that a row is missing shows in their number alone.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/getting-started/using-the-patchworks-core-api/common-functionality
 *
 * @param wanted how many rows at most; `Infinity` for all
 * @param pagesAtOnce how many pages are under way at most
 * @throws IncompleteList when the list does not end, or when all rows are wanted and some were not given
 */
export async function fetchRows(
	fetchPage: FetchPage,
	wanted: number,
	pagesAtOnce = 1,
): Promise<IDataObject[]> {
	const rowsPerPage = Math.min(MAX_ROWS_PER_PAGE, wanted);
	const list = new ListOfRows(wanted);
	const first = await fetchPage(1, rowsPerPage);
	list.add(first);
	const lastPage = lastPageOf(first, rowsPerPage);
	if (lastPage === undefined) {
		await readPageByPage(list, first, async (page, cursor) => {
			return await fetchPage(page, rowsPerPage, cursor);
		});
	} else {
		const fetch = async (page: number) => await fetchPage(page, rowsPerPage);
		await readCountedPages(list, first, lastPage, fetch, pagesAtOnce);
	}
	return list.finished();
}

/** The number of the last page, as the first one tells it; undefined where the pages are not counted. */
function lastPageOf(
	{ rows, lastPage, total, perPage, hasNext, cursor }: PageOfRows,
	rowsPerPage: number,
): number | undefined {
	if (cursor !== undefined || (lastPage === 1 && hasNext)) return undefined;
	if (lastPage !== undefined || total === undefined) return lastPage;
	return Math.ceil(total / (rows.length || perPage || rowsPerPage));
}

/**
 * Whether a page may follow another: where that one tells neither this nor how many rows a full page has,
 * it may as long as it has rows.
 *
 * @param number the page's; undefined where it was asked for by a cursor
 */
export function isFollowed(page: PageOfRows, number = NaN): boolean {
	const lastPage = lastPageOf(page, MAX_ROWS_PER_PAGE);
	if (lastPage !== undefined) return number < lastPage;
	return page.hasNext ?? page.rows.length >= (page.perPage ?? 1);
}

/** Reads on page by page, as long as an answer says that another follows, or does not say that none does. */
async function readPageByPage(
	list: ListOfRows,
	first: PageOfRows,
	fetch: (page: number, cursor?: string) => Promise<PageOfRows>,
): Promise<void> {
	let page = first;
	for (let number = 1; !list.hasEnough; number++) {
		if (!(page.hasNext ?? isFollowed(page, number))) return;
		if (number === MOST_UNCOUNTED_PAGES && list.wanted === Infinity)
			throw IncompleteList.endless(number);

		page = await fetch(number + 1, page.cursor);
		const isRepeated = list.add(page);
		if (isRepeated && page.hasNext) throw IncompleteList.repeating();
		if (isRepeated) return;
	}
}

/** Reads the pages up to the last one, several at once. */
async function readCountedPages(
	list: ListOfRows,
	first: PageOfRows,
	countedPages: number,
	fetch: (page: number) => Promise<PageOfRows>,
	pagesAtOnce: number,
): Promise<void> {
	const fullPage = first.rows.length || MAX_ROWS_PER_PAGE;
	const isTotalTold = isTotal(first);
	let lastPage = countedPages;

	const ahead: Array<Promise<PageOfRows>> = [];
	let nextPage = 2;
	let underWay = 0;
	let isOver = false;
	const group = grouping();
	const fetchNext = async (): Promise<PageOfRows> => {
		const number = nextPage++;
		let isEnd = true;
		underWay++;
		try {
			const page = await fetch(number);
			isEnd = isBehindTheEnd(page, number);
			return page;
		} finally {
			underWay--;
			// Also after a failure: there is no use in the pages behind it.
			isOver ||= isEnd;
			group(fetchAhead, underWay === 0);
		}
	};
	const fetchAhead = () => {
		while (
			!isOver &&
			nextPage <= lastPage &&
			underWay < pagesAtOnce &&
			list.length + ahead.length * fullPage < list.wanted
		) {
			const page = fetchNext();
			// Whoever takes it sees its failure; nobody does once an earlier page has failed.
			page.catch(() => {});
			ahead.push(page);
		}
	};

	let previous = first;
	let isRepeating = false;
	const before = list.length;
	try {
		for (let number = 2; !list.hasEnough; number++) {
			if (ahead.length === 0) fetchAhead();
			if (ahead.length === 0) break;
			const page = await ahead[0];
			ahead.shift();

			const isOlderOrShorter = (page.total ?? Infinity) < (previous.total ?? 0);
			if (isTotalTold && isOlderOrShorter) await fillGap(list, page, number, fetch);
			if (isBehindTheEnd(page, number)) break;
			isRepeating = list.add(page) || isRepeating;
			if (list.hasMoved || (isTotalTold && list.length < (page.total ?? 0))) {
				const named = Math.min(page.lastPage ?? 0, countedPages + MOST_FURTHER_PAGES);
				lastPage = Math.max(lastPage, named);
			}
			previous = page;
		}
	} finally {
		isOver = true;
	}
	if (isRepeating && list.length === before) throw IncompleteList.repeating();
}

/**
 * Adds the rows between the one that was added last and a page: rows have gone since, so that others moved
 * up to a page that was read already; or rows have come, and the page was read before the one before it.
 *
 * @param next the page, which is yet to be added
 */
async function fillGap(
	list: ListOfRows,
	next: PageOfRows,
	number: number,
	fetch: (page: number) => Promise<PageOfRows>,
): Promise<void> {
	const meets = (page: PageOfRows) => rowsBefore(next, page).length < page.rows.length;
	for (let tries = 0; tries < MOST_TRIES_AT_A_GAP; tries++) {
		const pages: PageOfRows[] = [];
		for (let back = number; back > 0 && pages.length < MOST_FURTHER_PAGES; back--) {
			const page = await fetch(back);
			if (!page.rows.every(hasId)) return;
			pages.unshift(page);
			if (list.hasSomeOf(page)) break;
		}
		let lastPage = pages.at(-1)?.lastPage ?? 0;
		for (let on = number + 1; on <= lastPage && !pages.some(meets); on++) {
			if (next.rows.length === 0 || pages.length > MOST_FURTHER_PAGES) break;
			const page = await fetch(on);
			pages.push(page);
			lastPage = page.lastPage ?? 0;
		}
		if (!pages.every((page, index) => index === 0 || isJoined(pages[index - 1], page))) continue;

		for (const page of pages) {
			list.add({ rows: rowsBefore(next, page) });
			if (meets(page)) break;
		}
		return;
	}
	throw IncompleteList.changing();
}

/** Whether no row can be between a page and the one that was read before it. */
function isJoined(one: PageOfRows, other: PageOfRows): boolean {
	return one.total === other.total || rowsBefore(other, one).length < one.rows.length;
}

/** The rows of a page up to the first one that is on the other page. */
function rowsBefore({ rows: next }: PageOfRows, { rows }: PageOfRows): IDataObject[] {
	const ids = new Set(next.map(({ id }) => id));
	return takeWhile(rows, ({ id }) => !ids.has(id));
}

/** Whether a page without rows lies behind the last one, as the list has become shorter. */
function isBehindTheEnd({ rows, lastPage }: PageOfRows, number: number): boolean {
	return rows.length === 0 && lastPage !== undefined && lastPage < number;
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
