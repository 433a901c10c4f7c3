import type {
	IDataObject,
	IExecuteSingleFunctions,
	INodeExecutionData,
	PostReceiveAction,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { ask, askForFile, askForRows } from '../../api/client';
import { isSet } from '../../api/facts/flag';
import { whereToLook } from '../../api/facts/queue';
import { flowIdOf, triggerOf, virtualEnvironmentOf } from '../../api/facts/relations';
import { shown } from '../../api/facts/shown';
import { startedRun } from '../../api/facts/startedRun';
import { timeOf } from '../../api/facts/time';
import { readOptionalId } from '../request/ids';
import type { StreamedBody } from '../output/output';
import { assertIsFile } from '../output/output';
import { beforeSending } from '../request/transforms';
import type { Sender } from '../../api/sending/exchange';
import { senderOf } from '../../api/sending/exchange';
import { readSteps } from '../../api/flowVersionSteps';

const PAYLOADS_KEPT_MS = 72 * 3_600_000;
const MAX_PAYLOADS = 1_000;

const CHOOSE_ONE = 'Choose one under Options > Payload.';

/** Refuses what cannot be the ID of a payload, before the run is looked at. */
export const checkChosenPayload = beforeSending((context) => {
	chosenPayload(context);
});

function chosenPayload(context: IExecuteSingleFunctions): string | undefined {
	return readOptionalId(context, 'options.payloadId', 'Payload');
}

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
	const flowId = flowIdOf(run);
	if (flowId === undefined) throw cannotReplay(this, run, 'does not say which flow it is of');

	const virtualEnvironmentId = environmentOf(this, run);
	const input = await inputOf(this, sender, run);
	const content = input && (await download(this, sender, run, input));
	const { body } = await ask(sender, {
		method: 'POST',
		host: 'start',
		path: `/api/v1/flows/${encodeURIComponent(flowId)}/start${content?.isText ? '' : '/raw'}`,
		qs: virtualEnvironmentId ? { virtual_environment_id: virtualEnvironmentId } : {},
		...(content && { headers: { 'Content-Type': 'application/json' }, body: content.body }),
		howToCheck: whereToLook(Date.now()),
	});
	return [
		{
			json: {
				...startedRun(body),
				flowId,
				replayedFlowRunId: String(run.id),
				payloadId: input?.id ?? null,
			},
		},
	];
};

/**
 * The virtual environment to start in; null for none.
 *
 * @throws NodeOperationError for a run that does not say: it must not run again in another one
 */
function environmentOf(context: IExecuteSingleFunctions, run: IDataObject): string | null {
	const id = virtualEnvironmentOf(run);
	if (id !== undefined) return id;
	throw cannotReplay(
		context,
		run,
		'does not say in which virtual environment it ran',
		`It has ${shown(run.virtual_environment_version)} as its virtual_environment_version, where an object with an id, or null, was expected. Get the payload with Payload: Download, and start the flow with Flow: Start, where you choose the environment.`,
	);
}

/** A payload to start with. */
interface Input {
	id: string;
	/** Whether Patchworks says so. */
	isEmpty?: boolean;
}

/**
 * Finds the payload that went into a run: the earliest of its first step.
 *
 * @returns undefined when the run started without data, as one that is scheduled does
 */
async function inputOf(
	context: IExecuteSingleFunctions,
	sender: Sender,
	run: IDataObject,
): Promise<Input | undefined> {
	const chosen = chosenPayload(context);
	if (chosen !== undefined) return { id: chosen };
	if (triggerOf(run) === 'schedule') return undefined;

	const all = await payloadsOf(sender, run);
	if (all.rows.length === 0) {
		assertStartedWithoutData(context, run);
		return undefined;
	}
	const input = earliestOf(context, run, await payloadsOfFirstStep(context, sender, run, all));
	if (isSet(input.dropped)) {
		throw cannotReplay(context, run, 'started with a payload that Patchworks has dropped');
	}
	return { id: String(input.id), isEmpty: String(input.payload_size) === '0' };
}

/** What the API lists of payloads, in an order that it does not tell. */
interface Payloads {
	rows: IDataObject[];
	/** Whether there are more. */
	isCut: boolean;
}

/**
 * The payloads of a run, or of one step in it.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/payload-metadata
 */
async function payloadsOf(sender: Sender, run: IDataObject, stepId?: string): Promise<Payloads> {
	const { rows, total = 0 } = await askForRows(
		sender,
		'/api/v1/payload-metadata',
		{
			'filter[flow_run_id]': String(run.id),
			...(stepId !== undefined && { 'filter[flow_step_id]': stepId }),
		},
		MAX_PAYLOADS + 1,
	);
	return { rows, isCut: rows.length > MAX_PAYLOADS || total > rows.length };
}

/** @throws NodeOperationError for a run that may have had data, although the API lists no payload of it */
function assertStartedWithoutData(context: IExecuteSingleFunctions, run: IDataObject): void {
	const startedAt = timeOf(run.started_at);
	const retry = 'Retry may still run it again, in the version it ran in.';
	if (startedAt === undefined || Date.now() - startedAt >= PAYLOADS_KEPT_MS) {
		throw cannotReplay(
			context,
			run,
			`started at ${String(run.started_at ?? 'an unknown time')}, and its payloads are gone`,
			`Patchworks keeps payloads for 72 hours. ${retry}`,
		);
	}
	const given = run.payload_size === undefined ? run.payloadSize : run.payload_size;
	const size = given === null ? 0 : parseFloat(String(given));
	if (size === 0) return;
	throw cannotReplay(
		context,
		run,
		size > 0
			? 'had payloads, and Patchworks lists none of them'
			: `does not say whether it had payloads: it has ${shown(given)} as its payload_size, where a number was expected`,
		retry,
	);
}

/** @throws NodeOperationError when it cannot be told which payloads these are, or there are none */
async function payloadsOfFirstStep(
	context: IExecuteSingleFunctions,
	sender: Sender,
	run: IDataObject,
	all: Payloads,
): Promise<IDataObject[]> {
	const firstSteps = await firstStepsOf(context, sender, run);
	const lists = all.isCut
		? await Promise.all([...firstSteps].map(async (step) => await payloadsOf(sender, run, step)))
		: [all];
	if (lists.some(({ isCut }) => isCut)) {
		throw cannotReplay(
			context,
			run,
			'has more payloads of its first step than can be read',
			`At most 1,000 are read, so it cannot be told which went into the run. ${CHOOSE_ONE}`,
		);
	}
	const payloads = lists
		.flatMap(({ rows }) => rows)
		.filter(({ flow_step_id: step }) => firstSteps.has(String(step)));
	if (payloads.length > 0) return payloads;
	throw cannotReplay(
		context,
		run,
		'has payloads, but none of its first step',
		`It cannot be told which of them went into the run. ${CHOOSE_ONE}`,
	);
}

/** The IDs of the steps without one before them. */
async function firstStepsOf(
	context: IExecuteSingleFunctions,
	sender: Sender,
	run: IDataObject,
): Promise<Set<string>> {
	const steps = await readSteps(sender, run).catch((error: Error) => {
		throw cannotReplay(
			context,
			run,
			`cannot be replayed, since its steps cannot be read: ${error.message}`,
			`Without them it cannot be told which payload went into the run. ${CHOOSE_ONE}`,
		);
	});
	const first = steps.filter(
		({ parent_id: parent }) => ['', '0'].includes(String(parent ?? '')) && parent !== undefined,
	);
	if (first.length > 0) return new Set(first.map(({ id }) => String(id)));
	throw cannotReplay(
		context,
		run,
		'does not say which of its steps is the first',
		`It cannot be told which payload went into the run. ${CHOOSE_ONE}`,
	);
}

/**
 * The earliest of some payloads, by their times, and by their IDs where those are the same or unknown.
 *
 * @throws NodeOperationError when it cannot be told
 */
function earliestOf(
	context: IExecuteSingleFunctions,
	run: IDataObject,
	payloads: IDataObject[],
): IDataObject {
	const times = payloads.map(({ created_at: time }) => timeOf(time) ?? NaN);
	const earliest = Math.min(...times);
	const candidates = Number.isNaN(earliest)
		? payloads
		: payloads.filter((_, index) => times[index] === earliest);
	const [first] = candidates;
	if (candidates.length === 1) return first;
	if (candidates.every(({ id }) => /^\d+$/.test(String(id)))) {
		return candidates.reduce((a, b) => (BigInt(String(b.id)) < BigInt(String(a.id)) ? b : a));
	}
	throw cannotReplay(
		context,
		run,
		'has several payloads of its first step, whose order cannot be told',
		CHOOSE_ONE,
	);
}

/**
 * Gets a payload in the form in which the Start host takes it: JSON as it is, any other text within JSON.
 *
 * @returns undefined for a payload that is empty
 * @throws NodeOperationError for what is not text, or comes empty although it is not
 */
async function download(
	context: IExecuteSingleFunctions,
	sender: Sender,
	run: IDataObject,
	{ id, isEmpty = false }: Input,
) {
	const { bytes, headers } = await askForFile(sender, id, async (response) => {
		assertIsFile(context, response);
		const body = response.body as unknown as StreamedBody;
		return { bytes: await context.helpers.binaryToBuffer(body), headers: response.headers };
	});
	if (bytes.length === 0) {
		if (isEmpty) return undefined;
		throw cannotReplay(context, run, `cannot be replayed with payload ${id}, which came empty`);
	}
	const text = bytes.toString('utf8');
	if (!Buffer.from(text, 'utf8').equals(bytes)) {
		throw cannotReplay(
			context,
			run,
			`started with payload ${id}, which is not text`,
			'The Start API takes JSON and text. Retry may still run it again, in the version it ran in.',
		);
	}
	const isText = !isJson(text, String(headers['content-type'] ?? ''));
	return { isText, body: isText ? Buffer.from(JSON.stringify({ payload: text })) : bytes };
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

/** What is of another type may look like JSON; what is of a type such as NDJSON may not be it. */
function isJson(text: string, contentType: string): boolean {
	const isGeneral = contentType === '' || contentType.includes('octet-stream');
	if (!isGeneral && !contentType.includes('json')) return false;
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
