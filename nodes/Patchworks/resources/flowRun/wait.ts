import { waitedFor } from '../../features/waiting/asTool';
import { waitFields } from '../../features/waiting/fields';
import type { Operation } from '../../description/resource';
import { flowRunId } from './fields';

/**
 * Gets the run again and again: see operations/waiting.
 *
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue
 */
export const wait: Operation = {
	option: {
		name: 'Wait',
		value: 'wait',
		action: 'Wait for a flow run',
		description: 'Wait until a run has ended, and get it',
		// For tools of AI agents, for which n8n does not run the code.
		routing: {
			request: {
				method: 'GET',
				url: '/api/v1/flow-runs/{flowRunId}',
				qs: { include: 'flow' },
			},
			output: { postReceive: [waitedFor] },
		},
	},
	fields: [flowRunId, ...waitFields],
};
