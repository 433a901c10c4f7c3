import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { wait } from '../../../../credentials/common/waiting';
import { senderOf } from '../../shared/transport';
import { handOver } from './handOver';
import { look } from './look';
import { cutShort } from './outcome';
import type { WaitSettings } from './settings';
import type { Ticket } from './tickets';

/** As long as n8n's own Wait node keeps an execution going before it puts it to sleep. */
const PATIENCE_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;

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
	let goesOn = await look(functions, settings, tickets);
	let waited = 0;
	let pause = FIRST_PAUSE_MS;
	while (goesOn && waited < PATIENCE_MS) {
		const milliseconds = Math.min(pause, settings.intervalMs, PATIENCE_MS - waited);
		await pauseFor(functions, milliseconds, tickets);
		waited += milliseconds;
		pause *= 2;
		goesOn = await look(functions, settings, tickets);
	}
	return goesOn ? await handOver(functions, settings, tickets) : itemsOf(tickets);
}

/** The items of tickets that all have their result. */
export function itemsOf(tickets: Ticket[]): INodeExecutionData[] {
	return tickets.flatMap(({ result }, item) =>
		result ? [{ ...result, pairedItem: { item } }] : [],
	);
}

async function pauseFor(functions: IExecuteFunctions, milliseconds: number, tickets: Ticket[]) {
	const cancelled = functions.getExecutionCancelSignal();
	await wait(milliseconds, cancelled).catch(() => {});
	const item = tickets.findIndex(({ result }) => !result);
	if (!cancelled?.aborted || item < 0) return;
	throw cutShort(senderOf(functions, item), tickets[item], 'when the execution was cancelled');
}
