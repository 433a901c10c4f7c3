import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Operation, Resource } from '../description/operation';
import { isTool } from '../../api/asTool';
import { executeItems } from './executeItems';

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
		const { performAll } = operation;
		if (performAll && !isTool(this.getNode()))
			return [await performAll(this, async (other) => await executeItems(this, other))];
		const outputs = await executeItems(this, operation);
		// The output of one item can be a hundred thousand rows.
		return outputs.length === 1 ? outputs : [outputs.flat()];
	};
}
