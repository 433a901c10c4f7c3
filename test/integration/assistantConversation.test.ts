import { FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const TALK = { id: 1701, created_at: '2026-03-02T08:15:00Z' };

describe('Agent Conversation: with the AI assistant', () => {
	testOperations('agentConversation', [
		{
			operation: 'getAllAssistantConversations',
			sends: `GET /api/v1/ai/conversations?${FIRST_PAGE}`,
			answer: page([TALK]),
			gives: [TALK],
		},
		{
			operation: 'getAllAssistantConversations',
			parameters: {
				returnAll: true,
				filters: { reported: true, status: 'completed', type: 'script', userId: '42' },
			},
			sends:
				'GET /api/v1/ai/conversations?filter[reported]=true&filter[status]=completed&filter[type]=script&filter[user_id]=42&page=1&per_page=100',
			answer: page([TALK]),
			gives: [TALK],
		},
	]);
});
