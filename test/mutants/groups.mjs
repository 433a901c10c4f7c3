const api = (...names) => names.map((name) => `nodes/api/${name}.ts`);
const node = (...names) => names.map((name) => `nodes/Patchworks/${name}.ts`);
const credentials = (...names) => names.map((name) => `credentials/common/${name}.ts`);
const integration = (...names) => names.map((name) => `test/integration/${name}.test.ts`);
const resilience = (...names) => names.map((name) => `test/resilience/${name}.test.ts`);

/**
 * What is mutated together, and the tests that concern it: patterns, so that a new file of tests beside
 * those named is run, too.
 *
 * Texts count in all groups: error messages, hints and names of fields are what users and workflows see.
 * What the panel shows and lines of the log at level debug are left out everywhere; see ignored.mjs.
 */
export const groups = {
	paths: {
		mutate: node('request/paths', 'request/ids', 'request/addedFields'),
		tests: integration('paths*', 'impossibleInput', 'asGiven', 'emptyOptions', 'flowWebhook'),
	},
	hosts: {
		mutate: credentials('hosts'),
		tests: integration('apiKey', 'ownHost', 'connectionTest', 'hosts*'),
	},
	concurrency: {
		mutate: api('sending/concurrencyLimiter', 'sending/rateLimitWindow'),
		tests: [...integration('limiter*'), ...resilience('load', 'cancel', 'limiter*')],
	},
	retryPolicy: {
		mutate: [...api('sending/retryPolicy'), ...credentials('waiting')],
		tests: resilience('matrix', 'download', 'retry*', 'load', 'cancel'),
	},
	lists: {
		mutate: api('lists/pagination', 'lists/listOfRows', 'lists/envelope'),
		tests: [...integration('paging*', 'plainLists'), ...resilience('paging*')],
	},
	errors: {
		mutate: [...api('errors'), ...credentials('errors')],
		tests: [...integration('errors*'), ...resilience('matrix')],
	},
	login: {
		mutate: credentials('login', 'logins', 'sharedLogin', 'attempts', 'refusedTokens'),
		tests: [...integration('oauth*', 'login*'), ...resilience('login*')],
	},
	connectionTest: {
		mutate: credentials('connectionTest', 'probes'),
		tests: integration('connectionTest*'),
	},
	exchange: {
		mutate: api('sending/exchange', 'sending/cancellation'),
		tests: [
			...integration('transport*', 'credentialPerItem', 'manyItems', 'apiRequest', 'flowWebhook'),
			...resilience('cancel', 'download', 'paging'),
		],
	},
	requestHandling: {
		mutate: api('settings/requestHandling'),
		tests: integration('settings*', 'sendItems'),
	},
	requestOptions: {
		mutate: api('settings/requestOptions'),
		tests: integration('requestOptions*', 'manyItems'),
	},
	executeItems: {
		mutate: node('execute/executeItems'),
		tests: integration('sendItems*', 'manyItems'),
	},
	describePartialFailure: {
		mutate: node('execute/describePartialFailure'),
		tests: integration('manyItems'),
	},
	requests: {
		mutate: node('request/{prepare,startRequest,customRequest,signedUrl,describedRequest}'),
		tests: integration(
			'apiRequest',
			'flow',
			'flowWebhook',
			'flowCallback',
			'bodyFields',
			'payloads*',
		),
	},
	replay: {
		mutate: node('features/replay/*'),
		tests: ['test/features/replay*.test.ts'],
	},
	summary: {
		mutate: [...api('failureSummary'), ...node('features/addFailureSummary')],
		tests: ['test/features/failureSummary*.test.ts'],
	},
	facts: {
		mutate: [...api('facts/*'), ...node('features/checkFilters', 'features/checkSpan')],
		tests: [
			'test/features/facts.test.ts',
			'test/features/replay*.test.ts',
			'test/features/trigger/unreadable.test.ts',
			...integration('flowRun', 'flow'),
		],
	},
	waiting: {
		mutate: node('features/waiting/*'),
		tests: ['test/features/waiting*.test.ts'],
	},
	trigger: {
		mutate: ['nodes/PatchworksTrigger/{polling/*,triggerSettings}.ts'],
		tests: ['test/features/trigger/!(day).test.ts'],
	},
	alarms: {
		mutate: ['nodes/PatchworksTrigger/alarms/!(fields).ts', 'nodes/PatchworksTrigger/failures.ts'],
		tests: ['test/features/trigger/{alarms,alarmModel,newCauses,schedule}.test.ts'],
	},
};
