import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const APP = { id: 1501, name: 'Shop to warehouse', version: 1, help_guide: 'made up' };
const SIMPLE = { id: 1501, name: 'Shop to warehouse', version: 1 };

describe('Blueprint', () => {
	testOperations('blueprint', [
		{
			operation: 'getAll',
			sends: `GET /api/v1/patchworks/marketplace-apps?${FIRST_PAGE}`,
			answer: page([APP]),
			gives: [SIMPLE],
		},
		{
			operation: 'getAll',
			parameters: {
				limit: 100,
				simplify: false,
				filters: {
					allowed: true,
					blueprintId: byId('1501'),
					name: 'Shop',
					private: false,
					privateOrAllowed: true,
				},
				options: { include: ['flowTemplates', 'scriptTemplates', 'systemTemplates'] },
				sort: { by: 'name' },
			},
			sends:
				'GET /api/v1/patchworks/marketplace-apps?filter[allowed]=1&filter[id]=1501&filter[name]=Shop&filter[private]=0&filter[private_or_allowed]=1&sort=name&include=flowTemplates,scriptTemplates,systemTemplates&page=1&per_page=100',
			answer: page([APP]),
			gives: [APP],
		},
		{
			operation: 'get',
			parameters: { blueprintId: byId('1501') },
			sends: 'GET /api/v1/patchworks/marketplace-apps/1501',
			answer: { data: APP },
			gives: [SIMPLE],
		},
		{
			operation: 'get',
			title: 'with its flows',
			parameters: { blueprintId: byId('1501'), options: { include: ['flowTemplates'] } },
			sends: 'GET /api/v1/patchworks/marketplace-apps/1501?include=flowTemplates',
			answer: { data: { ...APP, flow_templates: [{ id: 1 }] } },
			gives: [{ ...SIMPLE, flow_templates: [{ id: 1 }] }],
		},
	]);
});
