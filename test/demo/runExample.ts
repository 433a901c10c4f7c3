import type { IPinData, IRun } from 'n8n-workflow';

import type { Engine, WorkflowJson } from '../support/harness/engine';
import { fs, path, projectRoot } from '../support/node';
import type { Account } from './accounts';

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
 * @param answers what a person fills in, by the name of the form's node
 */
export async function runExample(
	engine: Engine,
	example: WorkflowJson,
	account: Account,
	onNode: (report: NodeReport) => void,
	answers?: IPinData,
): Promise<IRun> {
	const reference = engine.credentials.add('demo', account.type, account.data);
	const nodes = structuredClone(example.nodes).map((node) =>
		node.type.startsWith('n8n-nodes-patchworks.')
			? {
					...node,
					parameters: { ...node.parameters, authentication: account.authentication },
					credentials: { [account.type]: reference },
				}
			: node,
	);
	return await engine.run(
		{ ...example, nodes },
		{
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

function inShort(value: unknown): string {
	const text = JSON.stringify(value, (key, nested: unknown) =>
		key === 'data' && typeof nested === 'string' && nested.length > 40 ? '…' : nested,
	);
	return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
