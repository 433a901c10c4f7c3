/** What the dashboard calls a relation of the API, where the API has a name of its own. */
const TITLES: Record<string, string> = {
	authenticationImplementation: 'Authentication',
	authenticationImplementations: 'Authentication Methods',
	authenticationImplementationTemplates: 'Authentication Templates',
	connector: 'Connector Instance',
	connectors: 'Connector Instances',
	cpuTime: 'CPU Time',
	endpointSchema: 'Schema',
	errorWarningLogs: 'Errors and Warnings',
	flowRunLogMetadata: 'Log Metadata',
	flowRunLogs: 'Logs',
	flowStep: 'Shape',
	flowTemplates: 'Flow Templates',
	flowVersionDeployments: 'Deployments of Flow Versions',
	parentFlowStep: 'Parent Shape',
	payloadMetadata: 'Payload',
	steps: 'Shapes',
	system: 'Connector',
	systemTemplate: 'Connector Template',
	systemTemplates: 'Connector Templates',
	systemType: 'Connector Type',
};

/** `currentVersion.steps` is shown as "Current Version: Shapes". */
export function titleOfRelation(relation: string): string {
	return relation.split('.').map(titleOf).join(': ');
}

function titleOf(name: string): string {
	const [, counted] = /^(.+)_count$/.exec(name) ?? [];
	if (counted !== undefined) return `Number of ${titleOf(counted)}`;
	const [, existing] = /^(.+)Exists$/.exec(name) ?? [];
	if (existing !== undefined) return `Any ${titleOf(existing)}`;
	const words = name.replace(/([a-z])([A-Z])/g, '$1 $2');
	return TITLES[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
