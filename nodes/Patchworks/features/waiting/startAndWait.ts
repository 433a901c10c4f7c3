import type {
	IExecuteFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
	NodeApiError,
	PostReceiveAction,
} from 'n8n-workflow';

import { start } from '../../resources/flow/start';
import { startedFlowRun } from '../../output/output';
import type { Operation } from '../../description/resource';
import { beforeSending } from '../../request/transforms';
import { senderOf } from '../../../api/sending/exchange';
import { sendItems } from '../../execute/executeItems';
import { list } from '../../execute/describePartialFailure';
import { unknownRun } from './outcome';
import { isSimplified, startedWith, waitSettings } from './settings';
import type { Ticket } from './tickets';
import { waitForRuns } from './waitForRuns';

/** Reads before anything is started what is read of an item once its flow has been. */
const readForTicket = beforeSending((context) => {
	isSimplified((name) => context.getNodeParameter(name));
});

/**
 * Start, for runs that are waited for: it refuses an answer that does not say which run was started.
 *
 * @param unknown gets the items of such answers
 */
function startKnownRuns(unknown: number[]): Operation {
	const knownRun: PostReceiveAction = async function (
		this: IExecuteSingleFunctions,
		[{ json }]: INodeExecutionData[],
	) {
		if (json.flowRunId === undefined) {
			unknown.push(this.getItemIndex());
			throw unknownRun(senderOf(this));
		}
		return [{ json: { flowRunId: json.flowRunId, startedAt: Date.now() } }];
	};
	const { routing } = start.option;
	return {
		...start,
		option: {
			...start.option,
			routing: {
				...routing,
				send: { preSend: [readForTicket, ...(routing?.send?.preSend ?? [])] },
				output: { postReceive: [startedFlowRun, knownRun] },
			},
		},
	};
}

/** Flow: Start and Wait. */
export async function startAndWait(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const read = (name: string): unknown => this.getNodeParameter(name, 0);
	const settings = waitSettings(this.getNode(), read, Date.now());
	const unknown: number[] = [];
	const outputs = await sendItems(this, startKnownRuns(unknown)).catch((error: NodeApiError) => {
		throw tellOfUnknown(error, unknown);
	});
	const tickets = outputs.map((output, item) => ticketFor(this, output, item));
	return [await waitForRuns(this, settings, tickets)];
}

/** Adds to the error of an item for which others a flow was started, too, in a run that is not known. */
function tellOfUnknown(error: NodeApiError, unknown: number[]): NodeApiError {
	const others = unknown.filter((item) => item !== error.context.itemIndex).sort((a, b) => a - b);
	if (others.length === 0) return error;
	error.description = `${error.description ?? ''} For other items flows were started without a word on their runs: items ${list(others)}. Starting them again would run them twice.`;
	return error;
}

function ticketFor(
	functions: IExecuteFunctions,
	[output]: INodeExecutionData[],
	item: number,
): Ticket {
	const { flowRunId, startedAt } = output.json;
	if (flowRunId === undefined) return { flowRunId: '', result: output };
	return {
		flowRunId: String(flowRunId),
		startedAt: Number(startedAt),
		...startedWith((name) => functions.getNodeParameter(name, item, '', { extractValue: true })),
		simplify: isSimplified((name) => functions.getNodeParameter(name, item)),
	};
}
