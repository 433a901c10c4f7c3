import { isPlainObject } from 'lodash';

import type { RawAnswer, Row } from '../requests/answers';
import { idOf, isGood, rawRowsOf, rowsOf } from '../requests/answers';
import { runsOf } from '../findings/evidence';
import { formOf, namesOf } from '../findings/forms';
import type { Assumption } from '../findings/verdict';
import { confirmed, contradicted, couldNotTell } from '../findings/verdict';

const NO_LIST = couldNotTell('runs could not be listed');

/** How lists are answered. */
export const OF_LISTS: Assumption[] = [
	{
		id: '8a',
		statement: 'The rows of a list are an array under data.',
		check: ({ evidence: { newestRuns } }) => {
			if (!isGood(newestRuns)) return NO_LIST;
			if (Array.isArray(newestRuns.body)) return contradicted('the answer itself is the array');
			const { data } = newestRuns.body as Row;
			return Array.isArray(data) ? confirmed('they are') : contradicted(`data is ${formOf(data)}`);
		},
	},
	{
		id: '8b',
		statement: 'A list says in meta which page is its last and how long pages are.',
		check: ({ evidence: { newestRuns } }) => {
			if (!isGood(newestRuns)) return NO_LIST;
			const meta = metaOf(newestRuns);
			const missing = ['last_page', 'per_page', 'total'].filter(
				(name) => typeof meta?.[name] !== 'number',
			);
			if (missing.length === 0) return confirmed('meta has last_page, per_page and total');
			const said = meta ? `meta lacks ${missing.join(', ')}` : 'there is no meta';
			return contradicted(`${said}; ${waysOnOf(newestRuns)}`);
		},
	},
	{
		id: '8c',
		statement: 'page leads to the next rows, and no page but the last is short.',
		check: ({ evidence }) => {
			const { secondPage } = evidence;
			const runs = runsOf(evidence);
			if (rawRowsOf(secondPage) === undefined) return NO_LIST;
			if (runs.length <= 5) return couldNotTell('there are too few runs for two pages');
			const ids = rowsOf(secondPage).map(({ id }) => idOf(id));
			if (ids.length === 0) return contradicted('page 2 is empty, although there are more runs');
			return ids[0] === idOf(runs[0].id)
				? contradicted('page 2 is the same as page 1')
				: confirmed('page 2 goes on where page 1 ends');
		},
	},
	{
		id: '8d',
		statement: 'per_page takes up to 100.',
		check: ({ evidence }) => {
			const { newestRuns } = evidence;
			if (!isGood(newestRuns)) return NO_LIST;
			const count = runsOf(evidence).length;
			const meta = metaOf(newestRuns) ?? (newestRuns.body as Row);
			if (count >= 100) return confirmed('100 rows came');
			if (typeof meta.per_page === 'number' && meta.per_page < 100) {
				return contradicted('fewer came, as per_page in the answer says');
			}
			return hasMore(newestRuns)
				? contradicted('fewer came, although there are more')
				: couldNotTell('there are too few runs');
		},
	},
];

function metaOf({ body }: RawAnswer): Row | undefined {
	const meta = (body as Row | null)?.meta;
	return isPlainObject(meta) ? (meta as Row) : undefined;
}

function linksOf({ body }: RawAnswer): Row | undefined {
	const links = (body as Row | null)?.links;
	return isPlainObject(links) ? (links as Row) : undefined;
}

function hasMore(answer: RawAnswer): boolean {
	return Boolean(linksOf(answer)?.next ?? (answer.body as Row).next_page_url);
}

/** What an answer has instead, by the names of its parts. */
function waysOnOf(answer: RawAnswer): string {
	const { body } = answer;
	if (Array.isArray(body)) return 'the answer is an array';
	const parts = [
		['the answer', body as Row],
		['meta', metaOf(answer)],
		['links', linksOf(answer)],
	] as const;
	return parts
		.filter(([, part]) => part)
		.map(([name, part]) => `${name} has ${namesOf(Object.keys(part as Row))}`)
		.join('; ');
}
