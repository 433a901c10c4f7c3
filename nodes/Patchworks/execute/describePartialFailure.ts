import type { INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { isInDoubt } from '../../api/errors';
import type { Operation } from '../description/resource';
import type { Plan } from '../../api/sending/exchange';
import { isReadOnly } from '../../api/sending/exchange';

const MOST_NAMED = 50;

/**
 * Adds to the error of an item what was carried out for others, or may have been, which the workflow
 * sees nothing of.
 *
 * @param plans of all items
 * @param outputs by item; none where nothing was carried out, or it is not known
 * @param errors by item; none where it did not fail
 */
export function tellOfOthers(
	error: NodeApiError,
	{ startsFlow }: Operation,
	plans: Plan[],
	outputs: INodeExecutionData[][],
	errors: NodeApiError[],
): NodeApiError {
	const done = [...plans.keys()].filter(
		(item) => outputs[item] && (startsFlow || !isReadOnly(plans[item].request)),
	);
	const inDoubt = [...plans.keys()].filter(
		(item) => errors[item] && errors[item] !== error && isInDoubt(errors[item]),
	);
	error.description = [
		error.description,
		done.length > 0 && tellDone(done, outputs, startsFlow),
		inDoubt.length > 0 &&
			`For other items the request may have been carried out, too: items ${list(inDoubt)}.`,
	]
		.filter(Boolean)
		.join(' ');
	return error;
}

function tellDone(done: number[], outputs: INodeExecutionData[][], startsFlow?: true): string {
	if (!startsFlow) {
		return `For other items the request was carried out: items ${list(done)}. Running the node again would repeat it.`;
	}
	const runs = done.map((item) => outputs[item][0].json.flowRunId ?? 'unknown');
	return `For other items flows were started: flow runs ${list(runs)}. Starting them again would run them twice.`;
}

/** Values for an error to name; of very many the first ones, and how many more there are. */
export function list(values: unknown[]): string {
	const rest = values.length - MOST_NAMED;
	return values.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
