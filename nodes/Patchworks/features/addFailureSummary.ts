import type {
	IBinaryData,
	IDataObject,
	IExecuteSingleFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	PostReceiveAction,
} from 'n8n-workflow';

import { apiDownload, apiRequestItem } from '../../api/client';
import { isSet } from '../../api/facts/flag';
import { STATUS, statusOf } from '../../api/facts/status';
import type { OperationCall } from '../description/operation';
import { assertIsFile, storeFile } from '../output/file';
import type { Sender } from '../../api/sender';
import { senderOf } from '../../api/sender';
import type { FailureSummary } from '../../api/failureSummary';
import {
	readingInto,
	summariseFailure,
	summaryOrWhyNot,
	withinRun,
} from '../../api/failureSummary';
import { inBatches } from '../../api/inBatches';

const RUNS_AT_ONCE = 8;
/** A shape that loops can have thousands of payloads. */
const MAX_ATTACHMENTS = 20;

/** Makes the summary of a run's failure, with the payloads if the user wants them. */
export async function failureSummary({
	context,
	sender,
	request,
}: OperationCall): Promise<INodeExecutionData[]> {
	const summary = await summariseFailure(sender, await apiRequestItem(sender, request));
	if (!context.getNodeParameter('options.attachPayloads', false)) return [{ json: summary }];
	return [await withPayloads(context, sender, summary)];
}

/**
 * Adds the summary to each run of a list that failed, or whose flow caught an error. Where it cannot be
 * had, the run says why in its place.
 */
export const addFailureSummaries: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
) {
	if (!this.getNodeParameter('options.addFailureSummary', false)) return items;
	const sender = senderOf(this);
	return await inBatches(items, RUNS_AT_ONCE, async (item) => {
		if (!mayHaveFailed(item.json)) return item;
		const summary = await summaryOrWhyNot(sender, item.json);
		const saysNothing = 'reason' in summary && summary.reason === '';
		return saysNothing
			? item
			: { ...item, json: { ...item.json, failureSummary: withinRun(summary) } };
	});
};

/** A run that ended well can still have logged errors that its flow caught; it then has warnings. */
function mayHaveFailed({ status, has_warnings: hasWarnings }: IDataObject): boolean {
	const known = statusOf(status);
	return known === STATUS.success ? isSet(hasWarnings) : known !== STATUS.started;
}

async function withPayloads(
	context: IExecuteSingleFunctions,
	sender: Sender,
	summary: FailureSummary,
): Promise<INodeExecutionData> {
	const ids = (summary.failedShape?.payloadIds ?? []).slice(0, MAX_ATTACHMENTS);
	const unreadable = [...(summary.unreadable ?? [])];
	const read = readingInto(unreadable);
	const files = await inBatches(ids, RUNS_AT_ONCE, async (id) => {
		const store = async (response: IN8nHttpFullResponse): Promise<IBinaryData | undefined> => {
			assertIsFile(context, response);
			return await storeFile(context.helpers, response, id);
		};
		return await read(`Payload ${id}`, apiDownload(sender, id, store), undefined);
	});
	const attached = files.flatMap((file, index) =>
		file ? [[`payload_${index + 1}`, file] as const] : [],
	);
	return {
		json: { ...summary, ...(unreadable.length > 0 && { unreadable }) },
		binary: Object.fromEntries(attached),
	};
}
