import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { senderOf } from '../api/sender';
import { endEvent, startEvent, statusOfEvent } from './events';
import { assertFilters, listRuns } from './flowRuns';
import { toItems } from './items';
import { settingsOf } from './settings';

const RUNS_TO_LOOK_AT = 500;

/**
 * Gives the latest run that the trigger would fire on, for a test in the editor. It remembers nothing.
 *
 * @throws NodeOperationError when there is none
 */
export async function latestFlowRun(functions: IPollFunctions): Promise<INodeExecutionData[]> {
	const sender = senderOf(functions);
	const settings = settingsOf(functions);
	const { wantsStarts, wantedEnds } = settings;
	const only = !wantsStarts && wantedEnds.length === 1 ? statusOfEvent(wantedEnds[0]) : undefined;
	const { rows, read } = await listRuns(
		sender,
		settings,
		{ sort: '-started_at', ...(only && { 'filter[status]': only }) },
		RUNS_TO_LOOK_AT,
	);
	for (const run of rows) {
		const end = endEvent(run);
		if (end && wantedEnds.includes(end.name)) return await toItems(sender, settings, [end]);
		if (wantsStarts) return await toItems(sender, settings, [startEvent(run)]);
	}
	if (read === 0) await assertFilters(sender, settings);
	throw new NodeOperationError(
		functions.getNode(),
		read === 0
			? 'Patchworks has no flow run that matches'
			: `None of the latest ${read} flow runs matches`,
		{
			description:
				'Check Trigger On and the filters, or start a flow in Patchworks and test again. When the workflow is active, the trigger waits for a run.',
		},
	);
}
