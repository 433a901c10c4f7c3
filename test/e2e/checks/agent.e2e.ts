import type { INode } from 'n8n-workflow';

import { readExample } from '../../demo/runExample';
import { expectSuccess } from '../expectations';
import type { Conversation, FakeModel, Reply } from '../fake-model';
import { startFakeModel } from '../fake-model';
import type { WorkflowJson } from '../rest-client';
import { jsonOf } from '../rest-client';
import type { World } from '../setting';
import { startWorld } from '../setting';
import { using } from '../workflows';

let world: World;
let model: FakeModel;
let offered: string[];

beforeAll(async () => {
	[world, model] = await Promise.all([startWorld(), startFakeModel(think)]);
});
afterAll(async () => {
	await world?.stop();
	await model?.close();
});

/** Thinks as a model would that was asked what failed: lists the runs, looks into one, and says why. */
function think({ question, tools, results }: Conversation): Reply {
	offered = tools.map(({ name }) => name);
	if (results.length === 0) {
		return { tool: 'List_Flow_Runs', args: { status: 3, startedAfter: '2020-01-01' } };
	}
	if (question === 'Start it') return results[0];
	if (results.length === 1) {
		const flowRunId = /"id":\s*"?(\d+)/.exec(results[0])?.[1];
		return { tool: 'Get_Failure_Summary', args: { flowRunId } };
	}
	return /"reason":\s*"([^"]+)"/.exec(results[1])?.[1] ?? results[1];
}

/** The example, with the credentials of these checks, and a question. */
async function ask(question: string, change: (node: INode) => INode = (node) => node) {
	const { rest } = world.n8n;
	const openAi = await rest.createCredential('openAiApi', {
		apiKey: 'made-up-model-key',
		url: model.url,
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
	expect(offered.sort()).toEqual(['Get_Failure_Summary', 'List_Flow_Runs']);
	expect(world.sandbox.requests.filter(({ status }) => status >= 400)).toEqual([]);
	expect(model.heard.join()).not.toContain(world.sandbox.apiKey);
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
