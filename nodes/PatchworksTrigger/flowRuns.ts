import isEqual from 'lodash/isEqual';
import isUndefined from 'lodash/isUndefined';
import omitBy from 'lodash/omitBy';
import type { IDataObject } from 'n8n-workflow';

import type { Rows } from '../api/client';
import { apiRequestItem, apiRequestAllItems } from '../api/client';
import {
	FLOW_RUNS_PATH,
	flowRunPath,
	STATUS,
	VIRTUAL_ENVIRONMENT_RELATION,
	virtualEnvironmentIdOf,
} from '../api/flowRuns';
import type { Sender } from '../api/sender';
import type { Settings } from './settings';

/** The relation that has the errors and warnings that a run logged. */
const ERROR_LOGS_RELATION = 'errorWarningLogs';

/** A filter by time may leave out the time it is given, or cut it to whole seconds. */
export const FILTER_MARGIN_MS = 1_000;

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
	const query: IDataObject = {
		...relationsFor(settings),
		'fields[flow]': 'id,name',
		'filter[flow_id]': only(settings.flowIds),
		'filter[virtual_environment_id]': only(settings.virtualEnvironmentIds),
		'filter[trigger]': only(settings.triggers),
		...qs,
	};
	const result = await apiRequestAllItems(
		sender,
		{ path: FLOW_RUNS_PATH, qs: omitBy(query, isUndefined), isAboutRuns: true },
		wanted,
	);
	return {
		...result,
		rows: result.rows.filter((run) => isChosen(run, settings, settings)),
		read: result.rows.length,
		last: result.rows.at(-1),
	};
}

/**
 * Lists the chosen runs that go on at the moment. Each row's own status decides whether it does.
 *
 * @param qs further filters, and the order
 * @param wanted how many at most, as for {@link listRuns}
 */
export async function listOpenRuns(
	sender: Sender,
	settings: Settings,
	qs: IDataObject,
	wanted: number,
) {
	return await listRuns(sender, settings, { 'filter[status]': STATUS.started, ...qs }, wanted);
}

/** Gets one run as the lists give it. */
export async function getRun(
	sender: Sender,
	settings: Settings,
	flowRunId: string,
): Promise<IDataObject> {
	return await apiRequestItem(sender, {
		path: flowRunPath(flowRunId),
		qs: relationsFor(settings),
		isAboutRuns: true,
	});
}

function relationsFor({ withEnvironments, onlyNewCauses }: Settings): IDataObject {
	const environment = withEnvironments ? [VIRTUAL_ENVIRONMENT_RELATION] : [];
	const errors = onlyNewCauses ? [ERROR_LOGS_RELATION] : [];
	return { include: ['flow', ...environment, ...errors].join(',') };
}

/** What of the settings chooses runs. */
type Filters = Pick<Settings, 'flowIds' | 'virtualEnvironmentIds' | 'triggers'>;

/**
 * Whether a run passes the filters.
 *
 * @param asked the filters that Patchworks applied; what a row does not say then counts as chosen if
 * Patchworks chose by it. Left out for a run that was asked for by its ID: there, that counts as
 * chosen if the filter has one value, and what a row says to be none does not.
 */
export function isChosen(run: IDataObject, filters: Filters, asked?: Filters): boolean {
	const environment =
		virtualEnvironmentIdOf(run) ?? (run.virtual_environment_version === null ? null : undefined);
	const trigger = String(run.trigger ?? '').toLowerCase();
	const inLowerCase = (names: string[]) => names.map((name) => name.toLowerCase());
	return (
		passes(run.flow_id, filters.flowIds, asked?.flowIds) &&
		passes(environment, filters.virtualEnvironmentIds, asked?.virtualEnvironmentIds) &&
		passes(
			TRIGGER_NAMES.includes(trigger) ? trigger : undefined,
			inLowerCase(filters.triggers),
			asked && inLowerCase(asked.triggers),
		)
	);
}

function passes(value: unknown, chosen: string[], asked?: string[]): boolean {
	if (chosen.length === 0) return true;
	if (value !== undefined && value !== null) return chosen.includes(String(value));
	return chosen.length === 1 && (asked ? isEqual(chosen, asked) : value === undefined);
}
