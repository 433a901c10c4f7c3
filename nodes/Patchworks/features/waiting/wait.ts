import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { asNodeError, failedItem } from '../../../api/errors/itemErrors';
import { fillPath } from '../../request/paths';
import { itemContext } from '../../request/itemContext';
import { inputItems } from '../../request/inputItems';
import { WAITING_SINCE } from './fields';
import { look } from './look';
import { isSimplified, waitSettings, wantedInput } from './settings';
import type { Ticket } from './tickets';
import { ticketOf, toItem } from './tickets';
import { itemsOf, waitForRuns } from './waitForRuns';

/** Waits for the runs of all items. In the sub-execution that a wait is handed over to, one look at them. */
export async function wait(functions: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const since = Number(functions.getNodeParameter(WAITING_SINCE, 0, 0)) || undefined;
	const read = (name: string): unknown => functions.getNodeParameter(name, 0);
	const settings = waitSettings(functions.getNode(), read, since ?? Date.now());
	const input = inputItems(functions);
	if (since === undefined) {
		const tickets = input.map((_, item) => ticketFor(functions, input, item));
		return await waitForRuns(functions, settings, tickets);
	}

	const tickets = input.flatMap((item) => ticketOf(item) ?? []);
	const goesOn = await look(functions, settings, tickets);
	if (!goesOn) return itemsOf(tickets);
	return tickets.map((ticket, item) => toItem(ticket, item, input[item].json));
}

/** @throws NodeApiError for an ID that cannot be, unless the node goes on after errors */
function ticketFor(
	functions: IExecuteFunctions,
	input: INodeExecutionData[],
	item: number,
): Ticket {
	try {
		const context = itemContext(functions, item);
		const flowRunId = decodeURIComponent(fillPath(context, '{flowRunId}'));
		const read = (name: string): unknown => context.getNodeParameter(name);
		return { flowRunId, simplify: isSimplified(read), ...wantedInput(read, input[item]) };
	} catch (error) {
		const failure = asNodeError(functions.getNode(), error, item);
		if (!functions.continueOnFail()) throw failure;
		return { flowRunId: '', result: failedItem(failure, item) };
	}
}
