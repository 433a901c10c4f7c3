import type { IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { asNodeError } from '../../api/errors/itemErrors';

/** The input items: of a node in a workflow, or of one that an AI agent uses as a tool. */
export function inputItems(functions: IExecuteFunctions): INodeExecutionData[] {
	const input = functions.getInputData();
	return input.length > 0 ? input : functions.getInputData(0, NodeConnectionTypes.AiTool);
}

/**
 * The error of an item as it leaves the node: where there are several, it names the item as n8n does.
 * The editor would add this by itself; logs, error workflows and error outputs have nothing but the text.
 */
export function errorOfItem(
	functions: IExecuteFunctions,
	error: unknown,
	item: number,
): NodeApiError {
	const failure = asNodeError(functions.getNode(), error, item);
	if (inputItems(functions).length > 1 && !/\[item \d+\]/.test(failure.message)) {
		failure.message += ` [item ${item}]`;
	}
	return failure;
}
