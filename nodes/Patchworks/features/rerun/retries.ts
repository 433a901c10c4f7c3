import type { IDataObject } from 'n8n-workflow';

import { apiRequestAllItems } from '../../../api/client';
import { idIn } from '../../../api/facts/relations';
import { triggerOf } from '../../../api/facts/trigger';
import { flowRuns } from '../../../api/facts/requests';
import type { Sender } from '../../../api/sender';
import { known, objectAt } from '../../../api/facts/values';

/** A run that was started by Retry. */
export interface Retry extends IDataObject {
	id: string;
	/** The run that it is the retry of; undefined when the row does not say. */
	retryOf?: string;
}

/**
 * The run that a run is the retry of, of a row that was asked for with the relation `retriedFlowRun`.
 *
 * The reference does not say which of two runs `retry_flow_run_id` names. On a run that Retry started it
 * can only be the one before it.
 *
 * @returns undefined when it is none, or the row does not say
 */
export function retryOf(run: IDataObject): string | undefined {
	const { id } = objectAt(run.retried_flow_run ?? run.retriedFlowRun);
	return idIn(id) ?? (triggerOf(run) === 'retry' ? idIn(run.retry_flow_run_id) : undefined);
}

/** The run that retried a run, where the row of a run that nothing retried before names one. */
export function retriedAs(run: IDataObject): string | undefined {
	const trigger = triggerOf(run);
	if (trigger === undefined || trigger === 'retry' || retryOf(run) !== undefined) return undefined;
	return idIn(run.retry_flow_run_id);
}

/**
 * The runs that Retry started since a time. A replay is a new run, of which the API does not say that it
 * repeats another.
 *
 * @param since Unix milliseconds
 * @param filters more filters of the list of runs
 */
export async function retriesSince(
	sender: Sender,
	since: number,
	filters: IDataObject = {},
): Promise<Retry[]> {
	const { rows } = await apiRequestAllItems(
		sender,
		flowRuns({
			...filters,
			'filter[trigger]': 'Retry',
			'filter[started_after]': since,
			include: 'retriedFlowRun',
			sort: '-started_at',
		}),
		Infinity,
		(row): Retry => known({ id: String(row.id), retryOf: retryOf(row) }),
	);
	return rows as Retry[];
}
