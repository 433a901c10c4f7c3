import type { INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { isInDoubt } from '../../api/errors/doubt';
import { enumerate } from '../../api/errors/enumerate';
import { extendDescription } from '../../api/errors/extendDescription';
import type { Sender } from '../../api/sender';
import type { Operation } from '../description/operation';
import type { PlannedRequest } from './plannedRequest';

/**
 * Adds to the error of an item what was carried out for others, or may have been, which the workflow
 * sees nothing of.
 *
 * @param planned for all items
 * @param outputs by item; none where nothing was carried out, or it is not known
 * @param errors by item; none where it did not fail
 */
export function describePartialFailure(
	error: NodeApiError,
	{ startsFlow }: Operation,
	planned: PlannedRequest[],
	outputs: INodeExecutionData[][],
	errors: NodeApiError[],
): NodeApiError {
	const isOther = (item: number) => errors[item] !== error;
	const done = [...planned.keys()].filter(
		(item) => isOther(item) && hasCarriedOut(planned[item].sender),
	);
	const inDoubt = [...planned.keys()].filter(
		(item) => isOther(item) && errors[item] && isInDoubt(errors[item]),
	);
	return extendDescription(
		error,
		done.length > 0 && describeDone(done, outputs, startsFlow),
		inDoubt.length > 0 &&
			`For other items the request may have been carried out, too: items ${enumerate(inDoubt)}.`,
	);
}

function describeDone(done: number[], outputs: INodeExecutionData[][], startsFlow?: true): string {
	if (!startsFlow) {
		return `For other items the request was carried out: items ${enumerate(done)}. Running the node again would repeat it.`;
	}
	const runs = done.map((item) => outputs[item]?.[0]?.json.flowRunId ?? 'unknown');
	return `For other items flows were started: flow runs ${enumerate(runs)}. Starting them again would run them twice.`;
}

function hasCarriedOut({ carriedOut }: Sender): boolean {
	return carriedOut.length > 0;
}
