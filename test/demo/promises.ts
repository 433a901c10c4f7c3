import type { IDataObject, IPinData } from 'n8n-workflow';

/** What one node of an example gives when the example is run against the sandbox. */
export interface NodePromise {
	/** How many items; at least one when left out. */
	items?: number;
	/** The MIME type of the file in the binary field `data`. */
	file?: string;
	/** What the first item holds; a regular expression is matched against the value as text. */
	first?: Record<string, unknown>;
}

/** What an example of examples/ gives, so that the demo can tell when it no longer does. */
export interface ExamplePromise {
	/** What it shows, in the words of a user. */
	shows: string;
	/** Whether it changes nothing in Patchworks, so that it may be run against a real account. */
	readOnly: boolean;
	/** What a person fills in where the example asks for it, by the name of the form's node. */
	answers?: IPinData;
	/** By the name of the node. Nodes that are not named here only have to run without an error. */
	nodes: Record<string, NodePromise>;
	/** How often a request may leave, by the contract's operation ID; others are free. */
	requests?: Record<string, number>;
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
		shows: 'firing on failed runs, with a message that says which step failed and why',
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
			'List Runs': { first: { startedAt: /./ } },
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
		shows: 'why runs failed last night, as a text for a chat and a page for a mail',
		readOnly: true,
		nodes: {
			"Report Last Night's Failures": {
				items: 1,
				first: { failedRuns: /[1-9]/, markdown: /Failed runs from/, html: /^<!doctype html>/ },
			},
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

function valueAt(json: IDataObject | undefined, field: string): unknown {
	return field
		.split('.')
		.reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], json);
}
