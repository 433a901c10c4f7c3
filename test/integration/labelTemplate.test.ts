import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const TEMPLATE = { id: 3, name: 'Peak season', colour: 'orange' };

describe('Label: templates', () => {
	testOperations('label', [
		{
			operation: 'getAllTemplates',
			sends: `GET /api/v1/patchworks/label-templates?${FIRST_PAGE}`,
			answer: page([TEMPLATE]),
			gives: [TEMPLATE],
		},
		{
			operation: 'getAllTemplates',
			parameters: {
				limit: 2,
				filters: { id: '3', name: 'Peak season' },
				sort: { by: 'name' },
			},
			sends:
				'GET /api/v1/patchworks/label-templates?filter[id]=3&filter[name]=Peak season&sort=name&page=1&per_page=2',
			answer: page([TEMPLATE]),
			gives: [TEMPLATE],
		},
		{
			operation: 'getTemplate',
			parameters: { labelTemplateId: byId(3) },
			sends: 'GET /api/v1/patchworks/label-templates/3',
			answer: { data: TEMPLATE },
			gives: [TEMPLATE],
		},
	]);
});
