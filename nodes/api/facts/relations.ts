import isPlainObject from 'lodash/isPlainObject';
import type { IDataObject } from 'n8n-workflow';

import { objectAt } from './values';

/** The relation that says in which virtual environment a run is. */
export const VIRTUAL_ENVIRONMENT_RELATION = 'virtualEnvironmentVersion.virtualEnvironment';

/** The ID of the flow of a run; undefined when the row does not say. */
export function flowIdOf(run: IDataObject): string | undefined {
	return idIn(run.flow_id) ?? idIn(objectAt(run.flow).id);
}

/** Whether a run is of another flow than was asked for. What does not say so counts as right. */
export function isOfOtherFlow(asked: string | undefined, run: IDataObject): boolean {
	const flow = flowIdOf(run);
	return isNumber(asked) && isNumber(flow) && flow !== asked;
}

/** The name of the flow of a run that was asked for with the relation `flow`. */
export function flowNameOf(run: IDataObject): string | undefined {
	const { name } = objectAt(run.flow);
	return typeof name === 'string' ? name : undefined;
}

/**
 * The ID of the virtual environment that a run ran in, of a row that was asked for with
 * {@link VIRTUAL_ENVIRONMENT_RELATION}.
 *
 * @returns null when it ran in none; undefined when the row does not say
 */
export function virtualEnvironmentOf(run: IDataObject): string | null | undefined {
	const relation = run.virtual_environment_version ?? run.virtualEnvironmentVersion;
	const version = objectAt(relation);
	const environment = objectAt(version.virtual_environment ?? version.virtualEnvironment);
	const ids = [run.virtual_environment_id, version.virtual_environment_id, environment.id];
	const id = ids.map(idIn).find((one) => one !== undefined);
	if (id !== undefined) return id;
	const isNamed = idIn(run.virtual_environment_version_id) !== undefined || isPlainObject(relation);
	const places = [
		run.virtual_environment_id,
		run.virtual_environment_version,
		run.virtualEnvironmentVersion,
		run.virtual_environment_version_id,
	];
	return !isNamed && places.includes(null) ? null : undefined;
}

/** Whether a run is in another virtual environment than was asked for; IDs of another kind tell nothing. */
export function isElsewhere(asked: string, environment: string | null | undefined): boolean {
	if (environment === undefined || environment === asked) return false;
	return environment === null || isNumber(environment) === isNumber(asked);
}

/** The name of the virtual environment that a run ran in; undefined when it ran in none, or the row does not say. */
export function virtualEnvironmentNameOf(run: IDataObject): string | undefined {
	const version = objectAt(run.virtual_environment_version ?? run.virtualEnvironmentVersion);
	const { name } = objectAt(version.virtual_environment ?? version.virtualEnvironment);
	return typeof name === 'string' && name !== '' ? name : undefined;
}

function isNumber(id: string | undefined): boolean {
	return id !== undefined && /^\d+$/.test(id);
}

/** An ID of the API as text; undefined where a value is none. */
export function idIn(value: unknown): string | undefined {
	return typeof value === 'number' || (typeof value === 'string' && value !== '')
		? String(value)
		: undefined;
}
