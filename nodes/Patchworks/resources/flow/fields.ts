import { locator } from '../../description/fields';

export const flowId = locator({
	name: 'flowId',
	displayName: 'Flow',
	searchListMethod: 'searchFlows',
	placeholder: 'e.g. 1234',
	description: 'The process flow, by its name in the dashboard',
});

/** Relations a flow can be returned with: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flows */
export const FLOW_RELATIONS = [
	'callbacks',
	'currentVersion',
	'currentVersion.latestRun',
	'currentVersion.schedules',
	'currentVersion.steps',
	'currentVersion.steps.cache',
	'currentVersion.steps.connector',
	'currentVersion.steps.connector.authenticationImplementation',
	'currentVersion.steps.connector.authenticationImplementation.system',
	'currentVersion.steps.dataPool',
	'currentVersion.steps.scriptVersion',
	'currentVersion.steps.scriptVersion.script',
	'currentVersion.steps.variables',
	'currentVersion.variables',
	'deployedVersion',
	'deployedVersion.variables',
	'deployments',
	'deployments.enabledBy',
	'deployments.flowVersion',
	'deployments.package',
	'deployments.virtualEnvironment',
	'labels',
	'latestVersion',
	'latestVersion.variables',
	'messageBrokerQueues',
	'messageBrokers',
	'notificationGroups',
	'versions',
	'versions.deployedByUser',
	'versions.schedules',
	'versions.variables',
	'webhooks',
];

/** What is left of a flow when it is simplified. */
export const FLOW_SUMMARY = [
	'id',
	'name',
	'description',
	'status',
	'is_enabled',
	'enabled_at',
	'deployed_at',
	'labels',
	'created_at',
	'updated_at',
];
