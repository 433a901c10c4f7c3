import { isPlainObject } from 'lodash';

/** A request of the check. There is none but GET. */
export interface Question {
	path: string;
	query?: Record<string, string>;
	/** Whether only the head of the answer is wanted, as of a file. */
	headOnly?: boolean;
}

/** What came back, as it came. */
export interface RawAnswer {
	/** Undefined where there was no answer. */
	status?: number;
	/** Why there was no answer, or none that can be read, in words that hold nothing of it. */
	problem?: string;
	/** The answer's Date, in Unix milliseconds. */
	date?: number;
	/** The body where it is JSON. */
	body?: unknown;
}

/** An object of the API by its properties, whatever form it came in. */
export type Row = Record<string, unknown>;

/** Whether it was answered with JSON and a status that says it went well. */
export function isGood(answer: RawAnswer | undefined): answer is RawAnswer {
	return (
		answer?.status !== undefined &&
		answer.status < 300 &&
		!answer.problem &&
		answer.body !== undefined
	);
}

/** The objects of an answer to a list as they came; undefined where there is no list in it. */
export function rawRowsOf(answer: RawAnswer | undefined): unknown[] | undefined {
	if (!isGood(answer)) return undefined;
	const { body } = answer;
	if (Array.isArray(body)) return body;
	const data = (body as Row | null)?.data;
	if (Array.isArray(data)) return data;
	const byKey = isPlainObject(data) && Object.keys(data as Row).every((key) => /^\d+$/.test(key));
	return byKey ? Object.values(data as Row) : undefined;
}

/** The objects of an answer to a list by their properties; none where there is no list in it. */
export function rowsOf(answer: RawAnswer | undefined): Row[] {
	return (rawRowsOf(answer) ?? []).map(propertiesOf);
}

/** The one object of an answer by its properties. */
export function objectOf(answer: RawAnswer | undefined): Row | undefined {
	if (!isGood(answer)) return undefined;
	const { body } = answer;
	const data = isPlainObject(body) && 'data' in (body as Row) ? (body as Row).data : body;
	return isPlainObject(data) ? propertiesOf(data) : undefined;
}

/** The properties of an object, also of one that has them under `attributes`. */
export function propertiesOf(object: unknown): Row {
	if (!isPlainObject(object)) return {};
	const { attributes, ...rest } = object as Row;
	return isPlainObject(attributes) ? { ...rest, ...(attributes as Row) } : (object as Row);
}

/** Whether an object has its properties under `attributes`, as in JSON:API. */
export function isDressed(object: unknown): boolean {
	return isPlainObject(object) && isPlainObject((object as Row).attributes);
}

/** An ID as text; undefined where the value cannot be one. */
export function idOf(value: unknown): string | undefined {
	return typeof value === 'number' || (typeof value === 'string' && value !== '')
		? String(value)
		: undefined;
}
