import isEmpty from 'lodash/isEmpty';
import pick from 'lodash/pick';
import type { IExecuteSingleFunctions, INodeExecutionData, PostReceiveAction } from 'n8n-workflow';

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
	const relations = ['options.include', 'options.additionalRelations']
		.flatMap((parameter) => context.getNodeParameter(parameter, []) as string | string[])
		.flatMap((relation) => String(relation).split(','))
		.map((relation) => relation.trim().split('.')[0]);
	const fields = context.getNodeParameter('options.fields', []) as string | string[];
	return [...relations, ...relations.map(inSnakeCase), ...[fields].flat()];
}

function inSnakeCase(name: string): string {
	return name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
}
