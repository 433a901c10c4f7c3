import { FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const TEMPLATE = { id: 1321, name: 'Split lines', language: 'javascript', content: 'made up' };

describe('Script: templates', () => {
	testOperations('script', [
		{
			operation: 'getAllTemplates',
			sends: `GET /api/v1/patchworks/script-templates?${FIRST_PAGE}`,
			answer: page([TEMPLATE]),
			gives: [{ id: 1321, name: 'Split lines', language: 'javascript' }],
		},
		{
			operation: 'getAllTemplates',
			parameters: {
				returnAll: true,
				simplify: false,
				filters: {
					name: 'Split lines',
					hiddenFromMarketplace: true,
					private: false,
					visibleForMarketplace: false,
				},
			},
			sends:
				'GET /api/v1/patchworks/script-templates?filter[hidden_from_marketplace]=true&filter[name]=Split lines&filter[private]=false&filter[visible_for_marketplace]=false&page=1&per_page=100',
			answer: page([TEMPLATE]),
			gives: [TEMPLATE],
		},
	]);
});
