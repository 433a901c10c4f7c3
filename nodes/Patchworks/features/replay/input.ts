import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { timeOf } from '../../../api/flowRuns';
import type { Sender } from '../../../api/sender';
import { readOptionalId } from '../../request/ids';
import type { RequestTransform } from '../../request/transforms/transform';
import { cannotReplay } from './cannotReplay';
import { earliestOf, payloadsOf, payloadsOfFirstStep } from './payloads';

const PAYLOADS_KEPT_MS = 72 * 3_600_000;

/** Refuses what cannot be the ID of a payload, before the run is looked at. */
export const checkChosenPayload: RequestTransform = (context) => {
	chosenPayload(context);
};

function chosenPayload(context: IExecuteSingleFunctions): string | undefined {
	return readOptionalId(context, 'options.payloadId', 'Payload');
}

/** A payload to start with. */
export interface Input {
	id: string;
	/** Whether Patchworks says so. */
	isEmpty?: boolean;
}

/**
 * Finds the payload that went into a run: the earliest of its first step.
 *
 * @returns undefined when the run started without data, as one that is scheduled does
 */
export async function inputOf(
	context: IExecuteSingleFunctions,
	sender: Sender,
	run: IDataObject,
): Promise<Input | undefined> {
	const chosen = chosenPayload(context);
	if (chosen !== undefined) return { id: chosen };
	if (String(run.trigger).toLowerCase() === 'schedule') return undefined;

	const all = await payloadsOf(sender, run);
	if (all.rows.length === 0) {
		assertStartedWithoutData(context, run);
		return undefined;
	}
	const input = earliestOf(context, run, await payloadsOfFirstStep(context, sender, run, all));
	if (isDropped(input)) {
		throw cannotReplay(context, run, 'started with a payload that Patchworks has dropped');
	}
	return { id: String(input.id), isEmpty: String(input.payload_size) === '0' };
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
	if (parseFloat(String(run.payload_size ?? run.payloadSize)) > 0) {
		throw cannotReplay(context, run, 'had payloads, and Patchworks lists none of them', retry);
	}
}

/** The reference shows `dropped` as a boolean, a number, a text and a list, by page. */
function isDropped({ dropped }: IDataObject): boolean {
	if (Array.isArray(dropped)) return dropped.length > 0;
	return ['true', '1'].includes(String(dropped).toLowerCase());
}
