import {
	API_KEY,
	CLOUD,
	createEngine,
	failureOf,
	runPatchworks,
} from '../support/harness/patchworks';
import { byId, FIRST_PAGE, testOperations } from '../support/harness/operations';
import { answerAll, page } from '../support/harness/requests';

const VERSION = { id: 2011, flow_id: 101, iteration: 1, deployed_at: null };
const CHOSEN = { flowId: byId(101), flowVersionId: byId(2011) };

describe('Flow Version', () => {
	testOperations('flowVersion', [
		{
			operation: 'getAll',
			parameters: { flowId: byId(101) },
			sends: `GET /api/v1/flows/101/versions?${FIRST_PAGE}`,
			answer: page([{ ...VERSION, steps: [] }]),
			gives: [VERSION],
		},
		{
			operation: 'get',
			parameters: CHOSEN,
			sends: 'GET /api/v1/flows/101/versions/2011',
			answer: { data: { ...VERSION, steps: [] } },
			gives: [VERSION],
		},
		{
			operation: 'create',
			parameters: { flowId: byId(101) },
			sends: 'POST /api/v1/flows/101/versions',
			answer: { data: VERSION },
			gives: [VERSION],
		},
		{
			operation: 'update',
			title: 'with a time',
			parameters: { ...CHOSEN, updateFields: { deployedAt: '2026-03-02T09:15:00+01:00' } },
			sends: 'PUT /api/v1/flows/101/versions/2011',
			body: { deployed_at: '2026-03-02T08:15:00.000Z' },
			answer: { data: VERSION },
			gives: [VERSION],
		},
		{
			operation: 'update',
			title: 'with no time',
			parameters: { ...CHOSEN, updateFields: { deployedAt: '' } },
			sends: 'PUT /api/v1/flows/101/versions/2011',
			body: { deployed_at: null },
			answer: { data: VERSION },
			gives: [VERSION],
		},
		{
			operation: 'delete',
			parameters: CHOSEN,
			sends: 'DELETE /api/v1/flows/101/versions/2011',
			answer: { message: 'Deleted.' },
			gives: [{ message: 'Deleted.' }],
		},
		{
			operation: 'getCanvas',
			parameters: { flowVersionId: byId(2011) },
			sends: 'GET /api/v1/flow-versions/2011/graph',
			answer: { data: { nodes: [1], edges: [] } },
			gives: [{ nodes: [1], edges: [] }],
		},
		{
			operation: 'getCanvasNotes',
			parameters: { flowVersionId: byId(2011), returnAll: true },
			sends: 'GET /api/v1/flow-versions/2011/notes?page=1&per_page=100',
			answer: page([{ id: 1, note: 'Mind the VAT' }]),
			gives: [{ id: 1, note: 'Mind the VAT' }],
		},
		{
			operation: 'createVariable',
			title: 'with what is required',
			parameters: { flowVersionId: byId(2011), key: 'since', type: 'string' },
			sends: 'POST /api/v1/flow-versions/2011/variables',
			body: { key: 'since', type: 'string', secret: false },
			answer: { data: { id: '01HZZ', key: 'since' } },
			gives: [{ id: '01HZZ', key: 'since' }],
		},
		{
			operation: 'createVariable',
			parameters: {
				...CHOSEN,
				key: 'token',
				type: 'string',
				secret: true,
				value: 'made-up-value-1',
				additionalFields: { dateFormat: 'Y-m-d' },
			},
			sends: 'POST /api/v1/flow-versions/2011/variables',
			body: {
				key: 'token',
				type: 'string',
				secret: true,
				value: 'made-up-value-1',
				date_format: 'Y-m-d',
			},
			answer: { data: { id: '01HZZ', key: 'token', value: '*****' } },
			gives: [{ id: '01HZZ', key: 'token', value: '*****' }],
		},
	]);

	it('shows the value of a secret variable in no error', async () => {
		answerAll(CLOUD.core, () => [
			422,
			{ message: 'made-up-value-1 is too short', errors: { value: ['not made-up-value-1'] } },
		]);

		const { items } = await runPatchworks(
			await createEngine(),
			{
				resource: 'flowVersion',
				operation: 'createVariable',
				...CHOSEN,
				key: 'token',
				type: 'string',
				secret: true,
				value: 'made-up-value-1',
			},
			{ onError: 'continueRegularOutput' },
		);

		expect(items).toHaveLength(1);
		expect(failureOf(items[0])).toBe('***** is too short value: not *****');
		expect(JSON.stringify(items)).not.toMatch(/made-up-value-1/);
		expect(JSON.stringify(items)).not.toContain(API_KEY);
	});
});
