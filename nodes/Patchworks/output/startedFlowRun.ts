import type {
	IExecuteSingleFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	PostReceiveAction,
} from 'n8n-workflow';

import { startedRun } from '../../api/facts/startedRun';

/** Gives the answer to a start with the run's ID under `flowRunId`. */
export const startedFlowRun: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	_items: INodeExecutionData[],
	{ body }: IN8nHttpFullResponse,
) {
	return [{ json: startedRun(body) }];
};
