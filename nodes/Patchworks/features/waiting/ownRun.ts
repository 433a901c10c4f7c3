import type { IDataObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { flowIdOf, virtualEnvironmentOf } from '../../../api/facts/relations';
import type { Sender } from '../../../api/sender';
import { isElsewhere } from '../startedEnvironment';
import { NOT_AGAIN, seeIt } from './outcome';
import type { PendingRun } from './pendingRuns';

const isNumber = (id: string | null | undefined): id is string => /^\d+$/.test(id ?? '');

/**
 * Refuses a run that is not the one which was started: of another flow, or in another virtual
 * environment. What the run does not say counts as right, and so do IDs of another kind.
 *
 * @throws NodeOperationError that says what was asked for and what came
 */
export function assertOwnRun(sender: Sender, pendingRun: PendingRun, run: IDataObject): void {
	const { flowRunId, flowId, virtualEnvironmentId } = pendingRun;
	const refuse = (problem: string) =>
		new NodeOperationError(sender.functions.getNode(), problem, {
			itemIndex: sender.itemIndex,
			description: `${seeIt(pendingRun)}${NOT_AGAIN}`,
		});
	const flow = flowIdOf(run);
	if (isNumber(flow) && isNumber(flowId) && flow !== flowId) {
		throw refuse(
			`Patchworks answered the start of flow ${flowId} with flow run ${flowRunId}, which is of flow ${flow}. The run that was started is not known.`,
		);
	}
	const environment = virtualEnvironmentOf(run);
	if (virtualEnvironmentId !== undefined && isElsewhere(virtualEnvironmentId, environment)) {
		throw refuse(
			`Flow run ${flowRunId} was to run in virtual environment ${virtualEnvironmentId}, and runs in ${environment ?? 'none'}.`,
		);
	}
}
