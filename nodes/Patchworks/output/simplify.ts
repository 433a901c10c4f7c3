import camelCase from 'lodash/camelCase';
import isEmpty from 'lodash/isEmpty';
import pick from 'lodash/pick';
import type {
	IDataObject,
	IExecuteSingleFunctions,
	INodeExecutionData,
	PostReceiveAction,
} from 'n8n-workflow';

import { listOf } from '../../api/facts/values';

/**
 * Leaves only the most used fields of each object, and what the user asked for, when the user wants
 * it simple.
 *
 * @param fields the fields to keep, in the order in which the output shows them
 */
export function simplify(fields: string[]): PostReceiveAction {
	return async function (this: IExecuteSingleFunctions, items: INodeExecutionData[]) {
		if (!this.getNodeParameter('simplify', false)) return items;
		const kept = [...new Set([...fields, ...askedFor(this)])];
		return items.map(({ json, ...item }) => {
			const shown = pick(json, kept);
			// What has none of them is another object, such as an answer of one sentence to a change.
			return { ...item, json: isEmpty(shown) ? json : shown };
		});
	};
}

/** The fields that come only because the user asked: `currentVersion.steps` is in `current_version`. */
export function askedFor(context: IExecuteSingleFunctions): string[] {
	const named = (parameter: string) => listOf(context.getNodeParameter(parameter, []));
	const relations = ['options.include', 'options.additionalRelations']
		.flatMap(named)
		.map((relation) => relation.split('.')[0]);
	return [...relations, ...relations.map(inSnakeCase), ...named('options.fields')];
}

/** Those fields of a row under the names that composed items have. */
export function extrasOf(row: IDataObject, wanted: string[]): IDataObject {
	const extras = Object.entries(row).filter(([field]) => wanted.includes(field));
	return Object.fromEntries(extras.map(([field, value]) => [camelCase(field), value]));
}

function inSnakeCase(name: string): string {
	return name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
}
