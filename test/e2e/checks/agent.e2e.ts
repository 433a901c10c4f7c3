import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { IDataObject, INode } from 'n8n-workflow';

import { readExample } from '../../demo/runExample';
import { expectSuccess } from '../expectations';
import type { WorkflowJson } from '../rest-client';
import { jsonOf } from '../rest-client';
import type { World } from '../setting';
import { startWorld } from '../setting';
import { using } from '../workflows';

interface Message {
	role: string;
	content: string;
}

interface Question {
	messages: Message[];
	tools: Array<{ function: { name: string; parameters: { properties: object } } }>;
}

let world: World;
let model: FastifyInstance;
let questions: Question[];

beforeAll(async () => {
	world = await startWorld();
	questions = [];
	model = fastify({ bodyLimit: 10_000_000 });
	model.post('/v1/chat/completions', async ({ body }) => {
		questions.push(body as Question);
		return completion(answerTo(body as Question));
	});
	await model.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
	await model?.close();
	await world?.stop();
});

/** Thinks as a model would that was asked what failed: lists the runs, looks into one, and says why. */
function answerTo({ messages }: Question): IDataObject {
	const found = messages.filter(({ role }) => role === 'tool').map(({ content }) => content);
	if (found.length === 0) return call('List_Flow_Runs', { status: 3, startedAfter: '2020-01-01' });
	const isStart = messages.some(({ role, content }) => role === 'user' && content === 'Start it');
	if (isStart) return { role: 'assistant', content: found[0] };
	if (found.length === 1) {
		const id = /"id":\s*"?(\d+)/.exec(found[0])?.[1];
		return call('Get_Failure_Summary', { flowRunId: id });
	}
	return { role: 'assistant', content: /"reason":\s*"([^"]+)"/.exec(found[1])?.[1] ?? found[1] };
}

function call(name: string, input: object): IDataObject {
	const id = `call_${name}`;
	return {
		role: 'assistant',
		content: null,
		tool_calls: [{ id, type: 'function', function: { name, arguments: JSON.stringify(input) } }],
	};
}

function completion(message: IDataObject): object {
	return {
		id: 'made-up',
		object: 'chat.completion',
		created: 0,
		model: 'made-up',
		choices: [{ index: 0, message, finish_reason: message.tool_calls ? 'tool_calls' : 'stop' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

/** The example, with the credentials of these checks, and a question. */
async function ask(question: string, change: (node: INode) => INode = (node) => node) {
	const { rest } = world.n8n;
	const { port } = model.server.address() as { port: number };
	const openAi = await rest.createCredential('openAiApi', {
		apiKey: 'made-up-model-key',
		url: `http://127.0.0.1:${port}/v1`,
	});
	const example = readExample('ai/ask-about-flow-runs.json') as WorkflowJson;
	const nodes = example.nodes.map((node) => {
		if (node.name === 'Model') return { ...node, ...using(openAi) };
		const isOurs = node.type.startsWith('n8n-nodes-patchworks.');
		return change(isOurs ? { ...node, ...using(world.credentials.apiKey) } : node);
	});
	const chat = 'When Chat Message Received';
	const pinData = { [chat]: [{ json: { chatInput: question, sessionId: 'made-up' } }] };
	return await rest.runNew({ ...example, nodes, pinData }, chat);
}

it('answers questions about flow runs with the node as its tools', async () => {
	const execution = await ask('What failed, and why?');

	expectSuccess(execution);
	expect(jsonOf(execution, 'Agent')[0].output).toMatch(
		/^(Update shop: Request timed out|Send to warehouse: The warehouse refused)/,
	);
	expect(questions[0].tools.map(({ function: { name } }) => name).sort()).toEqual([
		'Get_Failure_Summary',
		'List_Flow_Runs',
	]);
	expect(world.sandbox.requests.filter(({ status }) => status >= 400)).toEqual([]);
	expect(JSON.stringify(questions)).not.toContain(world.sandbox.apiKey);
});

it.each([2.2, 3.1])(
	'starts a flow and gives an agent of version %d the finished run',
	async (version) => {
		const execution = await ask('Start it', (node) =>
			node.name === 'Agent'
				? { ...node, typeVersion: version }
				: node.name === 'List Flow Runs'
					? {
							...node,
							parameters: {
								descriptionType: 'manual',
								toolDescription: 'Starts the flow for orders',
								resource: 'flow',
								operation: 'startAndWait',
								flowId: { __rl: true, mode: 'id', value: '101' },
								payload: '{"order":1}',
							},
						}
					: node,
		);

		expectSuccess(execution);
		const [{ output }] = jsonOf(execution, 'Agent');
		expect(output).toContain('flowRunId');
		const run = world.sandbox.runs.at(-1);
		expect(run?.payload?.bytes.toString()).toBe('{"order":1}');
		expect(output).toContain(`"flowRunId":"${run?.id}"`);
		expect(output).toContain('"status":2');
	},
);
