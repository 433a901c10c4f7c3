import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** What an item waits for; one for each input item, in their order, so that each keeps its place. */
export interface Ticket {
	/** The run that is waited for; empty where there is none. */
	flowRunId: string;
	/** When this node had started the run, in Unix milliseconds; undefined for one started elsewhere. */
	startedAt?: number;
	/** Whether Patchworks has shown the run, so that trouble with it may pass. */
	isSeen?: boolean;
	/** The fields of the input item, where the output is to have them. */
	input?: IDataObject;
	/** Whether the item is to have the most used fields of the run alone. */
	simplify?: boolean;
	/** Those of n8n's own Request Options that are expressions, as they are for the item. */
	requestOptions?: IDataObject;
	/** Whether the run has ended otherwise than the item is to pass on. */
	hasFailed?: boolean;
	/** What the item gives; undefined while it still waits. */
	result?: INodeExecutionData;
}

/** The field in which a sub-execution keeps tickets; no item of a run has it. */
const FIELD = 'patchworksWait';

/**
 * A ticket as an item, for n8n to hand from node to node. Until it has its result it stands beside the
 * fields of the input item, since the credential may be made of them.
 *
 * @param input the fields of the input item
 */
export function toItem(ticket: Ticket, item: number, input: IDataObject = {}): INodeExecutionData {
	return {
		json: { ...(!ticket.result && input), [FIELD]: ticket as unknown as IDataObject },
		pairedItem: { item },
	};
}

/** The ticket that an item holds; undefined when it is another item. */
export function ticketOf({ json }: INodeExecutionData): Ticket | undefined {
	return json[FIELD] as unknown as Ticket | undefined;
}

/** An n8n expression that is true for an item which holds no ticket. */
export const HOLDS_NO_TICKET = `={{ $json.${FIELD} === undefined }}`;

/** An n8n expression for one of the Request Options in the ticket that an item holds. */
export function itsRequestOption(name: string): string {
	return `={{ $json.${FIELD}.requestOptions.${name} }}`;
}
