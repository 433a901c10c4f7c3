import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failedItem } from '../../../api/errors/itemErrors';
import { fillPath } from '../../request/paths';
import { itemContext } from '../../request/itemContext';
import { errorOfItem, inputItems } from '../../request/inputItems';
import { WAITING_SINCE } from './fields';
import { poll } from './poll';
import { inputOfFailed, isSimplified, waitSettings, wantedInput } from './waitSettings';
import type { PendingRun } from './pendingRuns';
import { itemsOf, pendingRunOf, toItem } from './pendingRuns';
import { waitForRuns } from './waitForRuns';

/** Waits for the runs of all items. In the sub-execution that a wait is handed over to, one look at them. */
export async function wait(functions: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const since = Number(functions.getNodeParameter(WAITING_SINCE, 0, 0)) || undefined;
	const read = (name: string): unknown => functions.getNodeParameter(name, 0);
	const settings = waitSettings(functions.getNode(), read, since ?? Date.now());
	const input = inputItems(functions);
	if (since === undefined) {
		const pendingRuns = input.map((_, item) => pendingRunFor(functions, input, item));
		return await waitForRuns(functions, settings, pendingRuns);
	}

	const pendingRuns = input.flatMap((item) => pendingRunOf(item) ?? []);
	const goesOn = await poll(functions, settings, pendingRuns);
	if (!goesOn) return itemsOf(pendingRuns);
	return pendingRuns.map((pendingRun, item) => toItem(pendingRun, item, input[item].json));
}

/** @throws NodeApiError for an ID that cannot be, unless the node goes on after errors */
function pendingRunFor(
	functions: IExecuteFunctions,
	input: INodeExecutionData[],
	item: number,
): PendingRun {
	const context = itemContext(functions, item);
	const read = (name: string): unknown => context.getNodeParameter(name);
	const given = [functions.getNode(), read, input[item]] as const;
	try {
		const flowRunId = decodeURIComponent(fillPath(context, '{flowRunId}'));
		return { flowRunId, simplify: isSimplified(read), ...wantedInput(...given) };
	} catch (error) {
		const failure = errorOfItem(functions, error, item);
		if (!functions.continueOnFail()) throw failure;
		return { flowRunId: '', result: failedItem(failure, item), ...inputOfFailed(...given) };
	}
}
