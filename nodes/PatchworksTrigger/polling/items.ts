import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { summaryOrWhyNot, withinRun } from '../../api/failureSummary';
import { inBatches } from '../../api/inBatches';
import { rawFlowRun, toFlowRun } from '../../api/flowRun';
import { apiRequestAllItems } from '../../api/client';
import { runUrl } from '../../api/facts/dashboard';
import { flowRunLogs } from '../../api/facts/requests';
import type { Sender } from '../../api/sender';
import type { Notes } from './failures';
import type { RunEvent } from './events';
import type { Settings } from '../triggerSettings';

const EVENTS_AT_ONCE = 8;
const MAX_LOGS = 1_000;

/** Whether an item costs requests of its own. */
export function isDetailed({ withLogs, withFailureSummary, onlyNewCauses }: Settings): boolean {
	return withLogs || withFailureSummary || onlyNewCauses;
}

/**
 * Makes the items that the workflow starts with, in the order of the events.
 *
 * That a run failed is more important than its details: where these cannot be read, the item says so.
 *
 * @param notes what items say about the cause of a failure
 */
export async function toItems(
	sender: Sender,
	settings: Settings,
	events: RunEvent[],
	notes?: Notes,
): Promise<INodeExecutionData[]> {
	const credentials = await sender.credentials();
	return await inBatches(events, EVENTS_AT_ONCE, async (event) => ({
		json: {
			event: event.name,
			...shapeOf(event.run, settings, runUrl(credentials, String(event.run.id))),
			...(notes?.has(event) && { cause: notes.get(event) }),
			...(await detailsOf(sender, settings, event)),
		},
	}));
}

function shapeOf(run: IDataObject, { simplify }: Settings, url: string | undefined): IDataObject {
	return simplify ? toFlowRun(run, url) : { ...(url && { url }), ...rawFlowRun(run) };
}

async function detailsOf(
	sender: Sender,
	{ withLogs, withFailureSummary }: Settings,
	{ name, run }: RunEvent,
): Promise<IDataObject> {
	const unreadable = (error: Error) => ({ error: error.message });
	const logs = async () => {
		const request = flowRunLogs(String(run.id), { sort: 'id' });
		return (await apiRequestAllItems(sender, request, MAX_LOGS)).rows;
	};
	return {
		...(withLogs && { logs: await logs().catch(unreadable) }),
		...(withFailureSummary &&
			name !== 'started' && {
				failureSummary: withinRun(await summaryOrWhyNot(sender, run)),
			}),
	};
}
