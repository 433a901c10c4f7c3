import type { IDataObject, INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import { itemError } from '../../../api/errors/itemErrors';
import { flowNameOf } from '../../../api/facts/relations';
import { STATUS, statusOf, unknownStatus } from '../../../api/facts/status';
import { addCompany } from '../../../api/companyLabel';
import type { Sender } from '../../../api/sender';
import { rawFlowRun, toFlowRun } from '../../../api/flowRun';
import { summaryOrWhyNot, withinRun } from '../../../api/failureSummary';
import type { WaitSettings } from './waitSettings';
import type { PendingRun } from './pendingRuns';

/**
 * What an item gives whose run has ended.
 *
 * @throws NodeOperationError with the run's own error, when a failed run is to fail the item
 */
export async function outcomeOf(
	sender: Sender,
	settings: WaitSettings,
	pendingRun: PendingRun,
	run: IDataObject,
): Promise<INodeExecutionData> {
	const { flowRunId, simplify } = pendingRun;
	const json = simplify ? toFlowRun(run, pendingRun.url) : rawFlowRun(run);
	await addCompany(sender, [{ json }]);
	const status = statusOf(run.status);
	if (status === STATUS.success || status === STATUS.partialSuccess) return { json };

	const failureSummary = await summaryOrWhyNot(sender, run);
	if (!settings.failsItem) return { json: { ...json, failureSummary: withinRun(failureSummary) } };
	pendingRun.hasFailed = true;
	if (status === undefined) throw unknownEnd(sender, pendingRun, run);
	const flow = flowNameOf(run);
	const reason =
		'reason' in failureSummary
			? failureSummary.reason
			: `Its logs could not be read: ${failureSummary.error}`;
	throw itemError(
		sender,
		`Flow run ${flowRunId}${flow ? ` of "${flow}"` : ''} ${status === STATUS.failure ? 'failed' : 'was stopped'}: ${reason}`,
		`${seeIt(pendingRun)}Get Failure Summary says more of it. To go on with failed runs, set 'On Failed Run' to Output the Run.`,
	);
}

/** An error for a run of which it cannot be told whether it failed. */
function unknownEnd(sender: Sender, pendingRun: PendingRun, run: IDataObject): NodeOperationError {
	return itemError(
		sender,
		`Flow run ${pendingRun.flowRunId} ${unknownStatus(run)}. It cannot be told whether it failed.`,
		`${seeIt(pendingRun)}To go on with such runs, set 'On Failed Run' to Output the Run. ${NOT_AGAIN}`,
	);
}

/** Says where the run of a pendingRun is in the dashboard, as a sentence to begin with. */
export function seeIt({ url }: PendingRun): string {
	return url ? `See it at ${url}. ` : '';
}

/** What an error says of a run that was started by this node or by another. */
export const NOT_AGAIN = 'Starting the flow again would run it twice.';

/**
 * An error for a run that had not ended when the wait did.
 *
 * @param why ends the sentence, e.g. `after 60 minutes`
 * @param cause what was said about it
 */
export function timeoutError(
	sender: Pick<Sender, 'functions' | 'itemIndex'>,
	pendingRun: PendingRun,
	why: string,
	cause?: string,
): NodeOperationError {
	const { flowRunId } = pendingRun;
	const said = cause ? `${cause.replace(/[.\s]+$/, '')}. ` : '';
	return itemError(
		sender,
		`Flow run ${flowRunId} had not ended ${why}. Look at flow run ${flowRunId}: it goes on in Patchworks.`,
		`${said}${seeIt(pendingRun)}Flow Run: Wait goes on waiting for it. ${NOT_AGAIN}`,
	);
}

/** An error for a start whose answer does not say which run it is of. */
export function unknownRun(sender: Sender): NodeOperationError {
	return itemError(
		sender,
		'Patchworks started the flow but did not say which run it is, so it cannot be waited for',
		`Flow Run: Get Many shows it, with this flow and with 'Started After'; while it is in the queue, Queued Run: Get Many does. ${NOT_AGAIN}`,
	);
}
