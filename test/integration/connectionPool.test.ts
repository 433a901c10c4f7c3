import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const POOL = { id: 5, name: 'Warehouse', limit: 3, timeout: null };

describe('Connection Pool', () => {
	testOperations('connectionPool', [
		{
			operation: 'getAll',
			sends: `GET /api/v1/connection-pools?${FIRST_PAGE}`,
			answer: page([POOL]),
			gives: [POOL],
		},
		{
			operation: 'getAll',
			parameters: {
				returnAll: true,
				filters: { name: 'Warehouse' },
				options: { include: ['connectors', 'connectors_count'] },
				sort: { by: '-limit' },
			},
			sends:
				'GET /api/v1/connection-pools?filter[name]=Warehouse&sort=-limit&include=connectors,connectors_count&page=1&per_page=100',
			answer: page([POOL]),
			gives: [POOL],
		},
		{
			operation: 'get',
			parameters: { connectionPoolId: byId(5), options: { include: ['connectors.system'] } },
			sends: 'GET /api/v1/connection-pools/5?include=connectors.system',
			answer: { data: POOL },
			gives: [POOL],
		},
		{
			operation: 'create',
			title: 'with what is required',
			parameters: { name: 'Warehouse', connectionLimit: 3 },
			sends: 'POST /api/v1/connection-pools',
			body: { name: 'Warehouse', limit: 3 },
			answer: { data: POOL },
			gives: [POOL],
		},
		{
			operation: 'create',
			parameters: {
				name: 'Warehouse',
				connectionLimit: '={{ "3" }}',
				additionalFields: { timeout: 60 },
			},
			sends: 'POST /api/v1/connection-pools',
			body: { name: 'Warehouse', limit: 3, timeout: 60 },
			answer: { data: POOL },
			gives: [POOL],
		},
		{
			operation: 'update',
			parameters: {
				connectionPoolId: byId(5),
				updateFields: { connectionLimit: 4, name: 'Shop', timeout: '' },
			},
			sends: 'PUT /api/v1/connection-pools/5',
			body: { limit: 4, name: 'Shop', timeout: null },
			answer: { data: POOL },
			gives: [POOL],
		},
	]);
});
