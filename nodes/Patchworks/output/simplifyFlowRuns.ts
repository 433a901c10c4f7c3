import camelCase from 'lodash/camelCase';
import type { IExecuteSingleFunctions, INodeExecutionData, PostReceiveAction } from 'n8n-workflow';

import { runUrl } from '../../api/facts/dashboard';
import { rawFlowRun, toFlowRun } from '../../api/flowRun';
import { senderOf } from '../../api/sender';
import { askedFor } from './simplify';

/** Gives runs as items have them, with what the user asked for besides, when the user wants it simple. */
export const simplifyFlowRuns: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
) {
	if (!this.getNodeParameter('simplify', false)) {
		return items.map(({ json, ...item }) => ({ ...item, json: rawFlowRun(json) }));
	}
	const credentials = await senderOf(this).credentials();
	const wanted = new Set(['failureSummary', ...askedFor(this)]);
	return items.map(({ json, ...item }) => {
		const extras = Object.entries(json).filter(([field]) => wanted.has(field));
		return {
			...item,
			json: {
				...toFlowRun(json, runUrl(credentials, String(json.id))),
				...Object.fromEntries(extras.map(([field, value]) => [camelCase(field), value])),
			},
		};
	});
};
