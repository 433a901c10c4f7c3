import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const POOL = { id: 12, name: 'Orders', description: 'Sent orders' };

describe('Data Pool', () => {
	testOperations('dataPool', [
		{
			operation: 'getAll',
			sends: `GET /api/v1/data-pool?${FIRST_PAGE}`,
			answer: page([POOL]),
			gives: [POOL],
		},
		{
			operation: 'getAll',
			parameters: {
				returnAll: true,
				filters: { id: '12', name: 'Orders' },
				sort: { by: 'created_at' },
			},
			sends:
				'GET /api/v1/data-pool?filter[id]=12&filter[name]=Orders&sort=created_at&page=1&per_page=100',
			answer: page([POOL]),
			gives: [POOL],
		},
		{
			operation: 'get',
			parameters: { dataPoolId: byId(12) },
			sends: 'GET /api/v1/data-pool/12',
			answer: { data: POOL },
			gives: [POOL],
		},
		{
			operation: 'get',
			title: 'with relations',
			parameters: { dataPoolId: byId(12) },
			sends: 'GET /api/v1/data-pool/12',
			answer: { data: POOL },
			gives: [POOL],
		},
		{
			operation: 'create',
			title: 'with a name alone',
			parameters: { name: 'Orders' },
			sends: 'POST /api/v1/data-pool',
			body: { name: 'Orders' },
			answer: { data: POOL },
			gives: [POOL],
		},
		{
			operation: 'create',
			parameters: { name: 'Orders', additionalFields: { description: 'Sent orders' } },
			sends: 'POST /api/v1/data-pool',
			body: { name: 'Orders', description: 'Sent orders' },
			answer: { data: POOL },
			gives: [POOL],
		},
		{
			operation: 'update',
			parameters: {
				dataPoolId: byId(12),
				updateFields: { name: 'Returns', description: 'Sent returns' },
			},
			sends: 'PATCH /api/v1/data-pool/12',
			body: { name: 'Returns', description: 'Sent returns' },
			answer: { data: POOL },
			gives: [POOL],
		},
		{
			operation: 'delete',
			parameters: { dataPoolId: byId(12) },
			sends: 'DELETE /api/v1/data-pool/12',
			answer: '',
			gives: [{ deleted: true }],
		},
		{
			operation: 'getDeduplicatedData',
			parameters: { dataPoolId: byId(12) },
			sends: `GET /api/v1/data-pool/12/deduped-data?${FIRST_PAGE}`,
			answer: page([{ id: 1, value: 'ORDER-1001' }]),
			gives: [{ id: 1, value: 'ORDER-1001' }],
		},
	]);
});
