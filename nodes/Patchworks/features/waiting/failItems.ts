import type { IExecuteFunctions, NodeApiError } from 'n8n-workflow';

import { failedItem } from '../../../api/errors/itemErrors';
import { enumerate } from '../../../api/errors/enumerate';
import { errorOfItem } from '../../request/inputItems';
import { NOT_AGAIN } from './outcome';
import type { WaitSettings } from './waitSettings';
import type { PendingRun } from './pendingRuns';

/**
 * Gives items that failed their result.
 *
 * @param errors by item
 * @throws NodeApiError of the first of them, where the node is to stop on errors; it names the other runs that the node has started
 */
export function failItems(
	functions: IExecuteFunctions,
	settings: WaitSettings,
	pendingRuns: PendingRun[],
	errors: Map<number, unknown>,
): void {
	const failures = [...errors]
		.sort(([a], [b]) => a - b)
		.map(([item, error]) => ({ item, error: errorOfItem(functions, error, item) }));
	if (failures.length === 0) return;
	if (!functions.continueOnFail()) {
		const [{ item, error }] = failures;
		throw tellOfStarted(error, pendingRuns[item], settings, pendingRuns);
	}
	for (const { item, error } of failures) {
		const { flowRunId } = pendingRuns[item];
		pendingRuns[item].result = failedItem(error, item, flowRunId === '' ? {} : { flowRunId });
	}
}

/**
 * Adds to the error of an item which runs the node has started, since the workflow does not get what
 * has become of them.
 *
 * @param own the pendingRun of the item
 * @param pendingRuns those of all items
 */
export function tellOfStarted(
	error: NodeApiError,
	own: PendingRun,
	{ since }: WaitSettings,
	pendingRuns: PendingRun[],
): NodeApiError {
	const others = [...pendingRuns.entries()].filter(
		([, pendingRun]) => pendingRun !== own && pendingRun.startedAt !== undefined,
	);
	const named = others.map(
		([item, pendingRun]) => `${pendingRun.flowRunId} (item ${item}, ${stateOf(pendingRun)})`,
	);
	error.description = [
		error.description,
		own.startedAt !== undefined &&
			!names(error, own) &&
			`For this item flow run ${own.flowRunId} was started. ${NOT_AGAIN}`,
		others.length > 0 &&
			`For other items flows were started: flow runs ${enumerate(named)}. Starting them again would run them twice. Flow Run: Get Many lists them, with 'Started After' set to ${new Date(since).toISOString()}.`,
	]
		.filter(Boolean)
		.join(' ');
	return error;
}

function names({ message, description }: NodeApiError, { flowRunId }: PendingRun): boolean {
	return `${message} ${description ?? ''}`.toLowerCase().includes(`flow run ${flowRunId}`);
}

function stateOf({ result, hasFailed }: PendingRun): string {
	if (hasFailed) return 'failed';
	return result ? 'ended' : 'not ended';
}
