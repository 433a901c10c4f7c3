import type { IExecuteFunctions, NodeApiError } from 'n8n-workflow';

import { asNodeError } from '../../api/errors/itemErrors';
import { inputItems } from './inputItems';

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
