import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const QUEUED = { id: 1101, status: 'pending', trigger: 'Schedule', flow_version_id: 2011 };
const SHOWN = { id: '1101', status: 'pending', trigger: 'Schedule', flowVersionId: '2011' };

describe('Queued Run', () => {
	testOperations('queuedRun', [
		{
			operation: 'getAll',
			sends: `GET /api/v1/scheduled-flows?include=flow&${FIRST_PAGE}`,
			answer: page([{ ...QUEUED, flow: { id: 101, name: 'Orders' } }]),
			gives: [{ ...SHOWN, flowId: '101', flowName: 'Orders' }],
		},
		{
			operation: 'getAll',
			sends: `GET /api/v1/scheduled-flows?include=flow&${FIRST_PAGE}`,
			answer: page([{ ...QUEUED, flow: null }]),
			gives: [SHOWN],
		},
		{
			operation: 'getAll',
			parameters: { simplify: false },
			sends: `GET /api/v1/scheduled-flows?${FIRST_PAGE}`,
			answer: page([QUEUED]),
			gives: [QUEUED],
		},
		{
			operation: 'getAll',
			parameters: {
				returnAll: true,
				filters: { flowVersionId: byId('2011'), status: 'pending' },
				options: { include: ['flow', 'payloadMetadata'] },
			},
			sends:
				'GET /api/v1/scheduled-flows?filter[flow_version_id]=2011&filter[status]=pending&include=flow,payloadMetadata&page=1&per_page=100',
			answer: page([{ ...QUEUED, flow: { name: 'Orders' }, flow_version: {} }]),
			gives: [{ ...SHOWN, flowName: 'Orders', flow: { name: 'Orders' } }],
		},
		{
			operation: 'delete',
			parameters: { queuedRunId: byId(1101) },
			sends: 'DELETE /api/v1/scheduled-flows/1101',
			answer: { message: 'Deleted.' },
			gives: [{ message: 'Deleted.' }],
		},
	]);
});
