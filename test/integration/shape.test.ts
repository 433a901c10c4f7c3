import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const STEP = { id: 30111, flow_version_id: 2011, name: 'Map orders', microservice: 'map' };
const VERSION = { flowVersionId: byId(2011) };
const CHOSEN = { ...VERSION, flowId: byId(101), shapeId: byId(30111) };
const FIELDS = {
	config: '{"map": [1]}',
	deployedAt: '2026-03-02T08:15:00Z',
	flowVersionOfShapeId: '2012',
	parentShapeId: byId('30110'),
	variables: [{ key: 'warehouse' }],
};
const SENT_FIELDS = {
	config: { map: [1] },
	deployed_at: '2026-03-02T08:15:00.000Z',
	flow_version_id: '2012',
	parent_id: '30110',
	variables: [{ key: 'warehouse' }],
};

describe('Shape', () => {
	testOperations('shape', [
		{
			operation: 'getAll',
			parameters: VERSION,
			sends: `GET /api/v1/flow-versions/2011/steps?${FIRST_PAGE}`,
			answer: page([{ ...STEP, routes: [] }]),
			gives: [STEP],
		},
		{
			operation: 'getAll',
			title: 'with how many notes they have',
			parameters: { ...VERSION, options: { countNotes: true } },
			sends: `GET /api/v1/flow-versions/2011/steps?load_notes_count=true&${FIRST_PAGE}`,
			answer: page([{ ...STEP, routes: [], notes_count: 2 }]),
			gives: [{ ...STEP, notes_count: 2 }],
		},
		{
			operation: 'getAll',
			title: 'with everything',
			parameters: {
				...VERSION,
				returnAll: true,
				options: { asTree: true, countNotes: false, include: ['routes', 'scriptVersion.script'] },
			},
			sends:
				'GET /api/v1/flow-versions/2011/steps?to_tree=true&load_notes_count=false&include=routes,scriptVersion.script&page=1&per_page=100',
			answer: page([{ ...STEP, routes: [], script_version: null, filters: [] }]),
			gives: [{ ...STEP, routes: [], script_version: null }],
		},
		{
			operation: 'get',
			parameters: CHOSEN,
			sends: 'GET /api/v1/flow-versions/2011/steps/30111',
			answer: { data: { ...STEP, routes: [] } },
			gives: [STEP],
		},
		{
			operation: 'create',
			title: 'with what is required',
			parameters: { ...VERSION, name: 'Map orders', microservice: 'map' },
			sends: 'POST /api/v1/flow-versions/2011/steps',
			body: { name: 'Map orders', microservice: 'map' },
			answer: { data: STEP },
			gives: [STEP],
		},
		{
			operation: 'create',
			parameters: {
				...VERSION,
				name: 'Map orders',
				microservice: 'map',
				additionalFields: FIELDS,
			},
			sends: 'POST /api/v1/flow-versions/2011/steps',
			body: { name: 'Map orders', microservice: 'map', ...SENT_FIELDS },
			answer: { data: STEP },
			gives: [STEP],
		},
		{
			operation: 'update',
			parameters: {
				...CHOSEN,
				updateFields: { ...FIELDS, microservice: 'filter', name: 'Filter orders' },
			},
			sends: 'PUT /api/v1/flow-versions/2011/steps/30111',
			body: { microservice: 'filter', name: 'Filter orders', ...SENT_FIELDS },
			answer: { data: STEP },
			gives: [STEP],
		},
		{
			operation: 'delete',
			parameters: CHOSEN,
			sends: 'DELETE /api/v1/flow-versions/2011/steps/30111',
			answer: '',
			gives: [{ deleted: true }],
		},
		{
			operation: 'getRoutes',
			parameters: { shapeId: byId(30111) },
			sends: `GET /api/v1/flow-steps/30111/routes?${FIRST_PAGE}`,
			answer: page([STEP]),
			gives: [STEP],
		},
	]);
});
