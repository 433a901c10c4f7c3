import type { Engine } from '../support/harness/engine';
import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

const TALK = { id: 'made-up-conversation-1', title: 'Build an order flow' };
const prompt = 'Send new orders to the warehouse';
const MAP = {
	feature: 'map-builder',
	flowId: byId('101'),
	flowVersionId: byId('2011'),
	shapeId: byId('30111'),
	prompt,
};

describe('Agent Conversation', () => {
	testOperations('agentConversation', [
		{
			operation: 'getAll',
			sends: `GET /api/v1/agents/conversations?${FIRST_PAGE}`,
			answer: page([TALK]),
			gives: [TALK],
		},
		{
			operation: 'getAll',
			parameters: {
				returnAll: true,
				filters: { feature: 'map-builder', title: 'Build' },
				options: { include: ['messages'] },
				sort: { by: '-title' },
			},
			sends:
				'GET /api/v1/agents/conversations?filter[feature_type]=map-builder&filter[title]=Build&sort=-title&include=messages&page=1&per_page=100',
			answer: page([TALK]),
			gives: [TALK],
		},
		{
			operation: 'create',
			title: 'about a new flow',
			parameters: { prompt },
			sends: 'POST /api/v1/agents/conversations',
			body: { feature: 'flow-builder', prompt },
			answer: { data: TALK },
			gives: [TALK],
		},
		{
			operation: 'create',
			title: 'about a flow there is',
			parameters: { prompt, additionalFields: { flowId: byId('101') } },
			sends: 'POST /api/v1/agents/conversations',
			body: { feature: 'flow-builder', prompt, payload: { flow_id: '101' } },
			answer: { data: TALK },
			gives: [TALK],
		},
		{
			operation: 'create',
			title: 'about a map',
			parameters: MAP,
			sends: 'POST /api/v1/agents/conversations',
			body: {
				feature: 'map-builder',
				prompt,
				payload: { flow_id: '101', flow_version_id: '2011', flow_step_id: '30111' },
			},
			answer: { data: TALK },
			gives: [TALK],
		},
		{
			operation: 'create',
			title: 'about a connector there is',
			parameters: {
				feature: 'connector-builder',
				prompt,
				additionalFields: { connectorId: byId('1') },
			},
			sends: 'POST /api/v1/agents/conversations',
			body: { feature: 'connector-builder', prompt, payload: { connector_id: '1' } },
			answer: { data: TALK },
			gives: [TALK],
		},
		{
			operation: 'get',
			parameters: { agentConversationId: byId('made-up-conversation-1') },
			sends: 'GET /api/v1/agents/conversations/made-up-conversation-1',
			answer: { data: TALK },
			gives: [TALK],
		},
		{
			operation: 'reply',
			parameters: {
				agentConversationId: byId('made-up-conversation-1'),
				message: 'Leave out cancelled orders',
			},
			sends: 'POST /api/v1/agents/conversations/made-up-conversation-1/reply',
			body: { message: 'Leave out cancelled orders' },
			answer: { data: TALK },
			gives: [TALK],
		},
	]);
});

describe('Agent Conversation: Create', () => {
	let engine: Engine;
	beforeAll(async () => {
		engine = await createEngine();
	});

	it.each([
		[{ prompt: '={{ $json.none }}' }, 'Prompt'],
		[{ shapeId: { __rl: true, mode: 'id', value: '={{ $json.none }}' } }, 'Shape'],
	])('sends nothing with %j', async (changes, label) => {
		const seen = answerAll(CLOUD.core, () => [200, {}]);

		const { error } = await runPatchworks(engine, {
			resource: 'agentConversation',
			operation: 'create',
			...MAP,
			...changes,
		});

		expect(error?.message).toBe(`'${label}' is empty [item 0]. Nothing was sent.`);
		expect(seen).toEqual([]);
	});
});
