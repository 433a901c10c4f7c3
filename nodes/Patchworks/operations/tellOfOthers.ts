import type { INodeExecutionData, NodeApiError } from 'n8n-workflow';

import type { Operation } from '../shared/resource';
import type { Plan } from '../shared/transport';
import { methodForRetries } from '../shared/transport';

const MOST_NAMED = 50;

/**
 * Adds to the error of an item what was carried out for others, which the workflow sees nothing of.
 *
 * @param plans of all items
 * @param outputs by item; none where nothing was carried out, or it is not known
 */
export function tellOfOthers(
	error: NodeApiError,
	{ startsFlow }: Operation,
	plans: Plan[],
	outputs: INodeExecutionData[][],
): NodeApiError {
	const done = [...plans.keys()].filter(
		(item) => outputs[item] && (startsFlow || methodForRetries(plans[item].request) !== 'GET'),
	);
	if (done.length === 0) return error;

	const told = startsFlow
		? `For other items flows were started: flow runs ${list(done.map((item) => outputs[item][0].json.flowRunId ?? 'unknown'))}. Starting them again would run them twice.`
		: `For other items the request was carried out: items ${list(done)}. Running the node again would repeat it.`;
	error.description = [error.description, told].filter(Boolean).join(' ');
	return error;
}

function list(values: unknown[]): string {
	const rest = values.length - MOST_NAMED;
	return values.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
