import type { IExecuteSingleFunctions, INodeExecutionData, PostReceiveAction } from 'n8n-workflow';

import { runUrl } from '../../api/facts/dashboard';
import { rawFlowRun, toFlowRun } from '../../api/flowRun';
import { senderOf } from '../../api/sender';
import { askedFor, extrasOf } from './simplify';

/** Gives runs as items have them, with what the user asked for besides, when the user wants it simple. */
export const simplifyFlowRuns: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
) {
	if (!this.getNodeParameter('simplify', false)) {
		return items.map(({ json, ...item }) => ({ ...item, json: rawFlowRun(json) }));
	}
	const credentials = await senderOf(this).credentials();
	const wanted = ['failureSummary', ...askedFor(this)];
	return items.map(({ json, ...item }) => ({
		...item,
		json: { ...toFlowRun(json, runUrl(credentials, String(json.id))), ...extrasOf(json, wanted) },
	}));
};
