import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { inputError } from '../../../api/errors/itemErrors';
import { STATUS } from '../../../api/facts/status';
import type { ApiRequest } from '../../../api/request';
import { listOf } from '../../../api/facts/values';
import { assertId } from '../../request/ids';
import type { RequestTransform } from '../../request/transforms/transform';

export const FLOW = 'filter[flow_id]';
export const ENVIRONMENT = 'filter[virtual_environment_id]';

const FLOWS = { parameter: 'filters.flowIds', label: 'Flow IDs', filter: FLOW };
const ENVIRONMENTS = {
	parameter: 'filters.virtualEnvironmentIds',
	label: 'Virtual Environment IDs',
	filter: ENVIRONMENT,
};
const STATUSES: number[] = [STATUS.failure, STATUS.partialSuccess, STATUS.stopped];

/** Refuses before anything is sent what no run can be chosen by. */
export const checkSelection: RequestTransform = (context) => {
	idsIn(context, FLOWS);
	idsIn(context, ENVIRONMENTS);
	chosenStatuses(context);
};

/**
 * The lists that hold the chosen runs: one for each flow in each environment. That the API takes several
 * values in one filter is documented in general, not for these.
 */
export function listsOf(context: IExecuteSingleFunctions, request: ApiRequest): ApiRequest[] {
	const [flows, environments] = [FLOWS, ENVIRONMENTS].map((field) =>
		choices(idsIn(context, field), field.filter),
	);
	return flows.flatMap((flow) =>
		environments.map((environment) => ({
			...request,
			qs: { ...request.qs, ...flow, ...environment },
		})),
	);
}

function choices(ids: string[], filter: string): Array<Record<string, string>> {
	return ids.length > 0 ? ids.map((id) => ({ [filter]: id })) : [{}];
}

/** The statuses of runs to report, by number. */
export function chosenStatuses(context: IExecuteSingleFunctions): number[] {
	const given: unknown = context.getNodeParameter('filters.statuses', [STATUS.failure]);
	const statuses = [...new Set([given].flat().map(Number))];
	if (statuses.length > 0 && statuses.every((status) => STATUSES.includes(status))) return statuses;
	throw inputError(context, 'Statuses', `has to be one or more of ${STATUSES.join(', ')}`);
}

/** IDs of a field that takes several: separated by commas, or a list from an expression. */
function idsIn(
	context: IExecuteSingleFunctions,
	{ parameter, label }: { parameter: string; label: string },
): string[] {
	const ids = listOf(context.getNodeParameter(parameter, ''));
	for (const id of ids) assertId(context, label, id);
	return [...new Set(ids)];
}
