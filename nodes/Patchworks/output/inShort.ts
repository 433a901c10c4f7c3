import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { beginningOf } from '../../api/beginningOf';

/** How many characters of JSON a model gets to read at most: some 4,000 tokens. */
export const MOST_CHARACTERS_FOR_A_MODEL = 16_000;

/** How many rows of a list are read for a model at most. */
export const MOST_ROWS_FOR_A_MODEL = 50;

/** How much is left of an object: its fields, the entries of a list in it, the characters of a text. */
interface Measure {
	fields: number;
	entries: number;
	text: number;
	depth: number;
}

/** Tried one after the other until the answer is short enough. */
const MEASURES: Measure[] = [
	{ fields: 20, entries: 20, text: 4_000, depth: 6 },
	{ fields: 20, entries: 20, text: 1_000, depth: 5 },
	{ fields: 20, entries: 10, text: 300, depth: 4 },
	{ fields: 20, entries: 5, text: 100, depth: 2 },
];

/** Rows of a list are shown so, so that there is room for many. */
const ROW: Measure = { fields: 20, entries: 5, text: 500, depth: 3 };

/** Room for the note on what was left out. */
const NOTE = 500;

const MOST = MOST_CHARACTERS_FOR_A_MODEL - NOTE;

/** What is known of the answer as a whole. */
interface Whole {
	/** How many there are; undefined if nobody knows. */
	total: number | undefined;
	/** What a model can narrow the answer by: the keys that it fills in. */
	narrowedBy: string[];
	/** What each item is given once it is short. */
	added: IDataObject;
}

/**
 * Makes items short enough for a model to read: without what is empty, with some twenty fields each, with
 * long texts cut, and with as many items as there is room for. Notes say what was left out, and how to get at it.
 */
export function inShort(
	items: INodeExecutionData[],
	{ total, narrowedBy, added }: Whole,
): INodeExecutionData[] {
	const measures = items.length > 1 ? [ROW, ...MEASURES] : MEASURES;
	const [first] = items;
	if (!first) return items;
	const measure =
		measures.find((one) => sizeOf(cutObject(first.json, one)) <= MOST) ?? MEASURES.at(-1)!;
	const shown: INodeExecutionData[] = [];
	let room = MOST;
	for (const { json, ...rest } of items) {
		const short = cutObject(json, measure);
		room -= sizeOf(short) + sizeOf(added);
		if (room < 0 && shown.length > 0) break;
		shown.push({ ...rest, json: room < 0 ? asText(short, MOST - sizeOf(added)) : short });
	}
	const isOpen = total === undefined;
	const more = (total ?? items.length) - shown.length;
	if (more <= 0 && !isOpen) return shown;
	return [...shown, { json: { note: noteOn(more, isOpen, narrowedBy) } }];
}

/** Makes an item that failed short enough for a model: what it says comes before what Patchworks answered. */
export function failureInShort({ json, ...rest }: INodeExecutionData): INodeExecutionData {
	const { response, ...told } = json.error as IDataObject;
	const error = shortened(told, MOST / 2);
	const answer = response === undefined ? {} : shortened({ response }, MOST - sizeOf(error));
	return { ...rest, json: { error: { ...error, ...answer } } };
}

function shortened(object: IDataObject, most: number): IDataObject {
	const cuts = MEASURES.map((measure) => cutObject(object, measure));
	return cuts.find((cut) => sizeOf(cut) <= most) ?? asText(cuts.at(-1)!, most);
}

function noteOn(more: number, isOpen: boolean, narrowedBy: string[]): string {
	const left = more > 0 ? `and ${isOpen ? 'at least ' : ''}${count(more)} more` : 'and maybe more';
	const way =
		narrowedBy.length > 0
			? `Narrow it down by ${narrowedBy.join(', ')}.`
			: 'This tool cannot narrow it down.';
	return `${left}, left out to keep this short. ${way}`;
}

function count(number: number): string {
	return number.toLocaleString('en');
}

function sizeOf(value: unknown): number {
	return JSON.stringify(value).length;
}

/** What no measure makes short enough has thousands of nested fields. */
function asText(value: IDataObject, most: number): IDataObject {
	// Escaped once more, a text can be twice as long.
	return { text: cutText(JSON.stringify(value), Math.floor(most / 2)) };
}

function cutObject(object: IDataObject, measure: Measure): IDataObject {
	const filled = Object.entries(object).filter(([, value]) => !isEmpty(value));
	const kept = filled.slice(0, measure.fields);
	const cut: IDataObject = Object.fromEntries(
		kept.map(([key, value]) => [key, cutValue(value, measure) as IDataObject]),
	);
	const left = filled.slice(measure.fields).map(([key]) => key);
	if (left.length > 0) cut.leftOut = cutText(left.join(', '), measure.text);
	return cut;
}

function cutValue(value: unknown, measure: Measure): unknown {
	if (typeof value === 'string') return cutText(value, measure.text);
	if (typeof value !== 'object' || value === null) return value;
	if (measure.depth === 0) return cutText(JSON.stringify(value), measure.text);
	const within = { ...measure, depth: measure.depth - 1 };
	if (!Array.isArray(value)) return cutObject(value as IDataObject, within);
	const entries = value.slice(0, measure.entries).map((one) => cutValue(one, within));
	const more = value.length - entries.length;
	return more > 0 ? [...entries, `and ${count(more)} more`] : entries;
}

function cutText(text: string, most: number): string {
	if (text.length <= most) return text;
	return `${beginningOf(text, most)}… (cut, ${count(text.length)} characters in all)`;
}

function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null || value === '') return true;
	return typeof value === 'object' && !(value instanceof Date) && Object.keys(value).length === 0;
}
