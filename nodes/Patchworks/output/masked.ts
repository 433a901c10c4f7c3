import type {
	IDataObject,
	IExecuteSingleFunctions,
	INodeExecutionData,
	PostReceiveAction,
} from 'n8n-workflow';

/**
 * Puts asterisks in place of texts that an answer repeats although they are secrets.
 *
 * @param fields the fields that hold one, of each object and of those within it
 */
export function masked(fields: string[]): PostReceiveAction {
	return async function (this: IExecuteSingleFunctions, items: INodeExecutionData[]) {
		return items.map(({ json, ...item }) => ({ ...item, json: mask(json, fields) as IDataObject }));
	};
}

function mask(value: unknown, fields: string[]): unknown {
	if (Array.isArray(value)) return value.map((entry) => mask(entry, fields));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([field, content]) => [
			field,
			fields.includes(field) && typeof content === 'string' ? '*****' : mask(content, fields),
		]),
	);
}
