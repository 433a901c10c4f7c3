import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failItems } from './failItems';
import { handOver } from './handOver';
import { look } from './look';
import { cutShort } from './outcome';
import { lookAgain, PATIENCE_MS } from './patience';
import type { WaitSettings } from './settings';
import { getsItemsBack } from './subExecution';
import type { Ticket } from './tickets';

/**
 * Waits until the runs have ended, and gives an item for each ticket.
 *
 * The first minute goes by in this execution, so that short runs are done quickly. Then the wait is
 * handed over to a sub-execution that sleeps in n8n's database between its looks, and holds no worker.
 * Where n8n has no use for what such a sub-execution gives, all of the wait goes by in this execution.
 *
 * @throws NodeApiError when an item fails and the node is to stop then
 */
export async function waitForRuns(
	functions: IExecuteFunctions,
	settings: WaitSettings,
	tickets: Ticket[],
): Promise<INodeExecutionData[]> {
	const cancelled = functions.getExecutionCancelSignal();
	// n8n makes a type of this name out of a node that is used as a tool, and may run its code.
	const isTool = functions.getNode().type.endsWith('Tool');
	const goesOn = await lookAgain(
		isTool || getsItemsBack(functions) ? PATIENCE_MS : Infinity,
		settings,
		async () => await look(functions, settings, tickets),
		cancelled,
	);
	if (!goesOn) return itemsOf(tickets);
	if (cancelled?.aborted) {
		return cutAllShort(functions, settings, tickets, 'when the execution was cancelled');
	}
	if (isTool) return cutAllShort(functions, settings, tickets, TOO_LONG_FOR_A_TOOL);
	try {
		return await handOver(functions, settings, tickets);
	} catch (error) {
		const { message } = error as Error;
		return cutAllShort(
			functions,
			settings,
			tickets,
			'after a minute',
			`n8n does not go on with the wait: ${message}`,
		);
	}
}

/** Ends the sentence of an error for a run that had not ended. */
export const TOO_LONG_FOR_A_TOOL = 'after a minute, and a tool cannot wait for longer';

/**
 * Fails the items whose run goes on.
 *
 * @returns the items, where the node goes on after errors
 * @throws NodeApiError of the first of them, otherwise
 */
function cutAllShort(
	functions: IExecuteFunctions,
	settings: WaitSettings,
	tickets: Ticket[],
	why: string,
	cause?: string,
): INodeExecutionData[] {
	const open = [...tickets.entries()].filter(([, { result }]) => !result);
	const errors = open.map(
		([itemIndex, ticket]) =>
			[itemIndex, cutShort({ functions, itemIndex }, ticket, why, cause)] as const,
	);
	failItems(functions, settings, tickets, new Map(errors));
	return itemsOf(tickets);
}

/** The items of tickets that all have their result. */
export function itemsOf(tickets: Ticket[]): INodeExecutionData[] {
	return tickets.flatMap(({ result, input }, item) => {
		if (!result) return [];
		const withInput = input && !('error' in result.json) && { json: { ...result.json, input } };
		return [{ ...result, ...withInput, pairedItem: { item } }];
	});
}
