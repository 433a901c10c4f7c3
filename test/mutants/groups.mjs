const shared = (...names) => names.map((name) => `nodes/Patchworks/shared/${name}.ts`);
const operations = (...names) => names.map((name) => `nodes/Patchworks/operations/${name}.ts`);
const credentials = (...names) => names.map((name) => `credentials/common/${name}.ts`);
const workflow = (...names) => names.map((name) => `test/workflow/${name}.test.ts`);
const faults = (...names) => names.map((name) => `test/faults/${name}.test.ts`);

/**
 * What is mutated together, and the tests that concern it: patterns, so that a new file of tests beside
 * those named is run, too.
 *
 * Texts count in all groups: error messages, hints and names of fields are what users and workflows see.
 * What the panel shows and lines of the log at level debug are left out everywhere; see ignored.mjs.
 */
export const groups = {
	paths: {
		mutate: shared('paths'),
		tests: workflow('paths*', 'impossibleInput', 'asGiven', 'emptyOptions', 'flowWebhook'),
	},
	hosts: {
		mutate: credentials('hosts'),
		tests: workflow('apiKey', 'ownHost', 'connectionTest', 'hosts*'),
	},
	limiter: {
		mutate: shared('limiter'),
		tests: [...workflow('limiter*'), ...faults('load', 'cancel', 'limiter*')],
	},
	retry: {
		mutate: [...shared('retry'), ...credentials('waiting')],
		tests: faults('matrix', 'download', 'retry*', 'load', 'cancel'),
	},
	paging: {
		mutate: shared('paging', 'answers'),
		tests: [...workflow('paging*', 'plainLists'), ...faults('paging*')],
	},
	errors: {
		mutate: [...shared('errors'), ...credentials('errors')],
		tests: [...workflow('errors*'), ...faults('matrix')],
	},
	login: {
		mutate: credentials('login'),
		tests: [...workflow('oauth*', 'login*'), ...faults('login*')],
	},
	connectionTest: {
		mutate: credentials('connectionTest'),
		tests: workflow('connectionTest*'),
	},
	transport: {
		mutate: shared('transport', 'cancellation'),
		tests: [
			...workflow('transport*', 'credentialPerItem', 'manyItems', 'apiRequest', 'flowWebhook'),
			...faults('cancel', 'download', 'paging'),
		],
	},
	settings: {
		mutate: shared('settings'),
		tests: workflow('settings*', 'sendItems'),
	},
	requestOptions: {
		mutate: shared('requestOptions'),
		tests: workflow('requestOptions*', 'manyItems'),
	},
	sendItems: {
		mutate: operations('sendItems'),
		tests: workflow('sendItems*', 'manyItems'),
	},
	tellOfOthers: {
		mutate: operations('tellOfOthers'),
		tests: workflow('manyItems'),
	},
	requests: {
		mutate: shared('prepare', 'startRequest', 'customRequest', 'signedUrl', 'describedRequest'),
		tests: workflow('apiRequest', 'flow', 'flowWebhook', 'flowCallback', 'bodyFields', 'payloads*'),
	},
	replay: {
		mutate: operations('replay'),
		tests: ['test/beyond/replay*.test.ts'],
	},
	summary: {
		mutate: operations('failureSummary', 'addFailureSummary'),
		tests: ['test/beyond/failureSummary*.test.ts'],
	},
	waiting: {
		mutate: operations('waiting/*'),
		tests: ['test/beyond/waiting*.test.ts'],
	},
	trigger: {
		mutate: ['poll', 'memory', 'events', 'flowRuns', 'latestRun', 'settings'].map(
			(name) => `nodes/PatchworksTrigger/${name}.ts`,
		),
		tests: ['test/trigger/!(day).test.ts'],
	},
};
