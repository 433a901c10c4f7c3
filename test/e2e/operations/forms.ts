import type { INode } from 'n8n-workflow';

import type { Account } from '../../demo/accounts';
import { http } from '../../support/node';
import type { Sandbox } from '../../support/sandbox';
import { expectSuccess } from '../expectations';
import type { FakeModel } from '../fake-model';
import { startFakeModel } from '../fake-model';
import { McpClient } from '../mcp-client';
import type { Execution, StoredCredential, WorkflowJson } from '../n8n/rest-client';
import { itemsOf } from '../n8n/rest-client';
import type { N8n } from '../n8n/start-n8n';
import { NODE_TYPE, node, using } from '../workflows';
import type { PlannedOperation } from './plan';
import type { Seen } from './seen';
import { Notes, plain, seenIn } from './seen';

/** How long a form may take. */
export const TIMEOUT_MS = 20 * 60_000;

/** What a form runs the operations in. */
export interface Place {
	n8n: N8n;
	sandbox: Sandbox;
	authentication: Account['authentication'];
	credential: StoredCredential;
}

/** Runs all operations, one after the other, and gives what each did by its name. */
export type Form = (planned: PlannedOperation[], place: Place) => Promise<Record<string, Seen>>;

/** Each operation as a node of its own in one workflow, after a node that gives it its input. */
export const asNodes: Form = async (planned, { n8n, sandbox, authentication, credential }) => {
	const notes = new Notes(sandbox);
	const requests = new Map<string, Seen['requests']>();
	const take = (index: number) => requests.set(planned[index].name, notes.take());
	const inputs = await startInputs(planned, (index) => {
		if (index > 0) take(index - 1);
	});
	try {
		const pairs = planned.map(({ name, parameters, files }, index): [INode, INode] => [
			at(
				index,
				node(
					`Input of ${name}`,
					'n8n-nodes-base.httpRequest',
					{
						url: `${inputs.url}/${index}`,
						...(files && { options: { response: { response: { responseFormat: 'file' } } } }),
					},
					{ typeVersion: 4.2 },
				),
			),
			at(index, {
				...node(name, NODE_TYPE, { ...parameters, authentication }),
				...using(credential),
				onError: 'continueRegularOutput',
			}),
		]);
		const execution = await runToItsEnd(n8n, {
			nodes: [node('Trigger', 'n8n-nodes-base.manualTrigger'), ...pairs.flat()],
			connections: {
				Trigger: { main: [pairs.map(([input]) => to(input, 'main'))] },
				...Object.fromEntries(
					pairs.map(([input, own]) => [input.name, { main: [[to(own, 'main')]] }]),
				),
			},
		});
		take(planned.length - 1);
		return Object.fromEntries(
			planned.map(({ name }) => [
				name,
				{ requests: requests.get(name) ?? [], ...seenIn(itemsOf(execution, name), sandbox) },
			]),
		);
	} finally {
		await inputs.close();
	}
};

/** Each operation as a tool of one agent, whose model calls one after the other. */
export const asToolsOfAgent =
	(typeVersion: number): Form =>
	async (planned, place) => {
		const { n8n, sandbox } = place;
		const notes = new Notes(sandbox);
		const requests: Array<Seen['requests']> = [];
		let answers: string[] = [];
		const model: FakeModel = await startFakeModel(({ results }) => {
			if (results.length > 0) requests.push(notes.take());
			answers = results;
			const next = planned[results.length];
			return next ? { tool: toolNameOf(next), args: {} } : 'That is all.';
		});
		try {
			const modelCredential = await n8n.rest.createCredential('openAiApi', {
				apiKey: 'made-up-model-key',
				url: model.url,
			});
			const agent = node(
				'Agent',
				'@n8n/n8n-nodes-langchain.agent',
				{
					promptType: 'define',
					text: 'Do as you are told.',
					options: { maxIterations: 2 * planned.length },
				},
				{ typeVersion },
			);
			const lm = node(
				'Model',
				'@n8n/n8n-nodes-langchain.lmChatOpenAi',
				{ model: { __rl: true, mode: 'id', value: 'made-up' }, options: {} },
				{ typeVersion: 1.2, ...using(modelCredential) },
			);
			const trigger = node('Trigger', 'n8n-nodes-base.manualTrigger');
			const workflow = withTools(agent, planned, place);
			await runToItsEnd(n8n, {
				nodes: [trigger, lm, ...workflow.nodes],
				connections: {
					Trigger: { main: [[to(agent, 'main')]] },
					Model: { ai_languageModel: [[to(agent, 'ai_languageModel')]] },
					...workflow.connections,
				},
			});
			return Object.fromEntries(
				planned.map(({ name }, index) => [
					name,
					{ requests: requests[index] ?? [], ...readByModel(answers[index], sandbox) },
				]),
			);
		} finally {
			await model.close();
		}
	};

/** Each operation as a tool of one MCP server, which a client calls one after the other. */
export const asToolsOfMcpServer: Form = async (planned, place) => {
	const { n8n, sandbox } = place;
	const notes = new Notes(sandbox);
	const path = `made-up-${place.credential.id}`;
	const server = node(
		'Server',
		'@n8n/n8n-nodes-langchain.mcpTrigger',
		{ authentication: 'none', path },
		{ typeVersion: 2, webhookId: path },
	);
	const workflow = await n8n.rest.createWorkflow(withTools(server, planned, place));
	await n8n.rest.activate(workflow);
	try {
		const client = await McpClient.onceActive(`${n8n.url}/mcp/${path}`);
		const seen: Record<string, Seen> = {};
		for (const operation of planned) {
			const answer = await client.call(toolNameOf(operation));
			seen[operation.name] = { requests: notes.take(), ...readByModel(answer, sandbox) };
		}
		return seen;
	} finally {
		await n8n.rest.deactivate(workflow);
	}
};

/** All operations take their time on a busy machine. */
async function runToItsEnd({ rest }: N8n, workflow: WorkflowJson): Promise<Execution> {
	const execution = await rest.runNew(workflow, 'Trigger', TIMEOUT_MS);
	expectSuccess(execution);
	return execution;
}

function withTools(
	parent: INode,
	planned: PlannedOperation[],
	{ authentication, credential }: Place,
): WorkflowJson {
	const tools = planned.map(({ name, parameters }) => ({
		...node(name, `${NODE_TYPE}Tool`, {
			descriptionType: 'manual',
			toolDescription: name,
			...parameters,
			authentication,
		}),
		...using(credential),
		onError: 'continueRegularOutput' as const,
	}));
	return {
		nodes: [parent, ...tools],
		connections: Object.fromEntries(
			tools.map(({ name }) => [name, { ai_tool: [[to(parent, 'ai_tool')]] }]),
		),
	};
}

/** As n8n makes it from the name of the node. */
const toolNameOf = ({ name }: PlannedOperation): string => name.replace(/[^\w-]+/g, '_');

const to = ({ name }: INode, type: string) => ({ node: name, type, index: 0 });

/** Nodes that follow the same one run in the order of their height, each with what follows it. */
const at = (index: number, one: INode): INode => ({ ...one, position: [0, 100 * index] });

function readByModel(answer: string, sandbox: Sandbox): Pick<Seen, 'items' | 'files'> {
	const items = JSON.parse(answer) as Seen['items'];
	return { items: plain(items, sandbox), files: [] };
}

/** Gives each operation its input, and says for which it was asked. */
async function startInputs(planned: PlannedOperation[], onAsked: (index: number) => void) {
	const server = http.createServer(({ url }, response) => {
		const index = Number(url?.slice(1));
		onAsked(index);
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify(planned[index].input));
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const { port } = server.address() as import('node:net').AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
