import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { asNodeError } from '../../api/errors/itemErrors';
import type { Operation, Resource } from '../description/operation';
import { isTool } from '../request/display';
import { errorOfItem, inputItems } from '../request/inputItems';
import { executeItems } from './executeItems';
import { failedOutput } from './failedOutput';

type Run = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** What n8n runs for a node in a workflow: by resource, by operation. */
export function customOperationsOf(resources: Resource[]): Record<string, Record<string, Run>> {
	return Object.fromEntries(
		resources.map(({ value, operations }) => [
			value,
			Object.fromEntries(
				operations.map((operation) => [operation.option.value, runnerOf(operation)]),
			),
		]),
	);
}

function runnerOf(operation: Operation): Run {
	return async function (this: IExecuteFunctions) {
		try {
			return await outputsOf(this, operation);
		} catch (error) {
			return [allFailed(this, error)];
		}
	};
}

async function outputsOf(
	functions: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	const { performAll } = operation;
	if (performAll && !isTool(functions.getNode())) {
		return [await performAll(functions, async (other) => await executeItems(functions, other))];
	}
	const outputs = await executeItems(functions, operation);
	// The output of one item can be a hundred thousand rows.
	return outputs.length === 1 ? outputs : [outputs.flat()];
}

/**
 * What becomes of all items after an error that is not of one of them, such as that of a setting. Where the
 * node goes on after errors, n8n would hand on its input as if all had gone well.
 *
 * @throws NodeApiError where the node is to stop
 */
function allFailed(functions: IExecuteFunctions, error: unknown): INodeExecutionData[] {
	const node = functions.getNode();
	if (!functions.continueOnFail()) throw asNodeError(node, error, 0);
	return inputItems(functions).flatMap((_, item) =>
		failedOutput(node, errorOfItem(functions, error, item), item),
	);
}
