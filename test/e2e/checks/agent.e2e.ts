import type { INode } from 'n8n-workflow';

import { readExample } from '../../demo/runExample';
import { expectSuccess } from '../expectations';
import type { Conversation, FakeModel, Reply } from '../fake-model';
import { startFakeModel } from '../fake-model';
import type { WorkflowJson } from '../n8n/rest-client';
import { jsonOf } from '../n8n/rest-client';
import type { World } from '../setting';
import { setting, startWorld } from '../setting';
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
		return { tool: 'Find_Runs', args: { status: 'Failure', startedAfter: '2020-01-01' } };
	}
	if (question === 'Start it') return results[0];
	if (results.length === 1) {
		const flowRunId = /"flowRunId":\s*"?(\d+)/.exec(results[0])?.[1];
		return { tool: 'Explain_Failure', args: { flowRunId } };
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
	const example = readExample('ai/operations-assistant.json') as WorkflowJson;
	const nodes = example.nodes.map((node) => {
		if (node.name === 'Model') return { ...node, ...using(openAi) };
		const isOurs = node.type.startsWith('n8n-nodes-patchworks.');
		return change(isOurs ? { ...node, ...using(world.credentials.apiKey) } : node);
	});
	const chat = 'When Chat Message Received';
	const pinData = { [chat]: [{ json: { chatInput: question, sessionId: 'made-up' } }] };
	return await rest.run(await rest.createWorkflow({ ...example, nodes, pinData }), chat);
}

/** Makes the tool that lists runs one that starts a flow, for an agent of that version. */
const startingTool = (version: number) => (node: INode) => {
	if (node.name === 'Agent') return { ...node, typeVersion: version };
	if (node.name !== 'Find Runs') return node;
	const parameters = {
		descriptionType: 'manual',
		toolDescription: 'Starts the flow for orders',
		resource: 'flow',
		operation: 'startAndWait',
		flowId: { __rl: true, mode: 'id', value: '101' },
		payload: '{"order":1}',
	};
	return { ...node, parameters };
};

it('answers questions about flow runs with the node as its tools', async () => {
	const execution = await ask('What failed, and why?');

	expectSuccess(execution);
	expect(jsonOf(execution, 'Agent')[0].output).toMatch(
		/^(Update shop: Request timed out|Send to warehouse: The warehouse refused)/,
	);
	expect(offered).toEqual(expect.arrayContaining(['Explain_Failure', 'Find_Runs']));
	expect(world.sandbox.requests.filter(({ status }) => status >= 400)).toEqual([]);
	expect(model.heard.join()).not.toContain(world.sandbox.apiKey);
});

/** The newest that n8n 1.123 has, and the newest that the others have. */
const newestAgent = setting().install.version.startsWith('1.') ? 3 : 3.1;

it.each([2.2, newestAgent])(
	'starts a flow and gives an agent of version %d the finished run',
	async (version) => {
		const execution = await ask('Start it', startingTool(version));

		expectSuccess(execution);
		const [{ output }] = jsonOf(execution, 'Agent');
		expect(output).toContain('flowRunId');
		const run = world.sandbox.runs.at(-1);
		expect(run?.payload?.bytes.toString()).toBe('{"order":1}');
		expect(output).toContain(`"flowRunId":"${run?.id}"`);
		expect(output).toContain('"status":2');
	},
);

it.each([2.2, newestAgent])(
	'tells an agent of version %d which run goes on after a minute',
	async (version) => {
		const end = world.sandbox.onRequest(({ operationId, path }) =>
			operationId === 'getFlowRun'
				? { status: 200, body: { data: { id: path.split('/').at(-1), status: 1 } } }
				: undefined,
		);

		const execution = await ask('Start it', startingTool(version));

		end();
		expect(execution.status).not.toBe('waiting');
		const run = world.sandbox.runs.at(-1);
		expect(JSON.stringify(execution.data)).toContain(
			`Flow run ${run?.id} had not ended after a minute, and a tool cannot wait for longer.`,
		);
	},
);
