import type { IDataObject } from 'n8n-workflow';

import { apiRequestAllItems } from '../../../api/client';
import { isSet } from '../../../api/facts/flag';
import { idIn } from '../../../api/facts/relations';
import { timeOf } from '../../../api/facts/time';
import type { ApiRequest } from '../../../api/request';
import type { Sender } from '../../../api/sender';
import { objectAt } from '../../../api/facts/values';

/** A value seen by a shape of a run. */
export interface Sighting {
	/** When it was seen, last if several times, in Unix milliseconds. */
	at?: number;
	flowId?: string;
	flowName?: string;
	flowRunId?: string;
	shapeId?: string;
	shapeName?: string;
	entityType?: string;
	/** `send` where the shape passed it on, `receive` where it came in. */
	direction?: 'send' | 'receive';
	/** Whether the shape did what it had to; undefined where Patchworks does not say. */
	success?: boolean;
}

/** A value that more shapes saw than these is none to trace, such as a country. */
const MOST_SIGHTINGS = 500;

/** What is known of a value, the latest last. */
export interface Sightings {
	sightings: Sighting[];
	/** Whether there are more than were read. */
	isCut: boolean;
}

/**
 * Reads where a value was seen.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/dedupe-and-tracking/tracked-data
 *
 * @param request the list of tracked data
 * @throws NodeApiError when it cannot be read
 */
export async function readSightings(
	sender: Sender,
	request: ApiRequest,
	value: string,
): Promise<Sightings> {
	const { rows } = await apiRequestAllItems(
		sender,
		{ ...request, qs: { ...request.qs, 'filter[value]': value } },
		MOST_SIGHTINGS,
	);
	const sightings = rows.filter(isOf(value)).map(toSighting);
	return {
		sightings: sightings.sort((a, b) => (a.at ?? 0) - (b.at ?? 0)),
		isCut: rows.length >= MOST_SIGHTINGS,
	};
}

/** A filter may find more than what is equal. */
function isOf(value: string): (row: IDataObject) => boolean {
	const same = (other: unknown) => String(other).trim().toLowerCase() === value.toLowerCase();
	return ({ value: tracked }) => tracked === undefined || tracked === null || same(tracked);
}

function toSighting(row: IDataObject): Sighting {
	const { flow, flow_run: run, flow_step: step, entity_type: type } = row;
	const direction = String(row.direction ?? '').toLowerCase();
	return {
		at: timeOf(row.updated_at) ?? timeOf(row.created_at),
		flowId: idOf(row.flow_id, flow),
		flowName: nameOf(flow),
		flowRunId: idOf(row.flow_run_id, run),
		shapeId: idOf(row.step_id ?? row.flow_step_id, step),
		shapeName: nameOf(step),
		entityType: nameOf(type),
		direction: direction === 'send' || direction === 'receive' ? direction : undefined,
		success: row.success === undefined || row.success === null ? undefined : isSet(row.success),
	};
}

function idOf(id: unknown, relation: unknown): string | undefined {
	return idIn(id ?? objectAt(relation).id);
}

function nameOf(relation: unknown): string | undefined {
	const { name } = objectAt(relation);
	return typeof name === 'string' && name !== '' ? name : undefined;
}
