import type { IDataObject } from 'n8n-workflow';

/** A call of a tool of the AI examples. */
export interface Call {
	tool: string;
	/** What the model fills in, out of what the calls before gave. */
	args: IDataObject | ((results: string[]) => IDataObject);
}

/** What an operations person asks, and the calls with which a model finds the answer. */
export interface Question {
	ask: string;
	calls: Call[];
	/** What the last call has to give. */
	answer: RegExp;
}

const first = (pattern: RegExp, text: string): string => pattern.exec(text)?.[1] ?? '';

/** The ten questions. The runs and orders are those of the sandbox; see `prepareQuestions`. */
export const QUESTIONS: Question[] = [
	{
		ask: "Why did last night's orders fail?",
		calls: [{ tool: 'Report Failures', args: { hours: 24 } }],
		answer: /"flowName":"Stock to shop".*"message":"[^"]*timed out/i,
	},
	{
		ask: 'Where is order ORDER-1001?',
		calls: [{ tool: 'Trace Order', args: { value: 'ORDER-1001' } }],
		answer: /"answer":"ORDER-1001 /,
	},
	{
		ask: 'What is waiting in the queue?',
		calls: [{ tool: 'List Queue', args: {} }],
		answer: /"status":"pending"/,
	},
	{
		ask: 'Rerun the last failed run if it is safe',
		calls: [
			{ tool: 'Find Runs', args: { status: 'Failure' } },
			{
				tool: 'Rerun If Safe',
				args: ([runs]) => ({ flowRunId: first(/"flowRunId":"?(\w+)/, runs) }),
			},
		],
		answer: /"retriedFlowRunId"|"skipped":true/,
	},
	{
		ask: 'Which flows failed most this week?',
		calls: [{ tool: 'Report Failures', args: { hours: 168 } }],
		answer: /"flowName":"[^"]+".*"count":\d/,
	},
	{
		ask: "Start 'Orders to warehouse' in the test environment with this order",
		calls: [
			{
				tool: 'Start Flow',
				args: {
					flow: 'Orders to warehouse',
					virtualEnvironment: 'Staging',
					payload: { order: 10042 },
				},
			},
		],
		answer: /"flowRunId":"?\w/,
	},
	{
		ask: 'Was anything deployed to production?',
		calls: [{ tool: 'List Deployments', args: {} }],
		answer: /"flow_version_id"|"deployed_at"/,
	},
	{
		ask: 'Show the payload of the failed shape',
		calls: [
			{ tool: 'Find Runs', args: { status: 'Failure', flow: 'Stock to shop' } },
			{
				tool: 'Explain Failure',
				args: ([runs]) => ({ flowRunId: first(/"flowRunId":"?(\w+)/, runs) }),
			},
			{
				tool: 'Show Payload',
				args: (results) => ({ payloadId: first(/"payloadIds":\["?(\w+)/, results[1]) }),
			},
		],
		answer: /"content":"/,
	},
	{
		ask: "What does 'Stock to shop' do, and when did it run last?",
		calls: [
			{ tool: 'Get Flow', args: { flow: 'Stock to shop' } },
			{ tool: 'Find Runs', args: { flow: 'Stock to shop' } },
		],
		answer: /"startedAt":"/,
	},
	{
		ask: 'Which orders were tracked, and which data pools remember them?',
		calls: [
			{ tool: 'Search Tracked Data', args: {} },
			{ tool: 'List Data Pools', args: {} },
		],
		answer: /"name":"/,
	},
];

/** A call as models make them, and what it has to give: the answer, or a text to act on. */
export interface ContraryCall extends Call {
	title: string;
	args: IDataObject;
	gives: RegExp;
}

/** What models fill in that the schema does not ask for. */
export const CONTRARY_CALLS: ContraryCall[] = [
	{
		title: 'an ID in place of a name',
		tool: 'Get Flow',
		args: { flow: '102' },
		gives: /Stock to shop/,
	},
	{
		title: 'a name in another case, with spaces around it',
		tool: 'Get Flow',
		args: { flow: ' stock TO shop ' },
		gives: /"id":102/,
	},
	{
		title: 'a name that is slightly wrong',
		tool: 'Get Flow',
		args: { flow: 'Stock to the shop' },
		gives: /'Flow' has no match for the name .*nearest names are .*Stock to shop/s,
	},
	{
		title: 'a status in another form',
		tool: 'Find Runs',
		args: { status: 'FAILED' },
		gives: /"status":3/,
	},
	{
		title: 'a status by its number, as text',
		tool: 'Find Runs',
		args: { status: '3' },
		gives: /"status":3/,
	},
	{
		title: 'a status that there is not',
		tool: 'Find Runs',
		args: { status: 'broken' },
		gives: /'Status' has to be one of these: Failure, Partial Success, Started, Stopped, Success/,
	},
	{
		title: 'empty texts for all that is optional',
		tool: 'Find Runs',
		args: { status: '', flow: '', startedAfter: '' },
		gives: /"startedAt"/,
	},
	{
		title: 'the word null for what is optional',
		tool: 'Find Runs',
		args: { status: 'null', flow: 'null' },
		gives: /"startedAt"/,
	},
	{
		title: 'parameters that the tool does not have',
		tool: 'Find Runs',
		args: { status: 'Failure', limit: 5, sortBy: 'date' },
		gives: /"status":3/,
	},
	{
		title: 'a time in words',
		tool: 'Find Runs',
		args: { startedAfter: 'last night' },
		gives: /'Started After' is not a date.*ISO 8601/s,
	},
	{
		title: 'a word in place of the ID of a run',
		tool: 'Explain Failure',
		args: { flowRunId: 'latest' },
		gives: /'Flow Run' is not an ID: .{0,3}latest/,
	},
	{
		title: 'a run that there is not',
		tool: 'Explain Failure',
		args: { flowRunId: '99999999' },
		gives: /No query results|not found|does not exist/i,
	},
	{
		title: 'an environment that is left empty where a flow is started',
		tool: 'Start Flow',
		args: { flow: 'Orders to warehouse', virtualEnvironment: '', payload: { order: 1 } },
		gives: /'Virtual Environment' is empty/,
	},
	{
		title: 'an environment that there is not',
		tool: 'Start Flow',
		args: { flow: 'Orders to warehouse', virtualEnvironment: 'production', payload: { order: 1 } },
		gives: /'Virtual Environment' has no match for the name .*production/,
	},
];
