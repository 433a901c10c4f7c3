import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { isSet } from '../../../api/facts/flag';
import { shown } from '../../../api/facts/shown';
import { timeOf } from '../../../api/facts/time';
import { triggerOf } from '../../../api/facts/trigger';
import type { Sender } from '../../../api/sender';
import { readOptionalId } from '../../request/ids';
import type { RequestTransform } from '../../request/transforms/transform';
import { cannotReplay } from './cannotReplay';
import { earliestOf, payloadsOf, payloadsOfFirstShape } from './payloads';

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
 * Finds the payload that went into a run: the earliest of its first shape.
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
	if (triggerOf(run) === 'schedule') return undefined;

	const all = await payloadsOf(sender, run);
	if (all.rows.length === 0) {
		assertStartedWithoutData(context, run);
		return undefined;
	}
	const input = earliestOf(context, run, await payloadsOfFirstShape(context, sender, run, all));
	if (isSet(input.dropped)) {
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
