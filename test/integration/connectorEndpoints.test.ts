import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const SCHEMA = { id: 1, endpoint_id: 1, schema: '{"type":"object"}' };
const VARIABLE = { id: '01HZMADEUP', key: 'page_size', value: '50', alias: 'page_size' };

describe('Connector: endpoints', () => {
	testOperations('connector', [
		{
			operation: 'getEndpointSchema',
			parameters: { endpointId: byId('1') },
			sends: 'GET /api/v1/endpoints/1/schema',
			answer: { data: SCHEMA },
			gives: [SCHEMA],
		},
		{
			operation: 'getEndpointVariables',
			parameters: { connectorId: byId('9'), endpointId: byId('1') },
			sends: `GET /api/v1/endpoints/1/variables?${FIRST_PAGE}`,
			answer: page([VARIABLE]),
			gives: [{ id: '01HZMADEUP', key: 'page_size', value: '50' }],
		},
		{
			operation: 'getEndpointVariables',
			title: 'in full',
			parameters: { endpointId: byId('1'), returnAll: true, simplify: false },
			sends: 'GET /api/v1/endpoints/1/variables?page=1&per_page=100',
			answer: page([VARIABLE]),
			gives: [VARIABLE],
		},
	]);
});
