import { waitAsTool } from '../../features/waiting/asTool';
import { waitFields } from '../../features/waiting/fields';
import { wait as waitForAll } from '../../features/waiting/wait';
import type { Operation } from '../../description/operation';
import { flowRunId } from './fields';

/**
 * Gets the run again and again: see features/waiting.
 *
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue
 */
export const wait: Operation = {
	option: {
		name: 'Wait',
		value: 'wait',
		action: 'Wait for flow run to end',
		description: 'Wait until a run has ended, and get how it went',
		routing: {
			request: {
				method: 'GET',
				url: '/api/v1/flow-runs/{flowRunId}',
				qs: { include: 'flow' },
			},
		},
	},
	isAboutRuns: true,
	perform: waitAsTool,
	performAll: waitForAll,
	fields: [flowRunId, ...waitFields],
};
