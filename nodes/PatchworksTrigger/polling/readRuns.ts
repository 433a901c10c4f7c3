import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { Rows } from '../../api/client';
import { apiRequestItem, apiRequestAllItems } from '../../api/client';
import { flowRun, flowRuns } from '../../api/facts/requests';
import { VIRTUAL_ENVIRONMENT_RELATION } from '../../api/facts/relations';
import { STATUS } from '../../api/facts/status';
import type { Sender } from '../../api/sender';
import { known } from '../../api/facts/values';
import { startOf } from './events';
import { assertChoosable, assertFilterMayWork, isChosen } from './filters';
import { assertStarts } from './readable';
import type { Settings } from '../triggerSettings';

/** The relation that has the errors and warnings that a run logged. */
const ERROR_LOGS_RELATION = 'errorWarningLogs';

/** A filter by time may leave out the time it is given, or cut it to whole seconds. */
export const FILTER_MARGIN_MS = 1_000;

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
 * @throws NodeApiError when they cannot be read, and NodeOperationError when they do not say what is needed
 */
export async function listRuns(
	sender: Sender,
	settings: Settings,
	qs: IDataObject,
	wanted: number,
): Promise<Rows & { read: number; last?: IDataObject }> {
	const only = (values: string[]) => (values.length === 1 ? values[0] : undefined);
	const query = known<IDataObject>({
		include: relationsFor(settings),
		'fields[flow]': 'id,name',
		'filter[flow_id]': only(settings.flowIds),
		'filter[virtual_environment_id]': only(settings.virtualEnvironmentIds),
		'filter[trigger]': only(settings.triggers),
		...qs,
	});
	const result = await apiRequestAllItems(sender, flowRuns(query), wanted);
	const functions = sender.functions as IPollFunctions;
	assertStarts(functions, result.rows);
	assertChoosable(functions, settings, result.rows);
	return {
		...result,
		rows: result.rows.filter((run) => isChosen(run, settings, settings)),
		read: result.rows.length,
		last: result.rows.at(-1),
	};
}

/** How many runs without a filter show whether one works. */
const RUNS_TO_COMPARE = 50;
/** A run that is younger may have begun only after the filter was applied. */
const LEAST_AGE_MS = 60_000;

/**
 * Makes sure, where Patchworks finds no run for the filters that it is to apply, that it takes them for
 * what they are.
 *
 * @throws NodeApiError when runs cannot be read, and NodeOperationError when the filters do not work
 */
export async function assertFilters(sender: Sender, settings: Settings): Promise<void> {
	const { flowIds, virtualEnvironmentIds, triggers } = settings;
	if (![flowIds, virtualEnvironmentIds, triggers].some(({ length }) => length === 1)) return;
	const { read } = await listRuns(sender, settings, { sort: '-started_at' }, 1);
	if (read > 0) return;
	const { rows, answeredAt = Date.now() } = await apiRequestAllItems(
		sender,
		flowRuns({ include: relationsFor(settings), sort: '-started_at' }),
		RUNS_TO_COMPARE,
	);
	assertFilterMayWork(
		sender.functions as IPollFunctions,
		settings,
		rows.filter((run) => (startOf(run) ?? answeredAt) < answeredAt - LEAST_AGE_MS),
	);
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
	return await apiRequestItem(sender, flowRun(flowRunId, relationsFor(settings)));
}

function relationsFor({ withEnvironments, onlyNewCauses }: Settings): string {
	const environment = withEnvironments ? [VIRTUAL_ENVIRONMENT_RELATION] : [];
	const errors = onlyNewCauses ? [ERROR_LOGS_RELATION] : [];
	return ['flow', ...environment, ...errors].join(',');
}
