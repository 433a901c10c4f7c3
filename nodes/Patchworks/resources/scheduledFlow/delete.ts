import { locator } from '../../description/fields';
import type { Operation } from '../../description/operation';

/**
 * Known from a published client, https://github.com/NoDiskInDriveA/patchworks-api.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/scheduled-flows
 */
export const deleteOperation: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete a scheduled flow',
		description: 'Take a run out of the queue, so that it does not start',
		routing: {
			request: { method: 'DELETE', url: '/api/v1/scheduled-flows/{scheduledFlowId}' },
		},
	},
	fields: [
		locator({
			name: 'scheduledFlowId',
			displayName: 'Scheduled Flow',
			searchListMethod: 'searchScheduledFlows',
			byName: false,
			placeholder: 'e.g. 1101',
			description: 'The queued run to delete',
		}),
	],
};
