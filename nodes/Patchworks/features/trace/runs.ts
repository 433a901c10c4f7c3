import uniq from 'lodash/uniq';
import type { IDataObject } from 'n8n-workflow';

import { apiRequestAllItems, apiRequestItem } from '../../../api/client';
import { flowRun, payloadsOfRun } from '../../../api/facts/requests';
import { known } from '../../../api/facts/values';
import { inBatches } from '../../../api/inBatches';
import type { Sender } from '../../../api/sender';
import type { Sighting } from './sightings';

const AT_ONCE = 8;
/** Of a value that more runs saw, the latest ones are looked at. */
const MOST_RUNS = 50;
const MOST_PAYLOADS = 100;

/** Gets the runs that saw a value, by their ID. A run that cannot be read, such as an old one, is left out. */
export async function readRuns(
	sender: Sender,
	sightings: Sighting[],
): Promise<Map<string, IDataObject>> {
	const ids = uniq(sightings.flatMap(({ flowRunId }) => flowRunId ?? []).reverse()).slice(
		0,
		MOST_RUNS,
	);
	const runs = await inBatches(ids, AT_ONCE, async (id) => {
		return await apiRequestItem(sender, flowRun(id, 'flow')).catch(() => undefined);
	});
	return new Map(runs.flatMap((run, index) => (run ? [[ids[index], run] as const] : [])));
}

/** A payload that Patchworks keeps of a run. */
export interface KeptPayload extends IDataObject {
	payloadId: string;
	flowRunId: string;
	shapeId?: string;
	shapeName?: string;
}

/**
 * Lists the payloads of runs.
 *
 * @param nameOf the name of a shape
 */
export async function readPayloads(
	sender: Sender,
	flowRunIds: string[],
	nameOf: (shapeId: string) => string | undefined,
): Promise<KeptPayload[]> {
	const lists = await inBatches(flowRunIds, AT_ONCE, async (flowRunId) => {
		const request = payloadsOfRun(flowRunId);
		const nothing = { rows: [] as IDataObject[] };
		const { rows } = await apiRequestAllItems(sender, request, MOST_PAYLOADS).catch(() => nothing);
		return rows.map((row): KeptPayload => {
			const { id, flow_step_id: step, payload_size: size } = row;
			const shapeId = step === undefined || step === null ? undefined : String(step as string);
			return known({
				payloadId: String(id as string),
				flowRunId,
				shapeId,
				shapeName: (shapeId && nameOf(shapeId)) || undefined,
				size: size ?? undefined,
			});
		});
	});
	return lists.flat();
}
