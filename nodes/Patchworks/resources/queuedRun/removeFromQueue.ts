import { DELETES } from '../../description/builderHints';
import { locator, notice } from '../../description/fields';
import type { Operation } from '../../description/operation';

/**
 * Known from a published client, https://github.com/NoDiskInDriveA/patchworks-api.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue/scheduled-flows
 */
export const removeFromQueue: Operation = {
	option: {
		name: 'Remove From Queue',
		value: 'delete',
		action: 'Remove run from queue',
		description:
			'Take a run out of the queue for good, so that it never starts and its data is not processed',
		builderHint: DELETES,
		routing: {
			request: { method: 'DELETE', url: '/api/v1/scheduled-flows/{queuedRunId}' },
		},
	},
	fields: [
		notice('removeNotice', 'This cannot be undone. The data of the run is not processed.'),
		locator({
			name: 'queuedRunId',
			displayName: 'Queued Run',
			searchListMethod: 'searchQueuedRuns',
			byName: false,
			placeholder: 'e.g. 1101',
			description: 'The run that is not to start',
		}),
	],
};
