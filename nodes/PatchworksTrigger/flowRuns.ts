import type { IDataObject } from 'n8n-workflow';

import type { Rows } from '../Patchworks/shared/ask';
import { askForObject, askForRows } from '../Patchworks/shared/ask';
import {
	FLOW_RUNS_PATH,
	flowRunPath,
	STATUS,
	VIRTUAL_ENVIRONMENT_RELATION,
	virtualEnvironmentIdOf,
} from '../Patchworks/shared/flowRuns';
import type { Sender } from '../Patchworks/shared/transport';
import type { Settings } from './settings';

/** The names of triggers in lower case, as the reference lists them for `filter[trigger]`. */
const TRIGGER_NAMES = [
	'api',
	'callback',
	'event',
	'manual',
	'retry',
	'router',
	'schedule',
	'shape',
	'webhook',
];

/**
 * Lists the chosen runs.
 *
 * One value of a filter is Patchworks' to apply. Several are applied here: the reference does not say
 * that these filters take lists, and a filter that were misread would lose runs without a word.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue
 *
 * @param qs further filters, and the order
 * @param wanted how many runs at most, before the filters that are applied here
 * @returns the runs that match; `read` is how many were read for it, and `last` the last of those
 */
export async function listRuns(
	sender: Sender,
	settings: Settings,
	qs: IDataObject,
	wanted: number,
): Promise<Rows & { read: number; last?: IDataObject }> {
	const only = (values: string[]) => (values.length === 1 ? values[0] : undefined);
	const query = {
		...relationsFor(settings),
		'fields[flow]': 'id,name',
		'filter[flow_id]': only(settings.flowIds),
		'filter[virtual_environment_id]': only(settings.virtualEnvironmentIds),
		'filter[trigger]': only(settings.triggers),
		...qs,
	};
	const result = await askForRows(
		sender,
		FLOW_RUNS_PATH,
		Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)),
		wanted,
	);
	return {
		...result,
		rows: result.rows.filter((run) => isChosen(run, settings)),
		read: result.rows.length,
		last: result.rows.at(-1),
	};
}

/** The runs that go on at the moment, the latest first. */
export async function listOpenRuns(
	sender: Sender,
	settings: Settings,
	wanted: number,
): Promise<IDataObject[]> {
	const qs = { 'filter[status]': STATUS.started, sort: '-started_at' };
	return (await listRuns(sender, settings, qs, wanted)).rows;
}

/** Gets one run as the lists give it. */
export async function getRun(
	sender: Sender,
	settings: Settings,
	flowRunId: string,
): Promise<IDataObject> {
	return await askForObject(sender, flowRunPath(flowRunId), relationsFor(settings));
}

function relationsFor({ virtualEnvironmentIds }: Settings): IDataObject {
	const environment = virtualEnvironmentIds.length > 0 ? [VIRTUAL_ENVIRONMENT_RELATION] : [];
	return { include: ['flow', ...environment].join(',') };
}

/** Whether a run passes the filters. What its row does not say counts as chosen if Patchworks filtered by it. */
export function isChosen(run: IDataObject, settings: Settings): boolean {
	const trigger = String(run.trigger ?? '').toLowerCase();
	return (
		passes(settings.flowIds, run.flow_id) &&
		passes(settings.virtualEnvironmentIds, virtualEnvironmentIdOf(run)) &&
		passes(
			settings.triggers.map((name) => name.toLowerCase()),
			TRIGGER_NAMES.includes(trigger) ? trigger : undefined,
		)
	);
}

function passes(chosen: string[], value: unknown): boolean {
	if (chosen.length === 0) return true;
	if (value === undefined || value === null) return chosen.length === 1;
	return chosen.includes(String(value));
}
