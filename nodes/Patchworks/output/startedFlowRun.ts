import type {
	IExecuteSingleFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	PostReceiveAction,
} from 'n8n-workflow';

import { startedRun } from '../../api/facts/startedRun';

/** Gives the run that was started and its flow, with what the answer says besides. */
export const startedFlowRun: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	_items: INodeExecutionData[],
	{ body }: IN8nHttpFullResponse,
) {
	const { flowRunId, ...answer } = startedRun(body);
	const flowId = String(this.getNodeParameter('flowId', '', { extractValue: true })).trim();
	return [{ json: { ...(flowRunId !== undefined && { flowRunId }), flowId, ...answer } }];
};
