import type {
	IExecuteFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
	PostReceiveAction,
} from 'n8n-workflow';

import { start } from '../../resources/flow/start';
import { startedFlowRun } from '../../shared/output';
import type { Operation } from '../../shared/resource';
import { senderOf } from '../../shared/transport';
import { sendItems } from '../sendItems';
import { unknownRun } from './outcome';
import { waitSettings } from './settings';
import type { Ticket } from './tickets';
import { waitForRuns } from './waitForRuns';

/** Refuses an answer that does not say which run was started. */
const knownRun: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
) {
	if (items[0].json.flowRunId === undefined) throw unknownRun(senderOf(this));
	return items;
};

/** Start, for runs that are waited for. */
const startKnownRun: Operation = {
	...start,
	option: {
		...start.option,
		routing: {
			...start.option.routing,
			output: { postReceive: [startedFlowRun, knownRun] },
		},
	},
};

/** Flow: Start and Wait. */
export async function startAndWait(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const read = (name: string): unknown => this.getNodeParameter(name, 0);
	const settings = waitSettings(this.getNode(), read, Date.now());
	const outputs = await sendItems(this, startKnownRun);
	return [await waitForRuns(this, settings, outputs.map(ticketFor))];
}

function ticketFor([output]: INodeExecutionData[]): Ticket {
	const { flowRunId } = output.json;
	return flowRunId === undefined
		? { flowRunId: '', result: output }
		: { flowRunId: String(flowRunId), isSeen: true };
}
