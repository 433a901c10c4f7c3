import type {
	DeclarativeRestApiSettings,
	IExecutePaginationFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import { resources } from '../resources';
import { describedRequest } from '../request/describedRequest';
import { send } from '../../api/sending/exchange';

/**
 * Sends what an operation describes, for a node whose code n8n does not run: the tool of an AI agent.
 *
 * n8n has read the description by then, and comes here because the Resource parameter sets `paginate`.
 * It is read again as for a node in a workflow, so that both send the same.
 */
export async function sendAsTool(
	this: IExecutePaginationFunctions,
	requestData: DeclarativeRestApiSettings.ResultOptions,
): Promise<INodeExecutionData[]> {
	const { options, actions } = await describedRequest(this, operationOf(this));
	const postReceive = [{ data: {}, actions }] as typeof requestData.postReceive;
	return await send.call(this, { ...requestData, options, postReceive });
}

function operationOf(context: IExecutePaginationFunctions) {
	const [resource, operation] = ['resource', 'operation'].map((name) =>
		context.getNodeParameter(name),
	);
	const found = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ option }) => option.value === operation);
	if (!found) throw new Error(`There is no operation ${String(operation)} of ${String(resource)}`);
	return found;
}
