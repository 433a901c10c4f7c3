import { options } from '../../description/collections';
import { relations } from '../../description/commonFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplifyFlowRuns } from '../../output/simplifyFlowRuns';
import type { Operation } from '../../description/operation';
import { FLOW_RUN_RELATIONS, flowRunId } from './fields';

/**
 * Known from Patchworks' own client: https://github.com/gopatchworks/patchworks-mcp
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue
 */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get flow run',
		description: 'Get one run of a process flow, to see its status and how long it took',
		routing: {
			request: { method: 'GET', url: '/api/v1/flow-runs/{flowRunId}' },
			output: { postReceive: [simplifyFlowRuns] },
		},
	},
	isAboutRuns: true,
	fields: [
		flowRunId,
		simplifyField,
		options(...relations(FLOW_RUN_RELATIONS, 'flowRunLogs_count')),
	],
};
