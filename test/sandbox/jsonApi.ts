import type { Row } from './lists';

/** An answer's body with every object under `data` in JSON:API form, `{id, type, attributes}`. */
export function asJsonApi(body: unknown, type: string): unknown {
	if (!isObject(body) || !('data' in body)) return body;
	const { data } = body;
	if (Array.isArray(data)) return { ...body, data: data.map((row) => convert(row, type)) };
	return { ...body, data: convert(data, type) };
}

function convert(row: unknown, type: string): unknown {
	if (!isObject(row) || !('id' in row)) return row;
	const { id, ...attributes } = row as Row;
	return { id: String(id), type, attributes };
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
