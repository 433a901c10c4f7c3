import type { INodeExecutionData } from 'n8n-workflow';

import { apiRequest, apiRequestItem } from '../../../api/client';
import { whereToLook } from '../../../api/facts/queue';
import { flowIdOf } from '../../../api/facts/relations';
import { startedRun } from '../../../api/facts/startedRun';
import type { OperationCall } from '../../description/operation';
import { payloadChange } from '../rerun/changePayload';
import { isDryRun, skippedItem } from '../rerun/rerun';
import { cannotReplay } from './cannotReplay';
import { contentFor, payloadIdOf } from './content';
import { checkEnvironment, environmentOf } from './environment';

/**
 * Starts the flow of a run again, with the payload that went into the run, in the version that is
 * deployed now and in the virtual environment of the run.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/developer-hub/patchworks-core-api/core-api-spotlights/initialising-a-process-flow-and-sending-data-via-the-patchworks-api/the-steps/untitled
 *
 * @throws NodeOperationError when it cannot be told what went into the run, before anything is started
 */
export async function replay({
	context,
	sender,
	request,
}: OperationCall): Promise<INodeExecutionData[]> {
	const run = await apiRequestItem(sender, request);
	const flowId = flowIdOf(run);
	if (flowId === undefined) throw cannotReplay(context, run, 'does not say which flow it is of');

	const skipped = await skippedItem(context, sender, run, 'replayedFlowRunId');
	if (skipped) return [skipped];
	const virtualEnvironmentId = environmentOf(context, run);
	const change = payloadChange(context);
	const { input, content } = await contentFor(context, sender, run, change);
	const source = {
		flowId,
		replayedFlowRunId: String(run.id),
		...(input && { payloadId: input.id }),
	};
	if (isDryRun(context)) {
		const payload = change && content?.body.toString();
		const environment = virtualEnvironmentId !== null && { virtualEnvironmentId };
		const json = { dryRun: true, ...source, ...environment };
		return [{ json: { ...json, ...(payload !== undefined && { payload }) } }];
	}
	const { body } = await apiRequest(sender, {
		method: 'POST',
		host: 'start',
		path: `/api/v1/flows/${encodeURIComponent(flowId)}/start${content?.isText ? '' : '/raw'}`,
		qs: virtualEnvironmentId ? { virtual_environment_id: virtualEnvironmentId } : {},
		...(content && { headers: { 'Content-Type': 'application/json' }, body: content.body }),
		startsFlow: true,
		howToCheck: whereToLook(Date.now()),
	});
	const started = startedRun(body);
	if (virtualEnvironmentId) {
		await checkEnvironment(context, sender, started.flowRunId, virtualEnvironmentId);
	}
	const newPayloadId = change && (await payloadIdOf(sender, started));
	return [{ json: { ...started, ...source, ...(newPayloadId && { newPayloadId }) } }];
}
