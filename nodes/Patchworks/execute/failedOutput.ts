import type { INode, INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { failedItem } from '../../api/errors/itemErrors';
import { failureInShort } from '../output/inShort';
import { isTool } from '../request/display';

/** The output of an item that failed, where the node goes on after errors. */
export function failedOutput(
	node: INode,
	failure: NodeApiError,
	item: number,
): INodeExecutionData[] {
	const failed = failedItem(failure, item);
	return [isTool(node) ? failureInShort(failed) : failed];
}
