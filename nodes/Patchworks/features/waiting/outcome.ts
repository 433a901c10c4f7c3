import pick from 'lodash/pick';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { flowNameOf, STATUS } from '../../../api/flowRuns';
import type { Sender } from '../../../api/sender';
import { FLOW_RUN_SUMMARY } from '../../../api/flowRunFields';
import { summaryOrWhyNot } from '../../../api/failureSummary';
import type { WaitSettings } from './settings';
import type { Ticket } from './tickets';

/**
 * What an item gives whose run has ended.
 *
 * @throws NodeOperationError with the run's own error, when a failed run is to fail the item
 */
export async function outcomeOf(
	sender: Sender,
	settings: WaitSettings,
	ticket: Ticket,
	run: IDataObject,
): Promise<INodeExecutionData> {
	const { flowRunId, simplify } = ticket;
	const shaped = simplify ? pick(run, FLOW_RUN_SUMMARY) : run;
	const json = { flowRunId, ...shaped };
	const status = Number(run.status);
	if (status !== STATUS.failure && status !== STATUS.stopped) return { json };

	const failureSummary = await summaryOrWhyNot(sender, run);
	if (!settings.failsItem) return { json: { ...json, failureSummary } };
	ticket.hasFailed = true;
	const flow = flowNameOf(run);
	const reason =
		'reason' in failureSummary
			? failureSummary.reason
			: `Its logs could not be read: ${failureSummary.error}`;
	throw new NodeOperationError(
		sender.functions.getNode(),
		`Flow run ${flowRunId}${flow ? ` of "${flow}"` : ''} ${status === STATUS.failure ? 'failed' : 'was stopped'}: ${reason}`,
		{
			itemIndex: sender.itemIndex,
			description:
				'Get Failure Summary says more of it. To go on with failed runs, set On Failed Run to Output the Run.',
		},
	);
}

/** What an error says of a run that was started by this node or by another. */
export const NOT_AGAIN = 'Starting the flow again would run it twice.';

/**
 * An error for a run that had not ended when the wait did.
 *
 * @param why ends the sentence, e.g. `after 60 minutes`
 * @param cause what was said about it
 */
export function cutShort(
	sender: Pick<Sender, 'functions' | 'itemIndex'>,
	{ flowRunId }: Ticket,
	why: string,
	cause?: string,
): NodeOperationError {
	return new NodeOperationError(
		sender.functions.getNode(),
		`Flow run ${flowRunId} had not ended ${why}. Look at flow run ${flowRunId}: it goes on in Patchworks.`,
		{
			itemIndex: sender.itemIndex,
			description: [
				cause && `${cause.replace(/[.\s]+$/, '')}.`,
				`Flow Run: Wait goes on waiting for it. ${NOT_AGAIN}`,
			]
				.filter(Boolean)
				.join(' '),
		},
	);
}

/** An error for a start whose answer does not say which run it is of. */
export function unknownRun(sender: Sender): NodeOperationError {
	return new NodeOperationError(
		sender.functions.getNode(),
		'Patchworks started the flow but did not say which run it is, so it cannot be waited for',
		{
			itemIndex: sender.itemIndex,
			description: `Flow Run: Get Many shows it, with this flow and with Started After. ${NOT_AGAIN}`,
		},
	);
}
