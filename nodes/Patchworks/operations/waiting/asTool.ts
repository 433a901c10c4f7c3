import type { IExecuteSingleFunctions, INodeExecutionData, PostReceiveAction } from 'n8n-workflow';

import { startedRun } from '../../shared/output';
import { senderOf } from '../../shared/transport';
import { lookAt } from './look';
import { cutShort, unknownRun } from './outcome';
import { lookForAMinute } from './patience';
import { waitSettings } from './settings';
import type { Ticket } from './tickets';

/**
 * Waits for the run that the answer is about, for a minute at most.
 *
 * n8n runs the code of an operation for nodes in a workflow. For the tools of an AI agent it sends what
 * the operation describes, and nothing can put it to sleep.
 *
 * @throws NodeOperationError when the run fails and is to fail the item, or goes on for longer
 */
export const waitedFor: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	_items: INodeExecutionData[],
	{ body },
) {
	const read = (name: string): unknown => this.getNodeParameter(name);
	const settings = waitSettings(this.getNode(), read, Date.now());
	const sender = senderOf(this);
	const { flowRunId } = startedRun(body);
	if (flowRunId === undefined) throw unknownRun(sender);
	const ticket: Ticket = { flowRunId: String(flowRunId), isSeen: true };
	const goesOn = await lookForAMinute(
		settings,
		async () => {
			ticket.result = await lookAt(sender, settings, ticket);
			return !ticket.result;
		},
		sender.cancelled,
	);
	if (goesOn || !ticket.result) {
		throw cutShort(sender, ticket, 'after a minute, and a tool cannot wait for longer');
	}
	return [ticket.result];
};
