import type { FakeModel, OfferedTool } from '../fake-model';
import { startFakeModel } from '../fake-model';
import { expectSuccess } from '../expectations';
import type { StoredCredential, WorkflowJson } from '../n8n/rest-client';
import type { World } from '../setting';
import { startWorld } from '../setting';
import { NODE_TYPE, node, using } from '../workflows';

let world: World;
let model: FakeModel;
let modelCredential: StoredCredential;
/** The arguments for the next conversation: one call of the tool for each. */
let calls: object[];
/** What the calls gave, as the model got to read it. */
let results: string[];
let offered: OfferedTool[];

beforeAll(async () => {
	[world, model] = await Promise.all([
		startWorld(),
		startFakeModel((asked) => {
			({ results, tools: offered } = asked);
			const args = calls[results.length];
			return args ? { tool: offered[0].name, args } : 'That is all.';
		}),
	]);
	modelCredential = await world.n8n.rest.createCredential('openAiApi', {
		apiKey: 'made-up-key-2',
		url: model.url,
	});
});
afterAll(async () => {
	await world?.stop();
	await model?.close();
});

/** Lets an agent call the tool with each of the arguments, and gives what it read in return. */
async function callTool(parameters: object, ...args: object[]): Promise<string[]> {
	calls = args;
	results = [];
	world.sandbox.clearRequests();
	expectSuccess(await world.n8n.rest.runNew(agentWith(parameters)));
	return results;
}

const GET_A_FLOW = {
	resource: 'flow',
	operation: 'get',
	flowId: {
		__rl: true,
		mode: 'id',
		value: "={{ $fromAI('Flow_ID', 'The ID of the flow', 'string') }}",
	},
};
const START_A_FLOW = {
	resource: 'flow',
	operation: 'start',
	flowId: GET_A_FLOW.flowId,
	payload: "={{ $fromAI('Payload', 'What the flow starts with', 'json') }}",
};

describe('the Patchworks node as the tool of an agent', () => {
	it('is described to the model with its arguments', async () => {
		await callTool(GET_A_FLOW, { Flow_ID: '101' });

		expect(offered).toEqual([
			expect.objectContaining({
				description: 'Gets a flow of Patchworks',
				parameters: expect.objectContaining({
					properties: { Flow_ID: expect.objectContaining({ type: 'string' }) },
				}),
			}),
		]);
	});

	it('gives the model what Patchworks answered', async () => {
		const [result] = await callTool(GET_A_FLOW, { Flow_ID: '101' });

		expect(result).toContain('Orders to warehouse');
		expect(world.sandbox.requests.map(({ url }) => url)).toEqual(['/api/v1/flows/101']);
	});

	it('starts a flow with what the model gives it', async () => {
		const [result] = await callTool(START_A_FLOW, { Flow_ID: '101', Payload: { order: 1001 } });

		expect(result).toContain('flowRunId');
		const { payload } = world.sandbox.runs.at(-1)!;
		expect(JSON.parse(String(payload?.bytes))).toEqual({ order: 1001 });
	});

	it('sends nothing when an argument is missing, and the model reads which', async () => {
		const [result] = await callTool(GET_A_FLOW, {});

		expect(result).toMatch(/Flow_ID|Flow/);
		expect(world.sandbox.requests).toEqual([]);
	});

	it('looks up as a name what would lead elsewhere as an ID, and the model reads why', async () => {
		const [result] = await callTool(GET_A_FLOW, { Flow_ID: '../users/1' });

		expect(result).toMatch(/'Flow' has no match for the name/);
		expect(world.sandbox.requests.map(({ url }) => url.split('?')[0])).toEqual(['/api/v1/flows']);
	});

	it('lets the model read what Patchworks said to a wrong ID, and try again', async () => {
		const results = await callTool(GET_A_FLOW, { Flow_ID: '999999' }, { Flow_ID: '102' });

		expect(results[0]).toMatch(/No query results for/);
		expect(results[1]).toContain('Stock to shop');
	});
});

function agentWith(parameters: object): WorkflowJson {
	const to = (type: string) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
	const credential = world.credentials.oAuth;
	return {
		nodes: [
			node('Trigger', 'n8n-nodes-base.manualTrigger'),
			node(
				'Agent',
				'@n8n/n8n-nodes-langchain.agent',
				{ promptType: 'define', text: 'Do as you are told.', options: {} },
				{ typeVersion: 3 },
			),
			node(
				'Model',
				'@n8n/n8n-nodes-langchain.lmChatOpenAi',
				{ model: { __rl: true, mode: 'id', value: 'made-up' }, options: {} },
				{ typeVersion: 1.2, ...using(modelCredential) },
			),
			node(
				'Patchworks',
				`${NODE_TYPE}Tool`,
				{
					descriptionType: 'manual',
					toolDescription: 'Gets a flow of Patchworks',
					authentication: 'oAuth',
					...parameters,
				},
				// Without it, older versions of n8n stop the agent at the first error.
				{ ...using(credential), onError: 'continueRegularOutput' },
			),
		],
		connections: {
			Trigger: to('main'),
			Model: to('ai_languageModel'),
			Patchworks: to('ai_tool'),
		},
	};
}
