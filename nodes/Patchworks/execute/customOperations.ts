import merge from 'lodash/merge';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { resources } from '../resources';
import type { Operation } from '../description/resource';
import { sendItems } from './executeItems';
import { startAndWait } from '../features/waiting/startAndWait';
import { wait } from '../features/waiting/wait';

type Run = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** The operations that are more than the request that their description has. */
export const waitingOperations = {
	flow: { startAndWait },
	flowRun: { wait },
};

/** What n8n runs for a node in a workflow: by resource, by operation. */
export const customOperations: Record<string, Record<string, Run>> = merge(
	Object.fromEntries(
		resources.map(({ value, operations }) => [
			value,
			Object.fromEntries(
				operations.map((operation) => [operation.option.value, runnerOf(operation)]),
			),
		]),
	),
	waitingOperations,
);

function runnerOf(operation: Operation): Run {
	return async function (this: IExecuteFunctions) {
		const outputs = await sendItems(this, operation);
		// The output of one item can be a hundred thousand rows.
		return outputs.length === 1 ? outputs : [outputs.flat()];
	};
}
