import type { Answer } from './answers';
import { addressOf, fieldsOf } from './call';
import type { Call } from './call';
import { rowSchema } from '../state/collections';
import type { Collections } from '../state/collections';
import { filtersOf, matches, page, sorted, withEmptyRelations } from '../state/lists';

/**
 * Answers an operation by what the contract says it is: a list, or one object of a list that is to be
 * read, made, changed or deleted.
 *
 * @returns undefined when it is none of these
 */
export function answerFromCollections(collections: Collections, call: Call): Answer | undefined {
	const { target, params, query } = call;
	const { method, path } = target;
	const item = /^(.*)\/\{(\w+)\}$/.exec(path);

	if (method === 'GET' && rowSchema(target)) {
		const filters = Object.entries(filtersOf(query));
		const rows = collections
			.rows(path, params)
			.filter((row) => filters.every(([key, value]) => matches(row, key, value)))
			.map((row) => withEmptyRelations(row, query));
		return { status: 200, body: page(sorted(rows, query), query, addressOf(call)) };
	}
	if (method === 'POST' && collections.has(path)) {
		return {
			status: createdStatus(call),
			body: { data: collections.create(path, params, fieldsOf(call)) },
		};
	}
	if (!item || !collections.has(item[1])) return undefined;
	const [, list, name] = item;
	const id = params[name];
	switch (method) {
		case 'GET':
			return {
				status: 200,
				body: { data: withEmptyRelations(collections.find(list, params, id), query) },
			};
		case 'PUT':
		case 'PATCH':
			return { status: 200, body: { data: collections.update(list, params, id, fieldsOf(call)) } };
		case 'DELETE':
			collections.remove(list, params, id);
			return { status: 200, body: { message: 'Deleted.' } };
		default:
			return undefined;
	}
}

/** The status of a successful creation: 201 only where the contract does not have 200. */
function createdStatus({ target }: Call): number {
	return '200' in target.op.responses ? 200 : 201;
}
