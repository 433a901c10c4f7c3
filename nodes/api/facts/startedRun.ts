import isEmpty from 'lodash/isEmpty';
import isPlainObject from 'lodash/isPlainObject';
import mapValues from 'lodash/mapValues';
import omitBy from 'lodash/omitBy';
import type { IDataObject } from 'n8n-workflow';

import { objectAt } from './values';

/** Under these an answer may have the ID of the run that was started. */
const IDS = ['id', 'flow_run_id', 'flowRunId', 'flow_run'];

/**
 * The answer to a start, with the run's ID under `flowRunId` where it has one, and nowhere else.
 *
 * The documentation shows the answer only as a picture, so the ID is looked for wherever such an API puts
 * it, first under the names that can mean nothing else:
 * https://doc.wearepatchworks.com/product-documentation/developer-hub/patchworks-core-api/core-api-spotlights/initialising-a-process-flow-and-sending-data-via-the-patchworks-api
 */
export function startedRun(body: unknown): IDataObject {
	const answer = (
		typeof body === 'object' && body !== null ? body : { ...(Boolean(body) && { message: body }) }
	) as IDataObject;
	const data = objectAt(answer.data);
	const places = [data, objectAt(data.attributes), answer];
	const flowRunId = [
		...places.flatMap(({ flow_run_id: id, flowRunId: sameId }) => [id, sameId]),
		...places.map(({ flow_run: run }) => objectAt(run).id),
		data.id,
		answer.id,
	].find((id) => (typeof id === 'string' && id !== '') || typeof id === 'number');
	if (flowRunId === undefined) return answer;
	return { flowRunId: String(flowRunId), ...restOf(answer) };
}

/** What an answer says besides IDs, of which it says too little to tell them apart. */
function restOf(answer: IDataObject): IDataObject {
	const rest = mapValues(answer, (value) =>
		isPlainObject(value) ? restOf(value as IDataObject) : value,
	);
	return omitBy(rest, (value, key) =>
		isPlainObject(value) ? isEmpty(value) : IDS.includes(key) || isTypeOf(answer, key),
	) as IDataObject;
}

/** The type of a row is not in it, as JSON:API has it, but beside it. */
function isTypeOf({ attributes }: IDataObject, key: string): boolean {
	return key === 'type' && isPlainObject(attributes);
}
