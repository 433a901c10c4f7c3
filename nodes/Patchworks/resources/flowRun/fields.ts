import { STATUS, statusName } from '../../../api/facts/status';
import { TRIGGERS } from '../../../api/facts/trigger';
import { locator } from '../../description/fields';

export const flowRunId = locator({
	name: 'flowRunId',
	displayName: 'Flow Run',
	searchListMethod: 'searchFlowRuns',
	placeholder: 'e.g. 98765',
	description: 'The run of a process flow to work with',
});

/** Relations a flow run can be returned with: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue */
export const FLOW_RUN_RELATIONS = [
	'cpuTime',
	'errorWarningLogs',
	'flow',
	'flowRunLogs',
	'flowRunLogs.flowStep',
	'flowVersion',
	'flowVersion.steps',
	'metrics',
	'operationsReceived',
	'operationsSent',
	'payloadSize',
	'retriedFlowRun',
	'trackedData',
	'virtualEnvironmentVersion',
	'virtualEnvironmentVersion.virtualEnvironment',
];

/** What is left of a flow run when it is simplified. */
export const FLOW_RUN_SUMMARY = [
	'id',
	'flow_id',
	'name',
	'status',
	'trigger',
	'summary',
	'started_at',
	'finished_at',
	'duration',
	'has_warnings',
];

/** The statuses to choose from. */
export const STATUSES = Object.values(STATUS)
	.map((value) => ({ name: statusName(value), value }))
	.sort((a, b) => a.name.localeCompare(b.name));

/** The triggers to choose from. */
export const TRIGGER_OPTIONS = TRIGGERS.map((trigger) => ({ name: trigger, value: trigger }));
