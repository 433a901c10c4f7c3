import type { IDataObject } from 'n8n-workflow';

import { itemError } from '../../../api/errors/itemErrors';
import {
	flowIdOf,
	isElsewhere,
	isOfOtherFlow,
	virtualEnvironmentOf,
} from '../../../api/facts/relations';
import type { Sender } from '../../../api/sender';
import { NOT_AGAIN, seeIt } from './outcome';
import type { PendingRun } from './pendingRuns';

/**
 * Refuses a run that is not the one which was started: of another flow, or in another virtual
 * environment. What the run does not say counts as right, and so do IDs of another kind.
 *
 * @throws NodeOperationError that says what was asked for and what came
 */
export function assertOwnRun(sender: Sender, pendingRun: PendingRun, run: IDataObject): void {
	const { flowRunId, flowId, virtualEnvironmentId } = pendingRun;
	const refuse = (problem: string) =>
		itemError(sender, problem, `${seeIt(pendingRun)}${NOT_AGAIN}`);
	if (isOfOtherFlow(flowId, run)) {
		throw refuse(
			`Patchworks answered the start of flow ${flowId} with flow run ${flowRunId}, which is of flow ${flowIdOf(run)}. The run that was started is not known.`,
		);
	}
	const environment = virtualEnvironmentOf(run);
	if (virtualEnvironmentId !== undefined && isElsewhere(virtualEnvironmentId, environment)) {
		throw refuse(
			`Flow run ${flowRunId} was to run in virtual environment ${virtualEnvironmentId}, and runs in ${environment ?? 'none'}.`,
		);
	}
}
