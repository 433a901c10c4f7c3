import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { page } from '../support/harness/requests';

const NOTE = { id: 971, note: 'Check the mapping', model_id: 30111, flow_step: { id: 30111 } };
const SIMPLE = { id: 971, note: 'Check the mapping', model_id: 30111 };
const NEW = {
	note: 'Check the mapping',
	modelType: 'flow_step',
	modelId: '30111',
	colour: 'yellow',
};
const NEW_BODY = {
	note: 'Check the mapping',
	model_type: 'flow_step',
	model_id: '30111',
	colour: 'yellow',
};

describe('Note', () => {
	testOperations('note', [
		{
			operation: 'getAll',
			sends: `GET /api/v1/model-notes?${FIRST_PAGE}`,
			answer: page([NOTE]),
			gives: [SIMPLE],
		},
		{
			operation: 'getAll',
			parameters: {
				returnAll: true,
				filters: { modelId: '30111', modelType: 'flow_step', myNotes: true, userId: '42' },
				options: { include: ['flowStep'] },
				sort: { by: 'id' },
			},
			sends:
				'GET /api/v1/model-notes?filter[model_id]=30111&filter[model_type]=flow_step&filter[user_id]=42&filter[my_notes]=true&sort=id&include=flowStep&page=1&per_page=100',
			answer: page([NOTE]),
			gives: [NOTE],
		},
		{
			operation: 'get',
			parameters: { noteId: byId('971'), simplify: false, options: { include: ['user'] } },
			sends: 'GET /api/v1/model-notes/971?include=user',
			answer: { data: NOTE },
			gives: [NOTE],
		},
		{
			operation: 'create',
			title: 'with what it must have',
			parameters: NEW,
			sends: 'POST /api/v1/model-notes',
			body: NEW_BODY,
			answer: { data: NOTE },
			gives: [SIMPLE],
		},
		{
			operation: 'create',
			title: 'with everything',
			parameters: { ...NEW, additionalFields: { private: true, patchworksOnly: false } },
			sends: 'POST /api/v1/model-notes',
			body: { ...NEW_BODY, private: true, patchworks_only: false },
			answer: { data: NOTE },
			gives: [SIMPLE],
		},
	]);
});
