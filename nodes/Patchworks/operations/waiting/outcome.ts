import pick from 'lodash/pick';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { flowNameOf, STATUS } from '../../shared/flowRuns';
import type { Sender } from '../../shared/transport';
import { FLOW_RUN_SUMMARY } from '../../resources/flowRun/fields';
import { summariseFailure } from '../failureSummary';
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
	{ flowRunId }: Ticket,
	run: IDataObject,
): Promise<INodeExecutionData> {
	const shaped = settings.simplify ? pick(run, FLOW_RUN_SUMMARY) : run;
	const json = { flowRunId, ...shaped };
	const status = Number(run.status);
	if (status !== STATUS.failure && status !== STATUS.stopped) return { json };

	const failureSummary = await summariseFailure(sender, run);
	if (!settings.failsItem) return { json: { ...json, failureSummary } };
	const flow = flowNameOf(run);
	throw new NodeOperationError(
		sender.functions.getNode(),
		`Flow run ${flowRunId}${flow ? ` of "${flow}"` : ''} ${status === STATUS.failure ? 'failed' : 'was stopped'}: ${failureSummary.reason}`,
		{
			itemIndex: sender.itemIndex,
			description:
				'Get Failure Summary says more of it. To go on with failed runs, set On Failed Run to Pass It On.',
		},
	);
}

/** An error for a run that had not ended when the wait did. */
export function cutShort(
	sender: Sender,
	{ flowRunId }: Ticket,
	why: string,
	description?: string,
): NodeOperationError {
	return new NodeOperationError(
		sender.functions.getNode(),
		`Flow run ${flowRunId} had not ended ${why}. Look at flow run ${flowRunId}: it goes on in Patchworks.`,
		{
			itemIndex: sender.itemIndex,
			description:
				description ??
				'Flow Run: Wait goes on waiting for it. Starting the flow again would run it twice.',
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
			description: 'Flow Run: Get Many shows it, with this flow and with Started After.',
		},
	);
}
