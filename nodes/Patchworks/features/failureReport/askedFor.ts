import type { IDataObject } from 'n8n-workflow';

import { itemError } from '../../../api/errors/itemErrors';
import {
	flowIdOf,
	isElsewhere,
	isOfOtherFlow,
	virtualEnvironmentOf,
} from '../../../api/facts/relations';
import { shown } from '../../../api/facts/shown';
import type { Sender } from '../../../api/sender';
import { isOutside } from '../checkSpan';
import { FROM, TO } from './period';
import { ENVIRONMENT, FLOW } from './selection';

/**
 * Refuses a run that is not among those its list was asked for: a filter that Patchworks does not apply
 * would give all there are, and count them once for each list. What the row does not say counts as right.
 *
 * @param qs the query of the list
 * @throws NodeOperationError that names the run
 */
export function assertAskedFor(sender: Sender, run: IDataObject, qs: IDataObject): void {
	const problem = problemOf(run, qs);
	if (problem === undefined) return;
	throw itemError(
		sender,
		`Patchworks gave flow run ${String(run.id)} ${problem} [item ${sender.itemIndex}]`,
		'Patchworks does not apply a filter as it is sent, so it cannot be reported on.',
	);
}

function problemOf(run: IDataObject, qs: IDataObject): string | undefined {
	const { started_at: startedAt } = run;
	const isEarly = FROM in qs && isOutside(startedAt, 'after', Number(qs[FROM]));
	const isLate = TO in qs && isOutside(startedAt, 'before', Number(qs[TO]));
	if (isEarly || isLate) {
		return `with started_at ${shown(startedAt)}, which is outside of the report's period`;
	}
	if (FLOW in qs && isOfOtherFlow(String(qs[FLOW]), run)) {
		return `of flow ${flowIdOf(run)}, where only flow ${String(qs[FLOW])} was asked for`;
	}
	const environment = virtualEnvironmentOf(run);
	if (ENVIRONMENT in qs && isElsewhere(String(qs[ENVIRONMENT]), environment)) {
		return `in virtual environment ${environment ?? 'none'}, where only ${String(qs[ENVIRONMENT])} was asked for`;
	}
	return undefined;
}
