import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Sender } from '../../../api/sender';
import { readSkipIf, reasonToSkip } from './skipIf';

/**
 * The item for a run that is not to be run again, which says why.
 *
 * @param run the run, asked for with the relations that tell
 * @param subject what the item calls the ID of the run
 * @returns undefined when it may be run
 */
export async function skippedItem(
	context: IExecuteSingleFunctions,
	sender: Sender,
	run: IDataObject,
	subject: string,
): Promise<INodeExecutionData | undefined> {
	const skipIf = readSkipIf(context);
	const skipReason = skipIf && (await reasonToSkip(context, sender, run, skipIf));
	return skipReason === undefined
		? undefined
		: { json: { skipped: true, skipReason, [subject]: String(run.id) } };
}

/** Whether the user only wants to know what would be started. */
export function isDryRun(context: IExecuteSingleFunctions): boolean {
	return context.getNodeParameter('options.dryRun', false) !== false;
}
