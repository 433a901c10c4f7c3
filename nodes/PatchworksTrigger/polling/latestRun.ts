import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { addCompany } from '../../api/companyLabel';
import type { Sender } from '../../api/sender';
import { senderOf } from '../../api/sender';
import { sampleAlarms } from '../alarms/samples';
import { endEvent, startEvent, statusOfEvent } from './events';
import { withNewCausesOnly } from './failures';
import { assertFilters, listRuns } from './readRuns';
import { toItems } from './items';
import type { Settings } from '../triggerSettings';
import { settingsOf } from '../triggerSettings';

const RUNS_TO_LOOK_AT = 500;

/**
 * Gives the latest run that the trigger would fire on and a sample of each chosen alarm, for a test in
 * the editor. It remembers nothing.
 *
 * @throws NodeOperationError when there is neither
 */
export async function latestFlowRun(functions: IPollFunctions): Promise<INodeExecutionData[]> {
	const sender = senderOf(functions);
	const settings = settingsOf(functions);
	const samples = (await sampleAlarms(sender, settings)).map((json) => ({ json }));
	const wantsRuns = settings.wantsStarts || settings.wantedEnds.length > 0;
	const { runs, read } =
		wantsRuns || samples.length === 0 ? await latestRuns(sender, settings) : { runs: [], read: 0 };
	const items = [...runs, ...samples];
	await addCompany(sender, items);
	if (items.length > 0) return items;
	if (read === 0 && wantsRuns) await assertFilters(sender, settings);
	throw new NodeOperationError(
		functions.getNode(),
		read === 0
			? 'Patchworks has no flow run that matches'
			: `None of the latest ${read} flow runs matches`,
		{
			description:
				"Check 'Trigger On' and 'Filters', or start a flow in Patchworks and test again. When the workflow is active, the trigger waits for a run.",
		},
	);
}

/** The item of the latest run that matches, and how many runs were read to find it. */
async function latestRuns(sender: Sender, settings: Settings) {
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
		if (end && wantedEnds.includes(end.name)) {
			const { notes } = await withNewCausesOnly(sender, settings, {}, [end]);
			return { runs: await toItems(sender, settings, [end], notes), read };
		}
		if (wantsStarts) return { runs: await toItems(sender, settings, [startEvent(run)]), read };
	}
	return { runs: [], read };
}
