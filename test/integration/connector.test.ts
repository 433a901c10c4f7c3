import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const SYSTEM = { id: 1, name: 'Demo', label: 'Demo system', colour: 'ffffff', protocol: 'HTTP' };
const SIMPLE = { id: 1, name: 'Demo', label: 'Demo system', protocol: 'HTTP' };
const VARIABLE = { id: '01HZMADEUP', key: 'client_secret', value: '*****', pivot: { id: 1 } };
const ENDPOINT = { id: 1, name: 'List orders', http_method: 'GET', raw_body: '' };

describe('Connector', () => {
	testOperations('connector', [
		{
			operation: 'getAll',
			sends: `GET /api/v1/systems?${FIRST_PAGE}`,
			answer: page([SYSTEM]),
			gives: [SIMPLE],
		},
		{
			operation: 'getAll',
			parameters: {
				limit: 5,
				filters: { fromApp: '15', fromMarketplace: true, name: 'Demo', withUpdatable: false },
				options: {
					fields: ['id', 'name', 'colour'],
					include: ['endpoints', 'systemType'],
					additionalRelations: 'variables, logo',
				},
			},
			sends:
				'GET /api/v1/systems?filter[fromApp]=15&filter[name]=Demo&filter[fromMarketplace]=true&filter[withUpdatable]=false&fields[systems]=id,name,colour&include=endpoints,systemType,variables,logo&page=1&per_page=5',
			answer: page([{ ...SYSTEM, endpoints: [], system_type: { id: 1 } }]),
			gives: [{ ...SIMPLE, endpoints: [], system_type: { id: 1 }, colour: 'ffffff' }],
		},
		{
			operation: 'getAll',
			title: 'with fields that an expression names',
			parameters: { options: { fields: '={{ "id,colour" }}' } },
			sends: `GET /api/v1/systems?fields[systems]=id,colour&${FIRST_PAGE}`,
			answer: page([{ id: 1, colour: 'ffffff' }]),
			gives: [{ id: 1, colour: 'ffffff' }],
		},
		{
			operation: 'getAll',
			title: 'with what can be updated',
			parameters: { filters: { withUpdatable: true } },
			sends: `GET /api/v1/systems?filter[withUpdatable]=true&${FIRST_PAGE}`,
			answer: page([{ ...SYSTEM, updatable: true }]),
			gives: [{ ...SIMPLE, updatable: true }],
		},
		{
			operation: 'get',
			parameters: { connectorId: byId('1') },
			sends: 'GET /api/v1/systems/1',
			answer: { data: SYSTEM },
			gives: [SIMPLE],
		},
		{
			operation: 'get',
			title: 'in full',
			parameters: { connectorId: byId('1'), simplify: false },
			sends: 'GET /api/v1/systems/1',
			answer: { data: SYSTEM },
			gives: [SYSTEM],
		},
		{
			operation: 'getEndpoints',
			parameters: { connectorId: byId('1') },
			sends: `GET /api/v1/systems/1/endpoints?${FIRST_PAGE}`,
			answer: page([ENDPOINT]),
			gives: [{ id: 1, name: 'List orders', http_method: 'GET' }],
		},
		{
			operation: 'getEndpoints',
			title: 'in full',
			parameters: { connectorId: byId('1'), returnAll: true, simplify: false },
			sends: 'GET /api/v1/systems/1/endpoints?page=1&per_page=100',
			answer: page([ENDPOINT]),
			gives: [ENDPOINT],
		},
		{
			operation: 'getVariables',
			parameters: { connectorId: byId('1') },
			sends: `GET /api/v1/systems/1/variables?${FIRST_PAGE}`,
			answer: page([VARIABLE]),
			gives: [{ id: '01HZMADEUP', key: 'client_secret', value: '*****' }],
		},
		{
			operation: 'getVariables',
			title: 'in full',
			parameters: { connectorId: byId('1'), returnAll: true, simplify: false },
			sends: 'GET /api/v1/systems/1/variables?page=1&per_page=100',
			answer: page([VARIABLE]),
			gives: [VARIABLE],
		},
	]);
});
