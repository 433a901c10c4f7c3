import type { IExecuteData, IExecuteSingleFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

/** The items of the current run of a node that are ready to be sent, by the run's input. */
const readyItems = new WeakMap<IExecuteData, Set<number>>();

/**
 * Waits until every item of this run is ready to be sent, and says whether they all are.
 *
 * n8n starts the requests of all items one after the other. Without this, an error in the input of
 * the last item would stop the node with the requests of the others already on their way: flows
 * would have been started, and nothing in the workflow would tell. A node that continues on errors
 * has no such trouble, since each item then gives its own result.
 *
 * @returns false when another item is in error and stops the node, so that nothing may be sent
 */
export async function areAllItemsReady(context: IExecuteSingleFunctions): Promise<boolean> {
	if (context.continueOnFail()) return true;

	const run = context.getExecuteData();
	const itemIndex = context.getItemIndex();
	let ready = readyItems.get(run);
	// An item that comes a second time starts anew: n8n retries a node with the same input.
	if (!ready || ready.has(itemIndex)) {
		ready = new Set();
		readyItems.set(run, ready);
	}
	ready.add(itemIndex);
	const expected = expectedItems(context);
	// n8n hands over all items before it lets a timer run.
	if (ready.size < expected) await sleep(0);
	if (ready.size >= expected) return true;

	// Whatever n8n tries next with this input starts anew.
	readyItems.delete(run);
	return false;
}

/** How many items n8n has handed over when it lets a timer run; with batching, not yet all. */
function expectedItems(context: IExecuteSingleFunctions): number {
	const { node, data } = context.getExecuteData();
	if (node.executeOnce) return 1;

	const total = data?.main?.[0]?.length ?? 1;
	const { batchSize, batchInterval } = context.getNodeParameter(
		'requestOptions.batching.batch',
		{},
	) as { batchSize?: number; batchInterval?: number };
	if (!batchInterval || batchInterval <= 0) return total;
	const size = batchSize && batchSize > 0 ? batchSize : 1;
	return Math.min(total, (Math.floor(context.getItemIndex() / size) + 1) * size);
}
