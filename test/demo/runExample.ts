import type { INode, IPinData, IRun } from 'n8n-workflow';

import type { Engine, WorkflowJson } from '../support/harness/engine';
import { fs, path, projectRoot } from '../support/node';
import type { Account } from './accounts';
import type { Outbox } from './outbox';
import type { ExamplePart } from './promises';

export const EXAMPLES = path.join(projectRoot, 'examples');

/** What a node did in an example. */
export interface NodeReport {
	name: string;
	items: number;
	milliseconds: number;
	error?: string;
	/** The first item in short. */
	sample: string;
}

/** The file names of the examples, in the order of the alphabet. */
export function exampleFiles(): string[] {
	return fs
		.readdirSync(EXAMPLES)
		.filter((file) => file.endsWith('.json'))
		.sort();
}

/** Reads an example as it is imported into n8n. */
export function readExample(file: string): WorkflowJson {
	return JSON.parse(fs.readFileSync(path.join(EXAMPLES, file), 'utf8')) as WorkflowJson;
}

/**
 * Runs an example in n8n's engine.
 *
 * @param onNode called for each node when it has run
 * @param part where to begin, and what a person fills in
 * @param outbox where what it sends to people is to go
 */
export async function runExample(
	engine: Engine,
	example: WorkflowJson,
	account: Account,
	onNode: (report: NodeReport) => void,
	{ startAt, answers }: Pick<ExamplePart, 'startAt'> & { answers?: IPinData } = {},
	outbox?: Outbox,
): Promise<IRun> {
	const reference = engine.credentials.add('demo', account.type, account.data);
	const mail = outbox && engine.credentials.add('mail', 'smtp', outbox.smtp);
	const nodes = prepared(example, outbox).nodes.map((node) => {
		if (node.credentials?.smtp && mail) return { ...node, credentials: { smtp: mail } };
		return isOurs(node)
			? {
					...node,
					parameters: { ...node.parameters, authentication: account.authentication },
					credentials: { [account.type]: reference },
				}
			: node;
	});
	return await engine.run(
		{ ...example, nodes },
		{
			startAt,
			...(answers && { pinData: answers }),
			onNodeDone: (name, task) => {
				const output = task.data?.main?.[0] ?? [];
				const [first] = output;
				onNode({
					name,
					items: output.length,
					milliseconds: task.executionTime,
					error: task.error?.message,
					sample: first ? inShort({ ...first.json, ...first.binary }) : '',
				});
			},
		},
	);
}

/** Whether a node is one of this package. */
export function isOurs({ type }: INode): boolean {
	return type.startsWith('n8n-nodes-patchworks.');
}

/** An example whose messages to people go to an outbox. */
export function prepared<T>(example: T, outbox: Outbox | undefined): T {
	const text = JSON.stringify(example);
	return JSON.parse(outbox ? outbox.redirect(text) : text) as T;
}

function inShort(value: unknown): string {
	const text = JSON.stringify(value, (key, nested: unknown) =>
		key === 'data' && typeof nested === 'string' && nested.length > 40 ? '…' : nested,
	);
	return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
