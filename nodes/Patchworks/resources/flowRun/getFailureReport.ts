import type { Operation } from '../../description/operation';
import { failureReport } from '../../features/failureReport/failureReport';
import { reportFields } from '../../features/failureReport/fields';
import { FROM, periodOfReport, TO } from '../../features/failureReport/period';
import { checkSelection } from '../../features/failureReport/selection';
import { aSpan } from '../../request/transforms/dates';

/**
 * Lists the failed runs with what they logged, counts all runs, and looks for retries and successes since.
 *
 * https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue
 */
export const getFailureReport: Operation = {
	option: {
		name: 'Get Failure Report',
		value: 'getFailureReport',
		action: 'Get failure report of flow runs',
		description:
			'Say why runs failed in a period, such as last night: each cause once, with how many runs, of which flow and shape, since when, and whether the flow has succeeded since',
		routing: { request: { method: 'GET', url: '/api/v1/flow-runs' } },
	},
	transforms: [
		periodOfReport,
		checkSelection,
		aSpan({ query: FROM, label: 'From' }, { query: TO, label: 'To' }),
	],
	isAboutRuns: true,
	perform: failureReport,
	fields: reportFields,
};
