import type {
	IDataObject,
	IExecuteSingleFunctions,
	INodeExecutionData,
	PostReceiveAction,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { ask, askForRows } from '../shared/ask';
import { timeOf, virtualEnvironmentIdOf } from '../shared/flowRuns';
import { startedRun } from '../shared/output';
import type { Sender } from '../shared/transport';
import { senderOf } from '../shared/transport';
import { stepsOf } from './steps';

const PAYLOADS_KEPT_MS = 72 * 3_600_000;
const MAX_PAYLOADS = 1_000;

/**
 * Starts the flow of a run again, with the payload that went into the run, in the version that is
 * deployed now and in the virtual environment of the run.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/developer-hub/patchworks-core-api/core-api-spotlights/initialising-a-process-flow-and-sending-data-via-the-patchworks-api/the-steps/untitled
 *
 * @throws NodeOperationError when it cannot be told what went into the run, before anything is started
 */
export const replay: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	[{ json: run }]: INodeExecutionData[],
) {
	const sender = senderOf(this);
	const flowId = String(run.flow_id ?? '');
	if (flowId === '') throw cannotReplay(this, run, 'does not say which flow it is of');

	const payloadId = await inputOf(this, sender, run);
	const content =
		payloadId === undefined ? undefined : await download(this, sender, run, payloadId);
	const virtualEnvironmentId = virtualEnvironmentIdOf(run);
	const { body } = await ask(sender, {
		method: 'POST',
		host: 'start',
		path: `/api/v1/flows/${encodeURIComponent(flowId)}/start${content?.isText ? '' : '/raw'}`,
		qs: virtualEnvironmentId ? { virtual_environment_id: virtualEnvironmentId } : {},
		...(content && { headers: { 'Content-Type': 'application/json' }, body: content.body }),
		howToCheck: 'Look for a new run of the flow before sending it again.',
	});
	return [
		{
			json: {
				...startedRun(body),
				flowId,
				replayedFlowRunId: String(run.id),
				payloadId: payloadId ?? null,
			},
		},
	];
};

/**
 * Finds the payload that went into a run: that of the first step.
 *
 * @returns undefined when the run started without data
 */
async function inputOf(
	context: IExecuteSingleFunctions,
	sender: Sender,
	run: IDataObject,
): Promise<string | undefined> {
	const chosen = context.getNodeParameter('options.payloadId', '', { extractValue: true });
	if (chosen) return String(chosen);

	const { rows } = await askForRows(
		sender,
		'/api/v1/payload-metadata',
		{ 'filter[flow_run_id]': String(run.id) },
		MAX_PAYLOADS,
	);
	const payloads = rows.sort(byAge);
	if (payloads.length === 0) {
		const startedAt = timeOf(run.started_at);
		if (startedAt === undefined || Date.now() - startedAt < PAYLOADS_KEPT_MS) return undefined;
		throw cannotReplay(
			context,
			run,
			`started at ${String(run.started_at)}, and its payloads are gone`,
			'Patchworks keeps payloads for 72 hours. Retry may still run it again, in the version it ran in.',
		);
	}

	const firstSteps = await firstStepsOf(sender, run);
	const isScheduled = String(run.trigger).toLowerCase() === 'schedule';
	const input = firstSteps
		? payloads.find(({ flow_step_id: step }) => firstSteps.has(String(step)))
		: isScheduled
			? undefined
			: payloads[0];
	if (!input) {
		if (isScheduled) return undefined;
		throw cannotReplay(
			context,
			run,
			'has payloads, but none of its first step',
			'It cannot be told which of them went into the run. Choose one under Options > Payload.',
		);
	}
	if (input.dropped === true) {
		throw cannotReplay(context, run, 'has a payload that Patchworks has dropped');
	}
	return String(input.id);
}

/** Older ones first; the IDs tell where the times are the same. */
function byAge(a: IDataObject, b: IDataObject): number {
	const difference = (timeOf(a.created_at) ?? 0) - (timeOf(b.created_at) ?? 0);
	return difference || String(a.id).localeCompare(String(b.id), undefined, { numeric: true });
}

/** The steps without one before them, by their `parent_id`; undefined when it cannot be told. */
async function firstStepsOf(sender: Sender, run: IDataObject): Promise<Set<string> | undefined> {
	const first = (await stepsOf(sender, run)).filter((step) => step.parent_id === null);
	return first.length > 0 ? new Set(first.map(({ id }) => String(id))) : undefined;
}

/**
 * Gets a payload in the form in which the Start host takes it: JSON as it is, any other text within JSON.
 *
 * @throws NodeOperationError for what is not text
 */
async function download(
	context: IExecuteSingleFunctions,
	sender: Sender,
	run: IDataObject,
	payloadId: string,
) {
	const { body, headers } = await ask(sender, {
		path: `/api/v1/payload-metadata/${encodeURIComponent(payloadId)}/download`,
		encoding: 'arraybuffer',
		headers: { Accept: '*/*' },
	});
	const bytes = Buffer.from(body as ArrayBuffer);
	if (bytes.length === 0) return undefined;
	const text = bytes.toString('utf8');
	if (!Buffer.from(text, 'utf8').equals(bytes)) {
		throw cannotReplay(
			context,
			run,
			`started with payload ${payloadId}, which is not text`,
			'The Start API takes JSON and text. Retry may still run it again, in the version it ran in.',
		);
	}
	const isText = !isJson(text, String(headers['content-type'] ?? ''));
	return { isText, body: isText ? JSON.stringify({ payload: text }) : text };
}

/** An error for a run that cannot be replayed. */
function cannotReplay(
	context: IExecuteSingleFunctions,
	run: IDataObject,
	problem: string,
	description?: string,
): NodeOperationError {
	const itemIndex = context.getItemIndex();
	return new NodeOperationError(
		context.getNode(),
		`Flow run ${String(run.id)} ${problem} [item ${itemIndex}]. Nothing was started.`,
		{ itemIndex, description },
	);
}

/** A payload says by its type whether it is JSON; one of a general type, by what it holds. */
function isJson(text: string, contentType: string): boolean {
	const isSpecific = contentType !== '' && !contentType.includes('octet-stream');
	if (isSpecific) return contentType.includes('json');
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
