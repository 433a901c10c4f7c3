import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const LABEL = { id: 7, name: 'Peak season', colour: 'red' };

describe('Label', () => {
	testOperations('label', [
		{
			operation: 'getAll',
			sends: `GET /api/v1/labels?${FIRST_PAGE}`,
			answer: page([LABEL]),
			gives: [LABEL],
		},
		{
			operation: 'getAll',
			parameters: {
				returnAll: true,
				filters: { name: 'Peak season' },
				sort: { by: '-created_at' },
			},
			sends: 'GET /api/v1/labels?filter[name]=Peak season&sort=-created_at&page=1&per_page=100',
			answer: page([LABEL]),
			gives: [LABEL],
		},
		{
			operation: 'get',
			parameters: { labelId: byId(7) },
			sends: 'GET /api/v1/labels/7',
			answer: { data: LABEL },
			gives: [LABEL],
		},
		{
			operation: 'create',
			parameters: { name: 'Peak season', colour: 'red_inverted' },
			sends: 'POST /api/v1/labels',
			body: { name: 'Peak season', colour: 'red_inverted' },
			answer: { data: LABEL },
			gives: [LABEL],
		},
		{
			operation: 'update',
			parameters: { labelId: byId(7), updateFields: { name: 'Returns', colour: 'cyan' } },
			sends: 'PUT /api/v1/labels/7',
			body: { name: 'Returns', colour: 'cyan' },
			answer: { data: LABEL },
			gives: [LABEL],
		},
		{
			operation: 'update',
			title: 'of one field',
			parameters: { labelId: byId(7), updateFields: { name: 'Returns' } },
			sends: 'PUT /api/v1/labels/7',
			body: { name: 'Returns' },
			answer: { data: LABEL },
			gives: [LABEL],
		},
		{
			operation: 'delete',
			parameters: { labelId: byId(7) },
			sends: 'DELETE /api/v1/labels/7',
			answer: '',
			gives: [{ deleted: true }],
		},
	]);
});
