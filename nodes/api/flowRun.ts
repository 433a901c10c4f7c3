import omit from 'lodash/omit';
import type { IDataObject } from 'n8n-workflow';

import { flowIdOf, flowNameOf } from './facts/relations';
import { STATUS, statusName, statusOf } from './facts/status';
import { TRIGGERS } from './facts/trigger';
import { known } from './facts/values';

/**
 * What items call a run and its flow, whichever operation gives them: one name for each, in the form of
 * n8n's own nodes.
 *
 * @param url where the run is in the dashboard
 */
export function namesOf(run: IDataObject, url: string | undefined): IDataObject {
	const flowName = flowNameOf(run) ?? run.name;
	return known({
		flowRunId: run.id === undefined ? undefined : String(run.id),
		url,
		flowId: flowIdOf(run),
		flowName: flowName === null || flowName === '' ? undefined : flowName,
	});
}

/** The status of a run as the number that filters take, and in the dashboard's words. */
export function statusIn({ status }: IDataObject): IDataObject {
	if (status === undefined) return {};
	return { status: statusOf(status) ?? status, statusName: statusName(status) };
}

/**
 * A run as items have it: its most used fields, and no two for one thing.
 *
 * @param run a row of flow runs, best with the relation `flow`
 * @param url where the run is in the dashboard
 */
export function toFlowRun(run: IDataObject, url: string | undefined): IDataObject {
	return {
		...namesOf(run, url),
		...statusIn(run),
		...known({
			trigger: run.trigger,
			startedAt: run.started_at,
			finishedAt: run.finished_at,
			duration: run.duration,
			hasWarnings: run.has_warnings,
		}),
	};
}

/** A run as the API gives it, without the summary of its own that it leaves empty: it reads as "no reason known". */
export function rawFlowRun(run: IDataObject): IDataObject {
	return run.summary === null ? omit(run, 'summary') : run;
}

/** The statuses to choose from. */
export const STATUSES = Object.values(STATUS)
	.map((value) => ({ name: statusName(value), value }))
	.sort((a, b) => a.name.localeCompare(b.name));

/** The triggers to choose from. */
export const TRIGGER_OPTIONS = TRIGGERS.map((trigger) => ({ name: trigger, value: trigger }));
