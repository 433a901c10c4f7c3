import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const CACHE = { id: 9, name: 'Prices', scope: 'flow', flow_id: 101 };
const STEP = { id: 91, scope: 'flow', flow_id: 101, ttl_unit: 'hour', ttl_number: 1 };

describe('Cache', () => {
	testOperations('cache', [
		{
			operation: 'getAll',
			sends: `GET /api/v1/caches?${FIRST_PAGE}`,
			answer: page([{ ...CACHE, content: 'long', cache_template_id: null }]),
			gives: [CACHE],
		},
		{
			operation: 'getAll',
			parameters: {
				returnAll: true,
				simplify: false,
				filters: { flowId: byId(101), forFlowId: byId(102), name: 'Prices', scope: 'flow' },
			},
			sends:
				'GET /api/v1/caches?filter[flow_id]=101&filter[name]=Prices&filter[scope]=flow&filter[for_flow]=102&page=1&per_page=100',
			answer: page([{ ...CACHE, content: 'long' }]),
			gives: [{ ...CACHE, content: 'long' }],
		},
		{
			operation: 'getShapes',
			sends: `GET /api/v1/cache-step?${FIRST_PAGE}`,
			answer: page([STEP]),
			gives: [STEP],
		},
		{
			operation: 'getShapes',
			parameters: { filters: { flowId: byId(101) } },
			sends: `GET /api/v1/cache-step?flow_id=101&${FIRST_PAGE}`,
			answer: page([STEP]),
			gives: [STEP],
		},
	]);
});
