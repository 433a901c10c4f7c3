import type { IDataObject, IExecuteSingleFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { isInDoubt, markInDoubt } from './doubt';

/**
 * The error as n8n is to store it with the execution: without the node's parameters, in which a
 * masked field is not masked. n8n would wrap anything but a NodeApiError in one, with the parameters.
 */
export function asNodeError(node: INode, error: unknown, itemIndex: number): NodeApiError {
	const shownNode = { ...node, parameters: {} };
	if (error instanceof NodeApiError) return Object.assign(error, { node: shownNode });

	const { message, description, context } = error as Error & {
		description?: string;
		context?: IDataObject;
	};
	const options = { message, description, itemIndex, httpCode: 'none' };
	const asApiError = Object.assign(new NodeApiError(shownNode, { message }, options), { message });
	if (context?.companyLabel) asApiError.context.companyLabel = context.companyLabel;
	return isInDoubt(error as Error) ? markInDoubt(asApiError) : asApiError;
}

/**
 * The item to give in place of an error when the node is to go on.
 *
 * The error lies in its JSON: where it lies beside it, n8n drops everything but the message, also the
 * input that its error output otherwise carries along. And it is all that lies there: n8n before 2.40
 * takes an item with other properties for a success, and any property takes the place of the input's.
 *
 * @param details what else the error is to say, such as which run it is about
 */
export function failedItem(
	error: NodeApiError | NodeOperationError,
	item: number,
	details: IDataObject = {},
): INodeExecutionData {
	const httpCode = error instanceof NodeApiError ? error.httpCode : null;
	return {
		json: {
			error: {
				message: error.message,
				...(error.description && { description: error.description }),
				...(httpCode && httpCode !== 'none' && { httpCode }),
				...(Boolean(error.context.companyLabel) && {
					companyLabel: error.context.companyLabel,
				}),
				...(error.context.data !== undefined && { response: error.context.data as IDataObject }),
				...details,
			},
		},
		pairedItem: { item },
	};
}

/** Whether an item is one that {@link failedItem} gives. */
export function isFailedItem(json: IDataObject): boolean {
	return 'error' in json && Object.keys(json).length === 1;
}

/** An error that names its item, of what Patchworks answered or did. */
export function itemError(
	{ functions, itemIndex }: { functions: { getNode: () => INode }; itemIndex: number },
	message: string,
	description?: string,
): NodeOperationError {
	return new NodeOperationError(functions.getNode(), message, { itemIndex, description });
}

/**
 * An error for a parameter that cannot be sent as it is.
 *
 * @param label the parameter's display name
 */
export function inputError(
	context: IExecuteSingleFunctions,
	label: string,
	problem: string,
	description?: string,
): NodeOperationError {
	return notSent(context, `'${label}' ${problem}`, description);
}

/**
 * An error for an item of which nothing can be sent.
 *
 * @param problem the sentence, without its full stop
 */
export function notSent(
	context: IExecuteSingleFunctions,
	problem: string,
	description?: string,
	outcome = 'Nothing was sent.',
): NodeOperationError {
	const itemIndex = context.getItemIndex();
	const message = `${problem} [item ${itemIndex}]. ${outcome}`;
	return itemError({ functions: context, itemIndex }, message, description);
}
