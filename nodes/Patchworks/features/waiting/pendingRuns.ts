import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isFailedItem } from '../../../api/errors/itemErrors';

/** What an item waits for; one for each input item, in their order, so that each keeps its place. */
export interface PendingRun {
	/** The run that is waited for; empty where there is none. */
	flowRunId: string;
	/** When this node had started the run, in Unix milliseconds; undefined for one started elsewhere. */
	startedAt?: number;
	/** The flow that was started; undefined for a run started elsewhere. */
	flowId?: string;
	/** The virtual environment that the flow was started in. */
	virtualEnvironmentId?: string;
	/** Where the run is in the dashboard. */
	url?: string;
	/** Whether Patchworks has shown the run, so that trouble with it may pass. */
	isSeen?: boolean;
	/** The fields of the input item, where the output is to have them. */
	input?: IDataObject;
	/** Whether n8n is to send an item that failed to the error output. */
	hasErrorOutput?: boolean;
	/** Whether the item is to have the most used fields of the run alone. */
	simplify?: boolean;
	/** Those of n8n's own Request Options that are expressions, as they are for the item. */
	requestOptions?: IDataObject;
	/** Whether the run has ended otherwise than the item is to pass on. */
	hasFailed?: boolean;
	/** What the item gives; undefined while it still waits. */
	result?: INodeExecutionData;
}

/** The field in which a sub-execution keeps pendingRuns; no item of a run has it. */
const FIELD = 'patchworksWait';

/**
 * A pendingRun as an item, for n8n to hand from node to node. Until it has its result it stands beside the
 * fields of the input item, since the credential may be made of them.
 *
 * @param input the fields of the input item
 */
export function toItem(
	pendingRun: PendingRun,
	item: number,
	input: IDataObject = {},
): INodeExecutionData {
	return {
		json: { ...(!pendingRun.result && input), [FIELD]: pendingRun as unknown as IDataObject },
		pairedItem: { item },
	};
}

/** The pendingRun that an item holds; undefined when it is another item. */
export function pendingRunOf({ json }: INodeExecutionData): PendingRun | undefined {
	return json[FIELD] as unknown as PendingRun | undefined;
}

/** An n8n expression that is true for an item which holds no pendingRun. */
export const HOLDS_NO_PENDING_RUN = `={{ $json.${FIELD} === undefined }}`;

/** An n8n expression for one of the Request Options in the pendingRun that an item holds. */
export function itsRequestOption(name: string): string {
	return `={{ $json.${FIELD}.requestOptions.${name} }}`;
}

/** The items of pendingRuns that all have their result. */
export function itemsOf(pendingRuns: PendingRun[]): INodeExecutionData[] {
	return pendingRuns.flatMap((pendingRun, item) => {
		const { result } = pendingRun;
		if (!result) return [];
		return [{ ...result, json: withInput(result.json, pendingRun), pairedItem: { item } }];
	});
}

/**
 * What an item gives, with the fields of its input where they are wanted.
 *
 * On the error output they are in the error: n8n takes an item with anything else for a success.
 */
function withInput(json: IDataObject, { input, hasErrorOutput }: PendingRun): IDataObject {
	if (!input) return json;
	return hasErrorOutput && isFailedItem(json)
		? { error: { ...(json.error as IDataObject), input } }
		: { ...json, input };
}
