import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** What an item waits for; one for each input item, in their order, so that each keeps its place. */
export interface Ticket {
	/** The run that is waited for. */
	flowRunId: string;
	/** Whether Patchworks has answered for this run before, so that trouble with it may pass. */
	isSeen?: boolean;
	/** What the item gives; undefined while it still waits. */
	result?: INodeExecutionData;
}

/** The field in which a sub-execution keeps tickets; no item of a run has it. */
const FIELD = 'patchworksWait';

/** A ticket as an item, for n8n to hand from node to node. */
export function toItem(ticket: Ticket, item: number): INodeExecutionData {
	return { json: { [FIELD]: ticket as unknown as IDataObject }, pairedItem: { item } };
}

/** The ticket that an item holds; undefined when it is another item. */
export function ticketOf({ json }: INodeExecutionData): Ticket | undefined {
	return json[FIELD] as unknown as Ticket | undefined;
}

/** An n8n expression that is true for an item which holds no ticket. */
export const HOLDS_NO_TICKET = `={{ $json.${FIELD} === undefined }}`;
