import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { senderOf } from '../../shared/transport';
import { handOver } from './handOver';
import { look } from './look';
import { cutShort } from './outcome';
import { lookForAMinute } from './patience';
import type { WaitSettings } from './settings';
import type { Ticket } from './tickets';

/**
 * Waits until the runs have ended, and gives an item for each ticket.
 *
 * The first minute goes by in this execution, so that short runs are done quickly. Then the wait is
 * handed over to a sub-execution that sleeps in n8n's database between its looks, and holds no worker.
 *
 * @throws NodeOperationError when an item fails and the node is to stop then
 */
export async function waitForRuns(
	functions: IExecuteFunctions,
	settings: WaitSettings,
	tickets: Ticket[],
): Promise<INodeExecutionData[]> {
	const cancelled = functions.getExecutionCancelSignal();
	const goesOn = await lookForAMinute(
		settings,
		async () => await look(functions, settings, tickets),
		cancelled,
	);
	if (!goesOn) return itemsOf(tickets);
	if (!cancelled?.aborted) return await handOver(functions, settings, tickets);

	const item = tickets.findIndex(({ result }) => !result);
	throw cutShort(senderOf(functions, item), tickets[item], 'when the execution was cancelled');
}

/** The items of tickets that all have their result. */
export function itemsOf(tickets: Ticket[]): INodeExecutionData[] {
	return tickets.flatMap(({ result }, item) =>
		result ? [{ ...result, pairedItem: { item } }] : [],
	);
}
