const api = (...names) => names.map((name) => `nodes/api/${name}.ts`);
const node = (...names) => names.map((name) => `nodes/Patchworks/${name}.ts`);
const features = (...names) => node(...names.map((name) => `features/${name}`));
const trigger = (...names) => names.map((name) => `nodes/PatchworksTrigger/${name}.ts`);
const credentials = (...names) => names.map((name) => `credentials/common/${name}.ts`);
const ofFeatures = (...names) => names.map((name) => `test/features/${name}.test.ts`);
const integration = (...names) => names.map((name) => `test/integration/${name}.test.ts`);
const resilience = (...names) => names.map((name) => `test/resilience/${name}.test.ts`);

/**
 * What is mutated together, and the tests that concern it; `*` stands for the rest of a name, so that a new
 * file beside those named counts, too. Tests that are `slow` are only run against the slips that the others
 * did not notice, with --survivors.
 *
 * Texts count in all groups: error messages, hints and names of fields are what users and workflows see.
 * What the panel shows and lines of the log at level debug are left out everywhere; see ignored.mjs.
 */
export const groups = {
	paths: {
		mutate: node('request/paths', 'request/ids', 'request/addedFields'),
		tests: integration('paths', 'impossibleInput', 'asGiven', 'emptyOptions', 'flowWebhook'),
	},
	hosts: {
		mutate: credentials('hosts'),
		tests: integration('foreignHosts', 'apiKey', 'ownHost', 'httpRequestNode'),
		slow: integration('connectionTest', 'oauth'),
	},
	credentials: {
		mutate: [
			'credentials/PatchworksApiKeyApi.credentials.ts',
			'credentials/PatchworksOAuthApi.credentials.ts',
		],
		tests: integration('apiKey', 'oauth', 'ownHost', 'httpRequestNode'),
		slow: integration('connectionTest'),
	},
	secrets: {
		mutate: credentials('secrets', 'credentialSecrets', 'companyLabel'),
		tests: integration('errors', 'companyLabel', 'apiKey', 'oauth'),
	},
	concurrency: {
		mutate: api('sending/concurrencyLimiter', 'sending/rateLimitWindow'),
		tests: resilience('limiter*'),
		slow: resilience('load', 'cancel'),
	},
	retryPolicy: {
		mutate: [...api('sending/retryPolicy'), ...credentials('waiting')],
		tests: resilience('retries', 'download', 'cancel'),
		slow: [...integration('settings'), ...resilience('matrix', 'load')],
	},
	lists: {
		mutate: api('lists/*'),
		tests: [...integration('plainLists'), ...resilience('pagingAnswers', 'paging')],
		slow: [...integration('listSearch'), ...resilience('pagingProperties', 'moods/paging')],
	},
	errors: {
		mutate: [...api('errors/*'), ...credentials('errors')],
		tests: integration('errors', 'errorTexts'),
		slow: [
			...integration('companyLabel', 'flowWebhook', 'impossibleInput', 'loginErrors', 'manyItems'),
			...ofFeatures('startedEnvironment', 'startedRuns', 'waiting', 'waitingSubExecution'),
			...resilience('matrix'),
		],
	},
	login: {
		mutate: credentials('login', 'logins', 'sharedLogin', 'attempts', 'refusedTokens'),
		tests: [...integration('oauth', 'loginErrors', 'httpRequestNode'), ...resilience('login')],
		slow: [...integration('connectionTest', 'credentialPerItem'), ...resilience('loginProperties')],
	},
	connectionTest: {
		mutate: credentials('connectionTest', 'probes'),
		tests: integration('connectionTest'),
	},
	exchange: {
		mutate: api('sending/exchange', 'sending/cancellation', 'sending/dispatch'),
		tests: [
			...integration('credentialPerItem', 'apiRequest', 'flowWebhook', 'errors', 'severalRequests'),
			...integration('ownHost', 'errorTexts'),
			...resilience('cancel'),
		],
		slow: [
			...integration('manyItems', 'asGiven'),
			...resilience('retries', 'download', 'paging', 'matrix', 'load'),
		],
	},
	client: {
		mutate: api(
			'client',
			'sender',
			'account',
			'companyLabel',
			'beginningOf',
			'body',
			'json',
			'headers',
			'inBatches',
		),
		tests: integration('credentialPerItem', 'companyLabel', 'asGiven', 'apiRequest', 'payload'),
	},
	requestHandling: {
		mutate: api('settings/requestHandling', 'settings/authentication', 'settings/simplify'),
		tests: integration('settings', 'sendItems'),
	},
	requestOptions: {
		mutate: api('settings/requestOptions'),
		tests: integration('requestOptions', 'manyItems'),
	},
	executeItems: {
		mutate: node('execute/executeItems', 'execute/describeCarriedOut'),
		tests: integration('sendItems', 'severalRequests'),
		slow: [...integration('manyItems', 'errors'), ...resilience('cancel')],
	},
	failedOutput: {
		mutate: node('execute/failedOutput'),
		tests: [...ofFeatures('shortFailures'), ...integration('errors')],
	},
	describePartialFailure: {
		mutate: node('execute/describePartialFailure'),
		tests: integration('manyItems'),
	},
	plan: {
		mutate: node(
			'execute/buildRequest',
			'execute/plannedRequest',
			'execute/customOperations',
			'execute/executeTool',
		),
		tests: integration('tools', 'expressions', 'emptyOptions', 'bodyFields', 'flowRun', 'flow'),
	},
	names: {
		mutate: [
			...node('execute/resolveNames', 'execute/nameLookup'),
			...node('description/names', 'description/nearestNames', 'description/listFrom'),
		],
		tests: integration('byName', 'listSearch'),
	},
	requests: {
		mutate: node(
			'request/startRequest',
			'request/customRequest',
			'request/signedUrl',
			'request/payload',
			'request/files',
			'request/query',
		),
		tests: integration(
			'apiRequest',
			'flow',
			'flowImport',
			'flowWebhook',
			'flowCallback',
			'bodyFields',
			'asGiven',
		),
	},
	parameters: {
		mutate: node(
			'request/parameters',
			'request/itemContext',
			'request/display',
			'request/transforms/*',
		),
		tests: integration(
			'bodyFields',
			'emptyOptions',
			'expressions',
			'impossibleInput',
			'connector*',
			'flowRun',
			'script*',
			'note',
		),
	},
	output: {
		mutate: node('output/*'),
		tests: integration('payload', 'flow', 'flowRun', 'connectorAuthentication'),
	},
	replay: {
		mutate: features('replay/*'),
		tests: ofFeatures('replayInput', 'replay', 'rerun'),
	},
	rerun: {
		mutate: features('rerun/*'),
		tests: ofFeatures('rerun'),
	},
	createOrUpdate: {
		mutate: features('createOrUpdate'),
		tests: ofFeatures('createOrUpdate'),
	},
	environment: {
		mutate: features('environmentCheck', 'startedEnvironment'),
		tests: ofFeatures('startedEnvironment'),
	},
	modelArguments: {
		mutate: node('execute/modelArguments'),
		tests: ofFeatures('agentTools', 'shortAnswers'),
	},
	summary: {
		mutate: [
			...api('failureSummary', 'flowVersionSteps', 'flowRun'),
			...features('addFailureSummary'),
		],
		tests: ofFeatures('failureSummaryLogs', 'failureSummary'),
		slow: [...ofFeatures('trigger/newCauses', 'failureReport/*'), ...integration('flowRun')],
	},
	report: {
		mutate: [...api('causeOf', 'loggedFailure'), ...features('failureReport/*')],
		tests: ofFeatures('failureReport/*', 'causeOf*'),
	},
	trace: {
		mutate: features('trace/*'),
		tests: ofFeatures('trace'),
	},
	facts: {
		mutate: [...api('facts/*'), ...features('checkFilters', 'checkSpan')],
		tests: [
			...ofFeatures('facts', 'replay', 'trigger/unreadable'),
			...integration('flowRun', 'flow'),
		],
	},
	waiting: {
		mutate: features('waiting/*'),
		tests: ofFeatures('waiting*', 'startedRuns', 'asTool'),
	},
	trigger: {
		mutate: trigger('polling/*', 'triggerSettings'),
		tests: ofFeatures(
			...['choice', 'contract', 'hazards', 'lateRuns', 'openRuns', 'trigger', 'unreadable'].map(
				(name) => `trigger/${name}`,
			),
		),
		slow: ofFeatures('trigger/model'),
	},
	alarms: {
		mutate: trigger('alarms/*'),
		tests: ofFeatures(...['alarms', 'newCauses', 'schedule'].map((name) => `trigger/${name}`)),
		slow: ofFeatures('trigger/alarmModel'),
	},
};

/** What no group is of: it is data, types or wiring, which other checks hold. */
export const outside = [
	...credentials('names'),
	...api('request'),
	...node('*', 'resources/*', 'resources/*/*'),
	...node(
		...[
			'fields',
			'sentFields',
			'commonFields',
			'payloadFields',
			'builderHints',
			'signedUrlFields',
			'collections',
			'operation',
		].map((name) => `description/${name}`),
		...['describeResources', 'relationTitles', 'searchSource'].map((name) => `description/${name}`),
	),
	...node('request/empty', 'request/inputItems', 'request/text'),
	...trigger('PatchworksTrigger.node', 'fields', 'loadOptions'),
];
