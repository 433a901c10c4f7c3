import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { itemError } from '../errors/itemErrors';
import type { ApiRequest } from '../request';
import type { Sender } from '../sender';
import { Cancellation } from '../sending/cancellation';
import { exchange, notData } from '../sending/exchange';
import type { PageOfRows } from './envelope';
import { pageOf } from './envelope';
import { IncompleteList } from './listOfRows';
import type { FetchPage } from './pagination';
import { fetchRows } from './pagination';

/** The rows of a list, and what its answers say about it. */
export interface Rows {
	rows: IDataObject[];
	/** How many rows the whole list has, if the first answer says so. */
	total?: number;
	/** When Patchworks answered by its own clock, in Unix milliseconds; undefined if it does not say. */
	answeredAt?: number;
	/** The answer to the request for the last page. */
	lastResponse: IN8nHttpFullResponse;
}

/**
 * Asks for the rows of a list, page after page. Once a page has failed for good, the others are ended.
 *
 * @param wanted how many rows at most; `Infinity` for all
 * @param keep what is kept of a row, for lists too large to keep whole; it has to keep the ID
 * @throws NodeApiError that names the page, or NodeOperationError for what is no list or has no end
 */
export async function apiRequestAllItems(
	sender: Sender,
	request: ApiRequest,
	wanted = Infinity,
	keep?: (row: IDataObject) => IDataObject,
): Promise<Rows> {
	let first: AnsweredPage | undefined;
	let last!: AnsweredPage;
	// A page beyond one that turns out to be the last may fail without the list, so that its failure
	// holds up nobody but the pages of this list.
	const stop = new Cancellation(sender.stopSignal ?? sender.cancelled);
	const pageSender: Sender = { ...sender, cancelled: stop, stopSignal: stop, onFailure: undefined };
	const fetchPage: FetchPage = async (page, rowsPerPage, cursor) => {
		const place = cursor === undefined ? { page } : { cursor };
		const qs = { ...request.qs, ...place, per_page: rowsPerPage };
		try {
			last = await apiRequestPage(pageSender, { ...request, qs });
			first ??= last;
			return keep ? { ...last.page, rows: last.page.rows.map(keep) } : last.page;
		} catch (error) {
			throw onPage(page, error);
		}
	};
	try {
		const rows = await fetchRows(fetchPage, wanted, sender.settings.pagesAtOnce);
		const {
			page: { total },
			response: { headers },
		} = first ?? last;
		const answeredAt = Date.parse(String(headers.date ?? ''));
		return {
			rows,
			lastResponse: last.response,
			...(total !== undefined && { total }),
			...(Number.isFinite(answeredAt) && { answeredAt }),
		};
	} catch (error) {
		throw ofItem(sender, error);
	} finally {
		stop.abort();
	}
}

/** Says of which node and item it is that a list cannot be read as a whole. */
function ofItem(sender: Sender, error: unknown): unknown {
	if (!(error instanceof IncompleteList)) return error;
	return itemError(sender, error.message, error.description);
}

/** A page of a list, and the answer that it came in. */
export interface AnsweredPage {
	page: PageOfRows;
	response: IN8nHttpFullResponse;
}

/**
 * Asks for one page of a list, for where one is asked for after the other.
 *
 * @throws NodeApiError, or NodeOperationError for an answer that is not a list
 */
export async function apiRequestPage(sender: Sender, request: ApiRequest): Promise<AnsweredPage> {
	const response = await exchange(sender, request);
	const page = pageOf(response.body);
	if (!page) throw await notData(sender, request, response, 'something other than a list');
	return { page, response };
}

/** Says on which page of a list an error came. */
function onPage(page: number, error: unknown): unknown {
	if (page > 1 && (error instanceof NodeApiError || error instanceof NodeOperationError)) {
		error.description = `This was page ${page} of the list. ${error.description ?? ''}`.trim();
	}
	return error;
}
