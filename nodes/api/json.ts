import isPlainObject from 'lodash/isPlainObject';

/**
 * JSON as a user wrote it. It leaves as it stands, alone or within a body: to read it and write it
 * again would change numbers that a double cannot hold.
 */
export class JsonText {
	constructor(readonly text: string) {}
}

/**
 * The JSON of a value that may hold {@link JsonText}.
 *
 * @param refuse makes the error for a value that JSON has no form for, which it would turn into `null`
 * @returns undefined for what JSON leaves out
 */
export function toJson(value: unknown, refuse: (problem: string) => Error): string | undefined {
	if (value instanceof JsonText) return value.text;
	if (typeof value === 'bigint') return String(value);
	if (typeof value === 'number' && !Number.isFinite(value)) {
		throw refuse(`has a number that JSON cannot hold: ${value}`);
	}
	if (Array.isArray(value)) {
		return `[${value.map((entry) => toJson(entry, refuse) ?? 'null').join(',')}]`;
	}
	if (!isPlainObject(value) || typeof (value as { toJSON?: unknown }).toJSON === 'function') {
		return JSON.stringify(value) as string | undefined;
	}
	const properties = Object.entries(value as object).flatMap(([name, content]) => {
		const json = toJson(content, refuse);
		return json === undefined ? [] : [`${JSON.stringify(name)}:${json}`];
	});
	return `{${properties.join(',')}}`;
}

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Valid JSON with its numbers as text, for where they are sent as text anyway. */
export function withNumbersAsText(json: string): string {
	return json.replace(STRING_OR_NUMBER, (found) => (found.startsWith('"') ? found : `"${found}"`));
}

/** Marks a text that stands for a number; no JSON that is sent as text begins so. */
const NUMBER_MARK = '\u0000number:';

/** Reads valid JSON with each number as {@link JsonText}, so that it leaves as it was written. */
export function parseKeepingNumbers(json: string): unknown {
	const marked = json.replace(STRING_OR_NUMBER, (found) =>
		found.startsWith('"') ? found : JSON.stringify(NUMBER_MARK + found),
	);
	return JSON.parse(marked, (_name, value: unknown) =>
		typeof value === 'string' && value.startsWith(NUMBER_MARK)
			? new JsonText(value.slice(NUMBER_MARK.length))
			: value,
	);
}
