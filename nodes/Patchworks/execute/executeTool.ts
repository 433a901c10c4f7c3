import type {
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import { asNodeError } from '../../api/errors/itemErrors';
import type { Operation } from '../description/operation';
import { resources } from '../resources';
import { failedOutput } from './failedOutput';
import { NameLookup } from './nameLookup';
import { execute, planRequest } from './plannedRequest';

/**
 * Does what an operation describes for a node whose code n8n does not run: the tool of an AI agent.
 *
 * n8n has read the description by then, and comes here because the Resource parameter sets `paginate`.
 * What it made of it is left: the operation is read as for a node in a workflow.
 *
 * @throws NodeApiError, unless the node goes on after errors
 */
export async function executeTool(
	this: IExecutePaginationFunctions,
): Promise<INodeExecutionData[]> {
	const item = this.getItemIndex();
	try {
		return await execute(await planRequest(this, operationOf(this), new NameLookup()));
	} catch (error) {
		const failure = asNodeError(this.getNode(), error, item);
		if (this.continueOnFail()) return failedOutput(this.getNode(), failure, item);
		throw failure;
	}
}

function operationOf(context: IExecuteSingleFunctions): Operation {
	const [resource, operation] = ['resource', 'operation'].map((name) =>
		context.getNodeParameter(name),
	);
	const found = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ option }) => option.value === operation);
	if (!found) throw new Error(`There is no operation ${String(operation)} of ${String(resource)}`);
	return found;
}
