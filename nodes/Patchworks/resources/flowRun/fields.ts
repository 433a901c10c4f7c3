import { locator } from '../../description/fields';

export const flowRunId = locator({
	name: 'flowRunId',
	displayName: 'Flow Run',
	searchListMethod: 'searchFlowRuns',
	byName: false,
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
