import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

/** https://github.com/gopatchworks/patchworks-mcp: the reference itself prints another list by mistake. */
export const STATUS = {
	started: 1,
	success: 2,
	failure: 3,
	stopped: 4,
	partialSuccess: 5,
} as const;

/** Where flow runs are listed: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue */
export const FLOW_RUNS_PATH = '/api/v1/flow-runs';

/** The relation that says in which virtual environment a run is. */
export const VIRTUAL_ENVIRONMENT_RELATION = 'virtualEnvironmentVersion.virtualEnvironment';

/** The path of one flow run, known from Patchworks' own client: https://github.com/gopatchworks/patchworks-mcp */
export function flowRunPath(flowRunId: string): string {
	return `${FLOW_RUNS_PATH}/${encodeURIComponent(flowRunId)}`;
}

/** Whether a run will not change any more. A status that is not known counts by its end time. */
export function hasEnded({ status, finished_at: finishedAt }: IDataObject): boolean {
	const code = Number(status);
	if (code === STATUS.started) return false;
	return (code > STATUS.started && code <= STATUS.partialSuccess) || Boolean(finishedAt);
}

/** The virtual environment that a run ran in; undefined when it ran in none, or the row does not say. */
export function virtualEnvironmentIdOf(run: IDataObject): string | undefined {
	const version = (run.virtual_environment_version ?? {}) as IDataObject;
	const environment = (version.virtual_environment ?? {}) as IDataObject;
	const id = run.virtual_environment_id ?? version.virtual_environment_id ?? environment.id;
	return id === undefined || id === null ? undefined : String(id);
}

/** The name of the flow of a run that was asked for with the relation `flow`. */
export function flowNameOf(run: IDataObject): string | undefined {
	const { name } = (run.flow ?? {}) as IDataObject;
	return typeof name === 'string' ? name : undefined;
}

/**
 * A time of the API in Unix milliseconds. One without a time zone is taken as UTC.
 *
 * @returns undefined when it is none
 */
export function timeOf(value: unknown): number | undefined {
	if (typeof value !== 'string') return undefined;
	const zone = { zone: 'utc' };
	const iso = DateTime.fromISO(value, zone);
	const time = iso.isValid ? iso : DateTime.fromSQL(value, zone);
	return time.isValid ? time.toMillis() : undefined;
}
