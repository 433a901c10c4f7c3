import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failItems } from './failItems';
import { continueInSubWorkflow } from './continueInSubWorkflow';
import { poll } from './poll';
import { timeoutError } from './outcome';
import { pollInProcess, IN_PROCESS_MS } from './pollInProcess';
import type { WaitSettings } from './waitSettings';
import { getsItemsBack } from './subExecution';
import type { PendingRun } from './pendingRuns';
import { itemsOf } from './pendingRuns';

/**
 * Waits until the runs have ended, and gives an item for each pendingRun.
 *
 * The first minute goes by in this execution, so that short runs are done quickly. Then the wait is
 * handed over to a sub-execution that sleeps in n8n's database between its looks, and holds no worker.
 * Where n8n has no use for what such a sub-execution gives, all of the wait goes by in this execution.
 *
 * @throws NodeApiError when an item fails and the node is to stop then
 */
export async function waitForRuns(
	functions: IExecuteFunctions,
	settings: WaitSettings,
	pendingRuns: PendingRun[],
): Promise<INodeExecutionData[]> {
	const cancelled = functions.getExecutionCancelSignal();
	const goesOn = await pollInProcess(
		getsItemsBack(functions) ? IN_PROCESS_MS : Infinity,
		settings,
		async () => await poll(functions, settings, pendingRuns),
		cancelled,
	);
	if (!goesOn) return itemsOf(pendingRuns);
	if (cancelled?.aborted) {
		return failUnfinished(functions, settings, pendingRuns, 'when the execution was cancelled');
	}
	try {
		return await continueInSubWorkflow(functions, settings, pendingRuns);
	} catch (error) {
		const { message } = error as Error;
		return failUnfinished(
			functions,
			settings,
			pendingRuns,
			'after a minute',
			`n8n does not go on with the wait: ${message}`,
		);
	}
}

/**
 * Fails the items whose run goes on.
 *
 * @returns the items, where the node goes on after errors
 * @throws NodeApiError of the first of them, otherwise
 */
function failUnfinished(
	functions: IExecuteFunctions,
	settings: WaitSettings,
	pendingRuns: PendingRun[],
	why: string,
	cause?: string,
): INodeExecutionData[] {
	const open = [...pendingRuns.entries()].filter(([, { result }]) => !result);
	const errors = open.map(
		([itemIndex, pendingRun]) =>
			[itemIndex, timeoutError({ functions, itemIndex }, pendingRun, why, cause)] as const,
	);
	failItems(functions, settings, pendingRuns, new Map(errors));
	return itemsOf(pendingRuns);
}
