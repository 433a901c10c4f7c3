import type { IDataObject, IPinData } from 'n8n-workflow';

import type { Sandbox } from '../support/sandbox';
import { FLOWS } from '../support/sandbox';
import type { Recipient, SentMessage } from './outbox';

/** What one node of an example gives when the example is run against the sandbox. */
export interface NodePromise {
	/** How many items; at least one when left out. */
	items?: number;
	/** The MIME type of the file in the binary field `data`. */
	file?: string;
	/** What the first item holds; a regular expression is matched against the value as text. */
	first?: Record<string, unknown>;
}

/** One run of an example. */
export interface ExamplePart {
	/** The trigger to run from, where the example has several. */
	startAt?: string;
	/** What a person fills in or another system sends, by the name of the node that takes it. */
	answers?: IPinData | ((sandbox: Sandbox) => IPinData);
	/** By the name of the node. Nodes that are not named here only have to run without an error. */
	nodes: Record<string, NodePromise>;
	/** How often a request may leave, by the contract's operation ID; others are free. */
	requests?: Record<string, number>;
	/** What leaves for people, in any order. */
	sends?: Array<{ to: Recipient; text: RegExp }>;
}

/** What an example of examples/ gives, so that the demo can tell when it no longer does. */
export interface ExamplePromise extends ExamplePart {
	/** What it shows, in the words of a user. */
	shows: string;
	/** Whether it changes nothing in Patchworks and sends nothing, so that it may be run against a real account. */
	readOnly: boolean;
	/** What nodes give that only a server of n8n can run; the demo has none. */
	givenInDemo?: IPinData;
	/** Further runs, after the first. */
	then?: ExamplePart[];
}

/** What a Schedule Trigger gives, for what it says does not count. */
const MORNING: IPinData = { 'Each Morning': [{ json: {} }] };

/** A row of a data table. */
const ROW = { failedRuns: 1 };

function retryClicked(flowRunId: string): IPinData {
	return {
		'When Retry Is Clicked': [{ json: { Run: flowRunId } }],
		'Say How It Went': [{ json: {} }],
	};
}

/** The promises by the file name of the example. */
export const PROMISES: Record<string, ExamplePromise> = {
	'look-around.json': {
		shows: 'which flows there are, what failed lately, and what a failed run logged',
		readOnly: true,
		nodes: {
			'List Flows': { first: { name: /./ } },
			'List Failed Runs': { first: { status: 3, startedAt: /./ } },
			'Get Logs of the Latest': { first: { log_message: /./ } },
		},
	},
	'start-a-flow-and-watch-it.json': {
		shows: 'starting a flow with an order, watching the run, its logs and its payload',
		readOnly: false,
		nodes: {
			'Make an Order': { items: 1, first: { order: 1001 } },
			'Start the Flow': { items: 1, first: { flowRunId: /./ } },
			'Get the Run': { items: 1, first: { status: 2 } },
			'Get Its Logs': { first: { log_message: /./ } },
			'Download the Payload': { items: 1, file: 'application/json' },
			'Read the Payload': { items: 1, first: { 'data.order': '1001' } },
		},
		requests: { startFlowRaw: 1 },
	},
	'failed-runs-to-a-message.json': {
		shows: 'firing on failed runs, with a message that says which shape failed and why',
		readOnly: true,
		nodes: {
			'When a Run Fails': { items: 1, first: { event: 'failed', 'failureSummary.failed': true } },
			'Write the Message': { items: 1, first: { message: /^Flow run .+ failed at .+\n.+: .+/ } },
		},
	},
	'start-a-flow-per-order.json': {
		shows: 'starting a flow once for each order, waiting for the runs, and gathering how they went',
		readOnly: false,
		nodes: {
			'One Item per Order': { items: 3 },
			'Start the Flow and Wait': { items: 3, first: { status: 2, finishedAt: /./ } },
			'Gather the Results': { items: 1, first: { 'runs.2.status': 2 } },
		},
		requests: { startFlowRaw: 3 },
	},
	'retry-last-nights-time-outs.json': {
		shows: 'retrying what failed on a time-out, and nothing else',
		readOnly: false,
		nodes: {
			"List Last Night's Failures": { first: { status: 3, 'failureSummary.reason': /./ } },
			'Only Time-Outs': { first: { 'failureSummary.reason': /timed out/ } },
			'Retry Them': { first: { message: /./ } },
		},
	},
	'replay-one-order.json': {
		shows: 'starting a flow again with the order that went into a failed run',
		readOnly: false,
		nodes: {
			'Find the Failed Run': { items: 1, first: { status: 3 } },
			'Replay It': { items: 1, first: { flowRunId: /./, replayedFlowRunId: /./, payloadId: /\d/ } },
			'Wait for the New Run': { items: 1, first: { status: 2 } },
		},
		requests: { startFlowRaw: 1 },
	},
	'check-my-account.json': {
		shows: 'whether an account is as the node takes it to be, in words that hold no value of it',
		readOnly: true,
		nodes: {
			'List Runs': { first: { started_at: /./ } },
			'Write the Verdicts': {
				items: 1,
				first: {
					"1 A run's status is a number from 1 to 5": /^confirmed: /,
					'7a Times are text': /^confirmed: /,
					'14 A time without a zone is UTC': /^confirmed: /,
				},
			},
		},
		requests: { listFlowRuns: 6 },
	},
	'rerun-failures-by-form.json': {
		shows:
			'a form with the causes of failures, whose runs are retried once each when they are ticked',
		readOnly: false,
		answers: {
			'When the Form Is Opened': [{ json: { 'Hours to look back': 24 } }],
			'Which Are Solved?': [
				{ json: { Solved: ['1 × Stock to shop – Update shop [3d949ff32ac09a26]'] } },
			],
			'Say How It Went': [{ json: {} }],
		},
		nodes: {
			'Report the Causes': { items: 1, first: { failedRuns: /[1-9]/, markdown: /runs failed/ } },
			'One Item per Run': { first: { flowRunId: /./ } },
			'Retry Them': { first: { retriedFlowRunId: /./ } },
		},
	},
	'where-is-my-order.json': {
		shows: 'where an order is, in a sentence and with all flows that saw it',
		readOnly: true,
		nodes: {
			'Trace It': { items: 1, first: { found: true, answer: /^ORDER-1001 / } },
		},
	},
	'morning-report.json': {
		shows: 'why runs failed last night, in a mail',
		readOnly: false,
		answers: MORNING,
		nodes: {
			"Report Last Night's Failures": {
				items: 1,
				first: { failedRuns: /[1-9]/, markdown: /Failed runs from/, html: /^<!doctype html>/ },
			},
		},
		sends: [{ to: 'mail', text: /Subject: \d+ runs failed, for \d+ causes[^]+Stock to shop/ }],
	},
	'morning-report-of-several-companies.json': {
		shows: 'one mail for all companies, with a credential that is an expression on the item',
		readOnly: false,
		answers: MORNING,
		nodes: {
			'Report Each Company': { items: 2, first: { failedRuns: /[1-9]/ } },
			'Sum Up': { items: 1, first: { subject: /^\d+ runs failed in 2 companies$/ } },
		},
		sends: [{ to: 'mail', text: /Made-Up Shoes[^]+Made-Up Shirts[^]+Stock to shop/ }],
		then: [
			{
				answers: {
					...MORNING,
					'Report Each Company': [
						{ json: { failedRuns: 0, totalRuns: 9, html: '<body></body>' } },
						{ json: { error: { message: 'Patchworks refused the API key' } } },
					],
				},
				nodes: { 'Sum Up': { first: { subject: /^0 runs failed .+, 1 could not be read$/ } } },
				sends: [
					{ to: 'mail', text: /Made-Up Shirts.+could not be read: Patchworks refused the API key/ },
				],
			},
		],
	},
	'failures-to-slack-and-teams.json': {
		shows: 'a message for each failed run, with a button that retries it once',
		readOnly: false,
		nodes: {
			'When a Run Fails': { items: 1, first: { event: 'failed' } },
			'Write the Message': {
				items: 1,
				first: {
					title: / failed$/,
					reason: /./,
					retryUrl: /^http.+\/form\/retry-a-failed-run\?Run=\d+$/,
				},
			},
		},
		sends: [
			{ to: 'slack', text: /"type":"button".+"Retry".+retry-a-failed-run\?Run=\d+/ },
			{ to: 'teams', text: /AdaptiveCard.+"Retry".+retry-a-failed-run\?Run=\d+/ },
		],
		then: [
			{
				answers: {
					'When a Run Fails': [
						{
							json: {
								flowRunId: '9005',
								flowName: 'Orders & Stock',
								url: 'https://patchworks.example.com/runs/9005',
								failureSummary: { reason: 'Send to shop: <refused>' },
							},
						},
					],
				},
				nodes: {},
				sends: [
					{
						to: 'slack',
						text: /Orders &amp; Stock failed.+&lt;refused&gt;.+Open the run.+"https:\/\/patchworks.example.com\/runs\/9005"/,
					},
					{
						to: 'teams',
						text: /Orders & Stock failed.+<refused>.+Open the run.+"https:\/\/patchworks.example.com\/runs\/9005"/,
					},
				],
			},
			{
				startAt: 'When Retry Is Clicked',
				answers: (sandbox) => {
					const startedAt = sandbox.now() - 60_000;
					const { id } = sandbox.addRun({ flowId: FLOWS.stock, startedAt, duration: 100 });
					return retryClicked(id);
				},
				nodes: { 'Retry It': { items: 1, first: { retriedFlowRunId: /\d/ } } },
				requests: { retryFlowRun: 1 },
				sends: [],
			},
			{
				startAt: 'When Retry Is Clicked',
				answers: (sandbox) => {
					const retried = sandbox.runs.filter(({ retryOf }) => retryOf !== undefined).at(-1);
					return retryClicked(String(retried?.retryOf));
				},
				nodes: { 'Retry It': { items: 1, first: { skipped: true, skipReason: /retried/ } } },
				requests: { retryFlowRun: 0 },
				sends: [],
			},
		],
	},
	'silence-alarm.json': {
		shows: 'a message when something does not happen that should, and one when it is over',
		readOnly: false,
		nodes: { 'When It Is Too Quiet': { items: 4, first: { state: 'raised', message: /./ } } },
		sends: (['slack', 'teams'] as const).flatMap((to) => [
			{ to, text: /🔔 .+success/ },
			{ to, text: /🔔 .+queue/i },
			{ to, text: /🔔 .+failed/ },
			{ to, text: /🔔 Run \d+ .+ has gone on for/ },
		]),
		then: [
			{
				answers: {
					'When It Is Too Quiet': [
						{ json: { event: 'overdue', state: 'cleared', message: 'Flow "Orders" succeeded' } },
					],
				},
				nodes: { 'Write the Message': { items: 1 } },
				sends: (['slack', 'teams'] as const).map((to) => ({
					to,
					text: /✅ Over: Flow .+Orders.+ succeeded/,
				})),
			},
		],
	},
	'start-a-flow-by-webhook.json': {
		shows: 'starting a flow for another system, with how its run went as the answer',
		readOnly: false,
		startAt: 'When an Order Comes',
		answers: { 'When an Order Comes': [{ json: { body: { order: 1001 } } }] },
		nodes: {
			'Start and Wait': { items: 1, first: { status: 2 } },
			'Answer 200': { items: 1 },
		},
		requests: { startFlowRaw: 1 },
	},
	'nightly-check-to-a-data-table.json': {
		shows: 'a row a night in a data table of n8n: what failed, and what waits in the queue',
		readOnly: false,
		answers: MORNING,
		givenInDemo: { 'Make the Table': [{ json: {} }], 'Add It to the Table': [{ json: ROW }] },
		nodes: {
			'Write the Row': {
				items: 1,
				first: {
					failedRuns: /^\d+$/,
					totalRuns: /^\d+$/,
					queuedRuns: /^\d+$/,
					oldestQueuedAt: /./,
					checkedAt: /^20/,
				},
			},
			'Add It to the Table': { items: 1, first: { failedRuns: /^\d+$/ } },
		},
	},
	'any-api-request.json': {
		shows: 'reaching a part of the API that the node has no operation for',
		readOnly: true,
		nodes: { 'Send a Request': { first: { id: /./ } } },
	},
};

/** Says what of a promise was not kept; empty when all was. */
export function brokenPromises(
	name: string,
	promise: NodePromise,
	items: Array<{ json: IDataObject; binary?: Record<string, { mimeType: string }> }>,
): string[] {
	const broken: string[] = [];
	if (promise.items === undefined ? items.length === 0 : items.length !== promise.items) {
		broken.push(`"${name}" gave ${items.length} items, not ${promise.items ?? 'one or more'}`);
	}
	if (promise.file && items[0]?.binary?.data?.mimeType !== promise.file) {
		broken.push(
			`"${name}" gave ${items[0]?.binary?.data?.mimeType ?? 'no file'}, not ${promise.file}`,
		);
	}
	for (const [field, expected] of Object.entries(promise.first ?? {})) {
		const value = valueAt(items[0]?.json, field);
		const kept =
			expected instanceof RegExp
				? value !== undefined && expected.test(String(value))
				: String(value) === String(expected);
		if (!kept)
			broken.push(`"${name}" gave ${field} = ${JSON.stringify(value)}, not ${String(expected)}`);
	}
	return broken;
}

/** Says which messages of a promise were not sent, or which were sent and not promised. */
export function brokenSends(promised: ExamplePart['sends'], sent: SentMessage[]): string[] {
	if (!promised) return [];
	const left = [...sent];
	const missing = promised.filter(({ to, text }) => {
		const found = left.findIndex((message) => message.to === to && text.test(message.text));
		if (found >= 0) left.splice(found, 1);
		return found < 0;
	});
	return [
		...missing.map(({ to, text }) => `nothing like ${String(text)} was sent to ${to}`),
		...left.map(({ to, text }) => `this was sent to ${to}: ${text}`),
	];
}

/** What stands for the output of nodes in a run of an example. */
export function answersOf({ answers }: ExamplePart, sandbox: Sandbox | undefined): IPinData {
	if (typeof answers !== 'function') return answers ?? {};
	return sandbox ? answers(sandbox) : {};
}

function valueAt(json: IDataObject | undefined, field: string): unknown {
	return field
		.split('.')
		.reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], json);
}
