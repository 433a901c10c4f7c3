import type { Operation } from '../../description/operation';
import { options } from '../../description/fields';
import { dryRun, skipIf } from '../../features/rerun/fields';
import { retry as retryRun } from '../../features/rerun/retry';
import { flowRunId } from './fields';

/**
 * The path is that of a published client, https://github.com/NoDiskInDriveA/patchworks-api; what it does is documented:
 * https://doc.wearepatchworks.com/product-documentation/process-flows/error-reporting-and-exception-handling/run-logs-and-queue/retrying-a-failed-process-flow-run
 */
export const retry: Operation = {
	option: {
		name: 'Retry',
		value: 'retry',
		action: 'Retry a flow run',
		description:
			'Run a failed run again, with its data and in the version it ran in. The flow must be enabled.',
		routing: {
			request: { method: 'POST', url: '/api/v1/flow-runs/{flowRunId}/retry' },
		},
	},
	isAboutRuns: true,
	howToCheck:
		'Flow Run: Get Many with this flow and Started After shows whether it runs again, and Scheduled Flow: Get Many whether it is in the queue.',
	perform: retryRun,
	fields: [flowRunId, skipIf, options(dryRun)],
};
