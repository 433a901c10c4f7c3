import omit from 'lodash/omit';
import omitBy from 'lodash/omitBy';
import type { INodeExecutionData } from 'n8n-workflow';

import { apiRequest, apiRequestItem } from '../../../api/client';
import { flowIdOf } from '../../../api/facts/relations';
import { flowRun } from '../../../api/facts/requests';
import { startedRun } from '../../../api/facts/startedRun';
import { statusIn } from '../../../api/flowRun';
import { objectsOf } from '../../../api/lists/envelope';
import type { OperationCall } from '../../description/operation';
import { isDryRun, skippedItem } from './rerun';
import { readSkipIf, SKIP_RELATIONS } from './skipIf';

const SUBJECT = 'retriedFlowRunId';

/**
 * Retries a run, unless it is to be skipped or the user only wants to know. Where neither can be, the retry
 * is the only request.
 */
export async function retry(call: OperationCall): Promise<INodeExecutionData[]> {
	const { context, sender, request } = call;
	const isDry = isDryRun(context);
	if (readSkipIf(context) || isDry) {
		const instead = await insteadOfRetry(call, isDry);
		if (instead) return [instead];
	}
	const { body } = await apiRequest(sender, request);
	const runId = runIdOf(call);
	// What the answer holds is not published.
	const { flowRunId } = startedRun(body);
	const isNew = flowRunId !== undefined && flowRunId !== runId;
	const [answer] = objectsOf(body, 'POST');
	const known = flowRunId === undefined ? answer : omit(startedRun(body), 'flowRunId');
	return [{ json: { ...(isNew && { flowRunId }), [SUBJECT]: runId, ...known } }];
}

async function insteadOfRetry(
	call: OperationCall,
	isDry: boolean,
): Promise<INodeExecutionData | undefined> {
	const { context, sender } = call;
	const run = await apiRequestItem(sender, flowRun(runIdOf(call), SKIP_RELATIONS));
	const skipped = await skippedItem(context, sender, run, SUBJECT);
	if (skipped || !isDry) return skipped;
	const { flow_version_id: flowVersionId, started_at: startedAt } = run;
	return {
		json: {
			dryRun: true,
			[SUBJECT]: String(run.id),
			...omitBy(
				{ flowId: flowIdOf(run), flowVersionId, ...statusIn(run), startedAt },
				(value) => value === undefined || value === null,
			),
		},
	};
}

function runIdOf({ context }: OperationCall): string {
	return String(context.getNodeParameter('flowRunId', '', { extractValue: true })).trim();
}
