import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const TRACKED = { id: 75, value: 'ORDER-1001', flow_id: 101, direction: 'Send' };

describe('Tracked Data', () => {
	testOperations('trackedData', [
		{
			operation: 'getAll',
			sends: `GET /api/v1/tracked-data?${FIRST_PAGE}`,
			answer: page([{ ...TRACKED, tracked_data_store_reference: 'x' }]),
			gives: [TRACKED],
		},
		{
			operation: 'getAll',
			parameters: {
				returnAll: true,
				simplify: false,
				filters: {
					createdAfter: '2026-03-01T00:00:00+01:00',
					createdBefore: '2026-03-02T00:00:00Z',
					entityTypeId: byId(37),
					flowId: byId(101),
					flowRunId: byId(9001),
					shapeId: '30111',
					value: 'ORDER-1001',
				},
			},
			sends:
				'GET /api/v1/tracked-data?filter[created_after]=2026-02-28T23:00:00.000Z&filter[created_before]=2026-03-02T00:00:00.000Z&filter[entity_type_id]=37&filter[flow_id]=101&filter[flow_run_id]=9001&filter[step_id]=30111&filter[value]=ORDER-1001&page=1&per_page=100',
			answer: page([{ ...TRACKED, sent_count: 1 }]),
			gives: [{ ...TRACKED, sent_count: 1 }],
		},
	]);
});
