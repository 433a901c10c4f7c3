import { failureSummary } from '../../features/addFailureSummary';
import { options } from '../../description/collections';
import { locator } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { NOT_IN_TOOL } from '../../request/display';
import { FLOW_RUN } from './fields';

/**
 * Gets the run, then its logs, and where these lack them the names of the steps and the payloads.
 *
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/flow-run-logs
 */
export const getFailureSummary: Operation = {
	option: {
		name: 'Get Failure Summary',
		value: 'getFailureSummary',
		action: 'Explain why flow run failed',
		description:
			'Say why a run failed: its errors, the shape they came from, and the payloads there. It also finds errors that the flow caught.',
		routing: {
			request: {
				method: 'GET',
				url: '/api/v1/flow-runs/{flowRunId}',
				qs: { include: 'flow' },
			},
		},
	},
	isAboutRuns: true,
	perform: failureSummary,
	fields: [
		locator({ ...FLOW_RUN, searchListMethod: 'searchFailedFlowRunsFirst' }),
		options({
			displayName: 'Attach Payloads',
			name: 'attachPayloads',
			type: 'boolean',
			displayOptions: { show: NOT_IN_TOOL },
			default: true,
			description:
				'Whether to add the payloads of the failed shape as files, up to 20; Patchworks keeps them for 72 hours',
		}),
	],
};
