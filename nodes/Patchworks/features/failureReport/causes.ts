import groupBy from 'lodash/groupBy';
import isNil from 'lodash/isNil';
import orderBy from 'lodash/orderBy';
import uniqBy from 'lodash/uniqBy';
import type { IDataObject } from 'n8n-workflow';

import type { FailedRun } from './failedRuns';
import { causeKey, causeOfFailure } from '../../../api/loggedFailure';
import { isoOf, known } from '../../../api/facts/values';

/** A run to look at. */
export interface Sample extends IDataObject {
	flowRunId: string;
	startedAt?: string;
	/** Where the run is in the dashboard. */
	url?: string;
}

/** Why runs of a flow failed: all those with the same error in the same shape. */
export interface Cause extends IDataObject {
	/** The same in each report, as long as flow, shape and error are. */
	key: string;
	/** How it differs from the report that this one is compared with. */
	change?: string;
	flowId?: string;
	flowName?: string;
	/** The shape that logged the error. */
	shapeName?: string;
	shapeId?: string;
	/** The error without what differs from run to run. */
	cause: string;
	/** The error as the latest of the runs logged it. */
	message?: string;
	count: number;
	/** The count in the earlier report. */
	previousCount?: number;
	/** Of all runs in the period; undefined where Patchworks does not tell how many there are. */
	sharePercent?: number;
	/** When the first and the last of the runs started, in ISO 8601. */
	firstSeen?: string;
	lastSeen?: string;
	environments: IDataObject[];
	/** Whether in each environment of these a run of the flow that started after the last of them ended as a success. */
	succeededSince?: boolean;
	/** The latest of those; null where an environment has none. */
	lastSuccess?: IDataObject | null;
	/** How many of the runs were retried; of replays the API does not tell. */
	retried: number;
	samples: Sample[];
	flowRunIds?: string[];
}

/** A cause, and the runs that it is made of, the latest first. */
export interface CauseOfRuns {
	cause: Cause;
	runs: FailedRun[];
}

const MOST_SAMPLES = 3;
const NOT_READ = 'The logs could not be read.';

/**
 * Groups runs by flow, shape and cause, the most frequent first.
 *
 * @param urlOf the address of a run in the dashboard
 */
export function groupByCause(
	runs: FailedRun[],
	urlOf: (flowRunId: string) => string | undefined,
): CauseOfRuns[] {
	const groups = Object.entries(groupBy(runs, (run) => causeKey(run, causeOfRun(run)))).map(
		([key, group]): CauseOfRuns => {
			const latestFirst = orderBy(group, [({ startedAt = 0 }) => startedAt], ['desc']);
			return { cause: describe(key, latestFirst, urlOf), runs: latestFirst };
		},
	);
	return orderBy(groups, [({ cause }) => cause.count, ({ cause }) => cause.key], ['desc', 'asc']);
}

function causeOfRun(run: FailedRun): string {
	return run.isRead ? causeOfFailure(run) : NOT_READ;
}

function describe(
	key: string,
	runs: FailedRun[],
	urlOf: (flowRunId: string) => string | undefined,
): Cause {
	const [latest] = runs;
	const { flowId, flowName, shapeName, shapeId, message } = latest;
	return known<Cause>({
		key,
		flowId,
		flowName,
		shapeName,
		shapeId,
		cause: causeOfRun(latest),
		message,
		count: runs.length,
		firstSeen: isoOf(runs.at(-1)?.startedAt),
		lastSeen: isoOf(latest.startedAt),
		environments: environmentsOf(runs),
		retried: 0,
		samples: runs
			.slice(0, MOST_SAMPLES)
			.map(({ id, startedAt }) =>
				known({ flowRunId: id, startedAt: isoOf(startedAt), url: urlOf(id) }),
			),
	});
}

function environmentsOf(runs: FailedRun[]): IDataObject[] {
	return uniqBy(runs, ({ environmentId }) => environmentId).flatMap(
		({ environmentId: id, environmentName: name }) => (isNil(id) ? [] : known({ id, name })),
	);
}
