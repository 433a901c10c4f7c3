import type { INode } from 'n8n-workflow';

import type { Question } from '../../demo/questions';
import { CONTRARY_CALLS, QUESTIONS } from '../../demo/questions';
import { MCP_EXAMPLE, prepareQuestions, toolsOf } from '../../demo/runTools';
import { readExample } from '../../demo/runExample';
import { MOST_CHARACTERS_FOR_A_MODEL } from '../../../nodes/Patchworks/output/inShort';
import { expectSuccess } from '../expectations';
import type { FakeModel, OfferedTool } from '../fake-model';
import { startFakeModel } from '../fake-model';
import { McpClient } from '../mcp-client';
import type { StoredCredential, WorkflowJson } from '../n8n/rest-client';
import { jsonOf } from '../n8n/rest-client';
import type { World } from '../setting';
import { startWorld } from '../setting';
import { using } from '../workflows';

const ASSISTANT = 'ai/operations-assistant.json';
const TOKEN = 'made-up-bearer-token';

let world: World;
let model: FakeModel;
let client: McpClient;
let modelCredential: StoredCredential;
/** What the model is to call in the next conversation, and what it got in return. */
let script: Question['calls'];
let results: string[];
let offered: OfferedTool[];

/** n8n turns the spaces of a node's name into underscores. */
const toolName = (name: string): string => name.replace(/ /g, '_');

beforeAll(async () => {
	[world, model] = await Promise.all([
		startWorld({ sandbox: { runDuration: 1_000 } }),
		startFakeModel((asked) => {
			({ results, tools: offered } = asked);
			const call = script[results.length];
			if (!call) return results.at(-1) ?? '';
			return { tool: toolName(call.tool), args: argsOf(call, results) };
		}),
	]);
	const { rest } = world.n8n;
	prepareQuestions(world.sandbox);
	modelCredential = await rest.createCredential('openAiApi', {
		apiKey: 'made-up-model-key',
		url: model.url,
	});
	const bearer = await rest.createCredential('httpBearerAuth', { token: TOKEN });
	const example = readExample(MCP_EXAMPLE) as WorkflowJson;
	const id = await rest.createWorkflow({
		...example,
		nodes: example.nodes.map((node) =>
			node.type.endsWith('.mcpTrigger') ? { ...node, ...using(bearer) } : ours(node),
		),
	});
	await rest.activate(id);
	client = await McpClient.onceActive(`${world.n8n.url}/mcp/patchworks`, TOKEN);
}, 300_000);
afterAll(async () => {
	await world?.stop();
	await model?.close();
});

function argsOf({ args }: Question['calls'][number], before: string[]) {
	return typeof args === 'function' ? args(before) : args;
}

function ours(node: INode): INode {
	const isOurs = node.type.startsWith('n8n-nodes-patchworks.');
	return isOurs ? { ...node, ...using(world.credentials.apiKey) } : node;
}

/** The assistant, with the tools of the other example that change something. */
function agent(question: string): WorkflowJson {
	const example = readExample(ASSISTANT) as WorkflowJson;
	const own = new Set(example.nodes.map(({ name }) => name));
	const changing = toolsOf(MCP_EXAMPLE).filter(({ name }) => !own.has(name));
	const toAgent = { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] };
	return {
		...example,
		nodes: [...example.nodes, ...changing].map((node) =>
			node.name === 'Model' ? { ...node, ...using(modelCredential) } : ours(node),
		),
		connections: {
			...example.connections,
			...Object.fromEntries(changing.map(({ name }) => [name, toAgent])),
		},
		pinData: {
			'When Chat Message Received': [{ json: { chatInput: question, sessionId: 'made-up' } }],
		},
	};
}

async function ask(question: string, calls: Question['calls']): Promise<string> {
	script = calls;
	results = [];
	const execution = await world.n8n.rest.runNew(
		agent(question),
		'When Chat Message Received',
		180_000,
	);
	expectSuccess(execution);
	return String(jsonOf(execution, 'Agent')[0].output);
}

/** What a model gets to know of a tool. */
function described(name: string, schema: OfferedTool['parameters']) {
	const { properties, required = [] } = schema;
	return { name, properties: Object.keys(properties).sort(), required: [...required].sort() };
}

describe('a model is told', () => {
	const expected = toolsOf(MCP_EXAMPLE)
		.map(({ name, parameters }) => {
			const asked = [
				...JSON.stringify(parameters).matchAll(
					/\$fromAI\('(\w+)', '(?:[^'\\]|\\.)*', '\w+'(, [^)]*)?\)/g,
				),
			];
			return {
				name: toolName(name),
				properties: asked.map(([, key]) => key).sort(),
				required: asked
					.filter(([, , preset]) => preset === undefined)
					.map(([, key]) => key)
					.sort(),
			};
		})
		.sort((a, b) => a.name.localeCompare(b.name));
	const descriptions = Object.fromEntries(
		toolsOf(MCP_EXAMPLE).map(({ name, parameters }) => [
			toolName(name),
			parameters.toolDescription,
		]),
	);

	it('by the agent what each tool does, what it takes, and what it may leave out', async () => {
		await ask('Nothing', []);

		expect(
			offered
				.map(({ name, parameters }) => described(name, parameters))
				.sort((a, b) => a.name.localeCompare(b.name)),
		).toEqual(expected);
		expect(Object.fromEntries(offered.map(({ name, description }) => [name, description]))).toEqual(
			descriptions,
		);
		expectDescribed(offered.map(({ parameters }) => parameters));
	});

	it('by the MCP server the same', async () => {
		const tools = await client.list();

		expect(
			tools
				.map(({ name, inputSchema }) => described(name, inputSchema))
				.sort((a, b) => a.name.localeCompare(b.name)),
		).toEqual(expected);
		expect(Object.fromEntries(tools.map(({ name, description }) => [name, description]))).toEqual(
			descriptions,
		);
		expectDescribed(tools.map(({ inputSchema }) => inputSchema));
	});

	function expectDescribed(schemas: Array<OfferedTool['parameters']>): void {
		for (const { properties } of schemas) {
			for (const property of Object.values(properties)) {
				expect(property).toEqual(
					expect.objectContaining({ description: expect.stringMatching(/\w+ \w+/) }),
				);
			}
		}
	}
});

describe.each(QUESTIONS)('$ask', ({ ask: question, calls, answer }) => {
	it('is answered through the AI Agent', async () => {
		expect(await ask(question, calls)).toMatch(answer);
		for (const result of results) {
			expect(result.length).toBeLessThanOrEqual(MOST_CHARACTERS_FOR_A_MODEL);
		}
	});

	it('is answered through the MCP Server Trigger', async () => {
		const given: string[] = [];
		for (const call of calls) {
			given.push(await client.call(toolName(call.tool), argsOf(call, given)));
		}
		expect(given.at(-1)).toMatch(answer);
	});
});

describe('a model that fills in', () => {
	it.each(CONTRARY_CALLS)('$title reads what it can act on, of the agent', async (call) => {
		const starts = world.sandbox.requestsTo({ operationId: 'startFlowRaw' }).length;
		const output = await ask('Contrary', [call]);

		expect(output).toMatch(call.gives);
		expect(world.sandbox.requestsTo({ operationId: 'startFlowRaw' })).toHaveLength(starts);
	});

	it.each(CONTRARY_CALLS)('$title reads what it can act on, over MCP', async (call) => {
		expect(await client.call(toolName(call.tool), call.args)).toMatch(call.gives);
	});
});

it('no secret reaches the model', () => {
	expect(model.heard.join()).not.toContain(world.sandbox.apiKey);
});
