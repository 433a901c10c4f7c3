import type { IDataObject } from 'n8n-workflow';

import { flowIdOf, virtualEnvironmentOf } from '../../../api/facts/relations';
import { shown } from '../../../api/facts/shown';
import { isOutside } from '../checkSpan';
import { isElsewhere } from '../startedEnvironment';
import { FROM, TO } from './period';
import { ENVIRONMENT, FLOW } from './selection';

/** IDs of other kinds may be written in several ways. */
const isNumber = (id: unknown): boolean => /^\d+$/.test(String(id));

/**
 * Says of a run that is not among those its list was asked for what is wrong with it: a filter that
 * Patchworks does not apply would give all there are, and count them once for each list. What the row does
 * not say counts as right.
 *
 * @param qs the query of the list
 * @returns a sentence; undefined for a run that was asked for
 */
export function notAskedFor(run: IDataObject, qs: IDataObject): string | undefined {
	const { id, started_at: startedAt } = run;
	const isEarly = FROM in qs && isOutside(startedAt, 'after', Number(qs[FROM]));
	const isLate = TO in qs && isOutside(startedAt, 'before', Number(qs[TO]));
	if (isEarly || isLate) {
		return `Patchworks gave flow run ${String(id)} with started_at ${shown(startedAt)}, which is outside of the report's period`;
	}
	const flow = flowIdOf(run);
	if (FLOW in qs && isNumber(flow) && isNumber(qs[FLOW]) && flow !== qs[FLOW]) {
		return `Patchworks gave flow run ${String(id)} of flow ${flow}, where only flow ${String(qs[FLOW])} was asked for`;
	}
	const environment = virtualEnvironmentOf(run);
	if (ENVIRONMENT in qs && isElsewhere(String(qs[ENVIRONMENT]), environment)) {
		return `Patchworks gave flow run ${String(id)} in virtual environment ${environment ?? 'none'}, where only ${String(qs[ENVIRONMENT])} was asked for`;
	}
	return undefined;
}
