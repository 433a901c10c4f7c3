import { locator } from '../../description/fields';

/** A run as a field of an operation. */
export const FLOW_RUN = {
	name: 'flowRunId',
	displayName: 'Flow Run',
	searchListMethod: 'searchFlowRuns',
	byName: false as const,
	placeholder: 'e.g. 98765',
	description: 'The run, by its ID, its process flow or its status',
};

export const flowRunId = locator(FLOW_RUN);

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
