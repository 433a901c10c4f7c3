import type { IExecuteSingleFunctions, INodeExecutionData, PostReceiveAction } from 'n8n-workflow';

import { ask } from '../../../api/client';
import { whereToLook } from '../../../api/facts/queue';
import { flowIdOf } from '../../../api/facts/relations';
import { startedRun } from '../../../api/facts/startedRun';
import { senderOf } from '../../../api/sending/exchange';
import { cannotReplay } from './cannotReplay';
import { download } from './download';
import { checkEnvironment, environmentOf } from './environment';
import { inputOf } from './input';

/**
 * Starts the flow of a run again, with the payload that went into the run, in the version that is
 * deployed now and in the virtual environment of the run.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/developer-hub/patchworks-core-api/core-api-spotlights/initialising-a-process-flow-and-sending-data-via-the-patchworks-api/the-steps/untitled
 *
 * @throws NodeOperationError when it cannot be told what went into the run, before anything is started
 */
export const replay: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	[{ json: run }]: INodeExecutionData[],
) {
	const sender = senderOf(this);
	const flowId = flowIdOf(run);
	if (flowId === undefined) throw cannotReplay(this, run, 'does not say which flow it is of');

	const virtualEnvironmentId = environmentOf(this, run);
	const input = await inputOf(this, sender, run);
	const content = input && (await download(this, sender, run, input));
	const { body } = await ask(sender, {
		method: 'POST',
		host: 'start',
		path: `/api/v1/flows/${encodeURIComponent(flowId)}/start${content?.isText ? '' : '/raw'}`,
		qs: virtualEnvironmentId ? { virtual_environment_id: virtualEnvironmentId } : {},
		...(content && { headers: { 'Content-Type': 'application/json' }, body: content.body }),
		howToCheck: whereToLook(Date.now()),
	});
	const started = startedRun(body);
	if (virtualEnvironmentId) {
		await checkEnvironment(this, sender, started.flowRunId, virtualEnvironmentId);
	}
	return [
		{
			json: {
				...started,
				flowId,
				replayedFlowRunId: String(run.id),
				payloadId: input?.id ?? null,
			},
		},
	];
};
