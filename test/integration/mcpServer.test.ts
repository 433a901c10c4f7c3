import type { Engine } from '../support/harness/engine';
import { FIRST_PAGE, testOperations } from '../support/harness/operations';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

const SERVER = { id: 1801, name: 'Warehouse tools' };

describe('MCP Server', () => {
	testOperations('mcpServer', [
		{
			operation: 'getAll',
			sends: `GET /api/v1/mcp-servers?${FIRST_PAGE}`,
			answer: page([SERVER]),
			gives: [SERVER],
		},
		{
			operation: 'getAll',
			parameters: { returnAll: true },
			sends: 'GET /api/v1/mcp-servers?page=1&per_page=100',
			answer: page([SERVER]),
			gives: [SERVER],
		},
	]);
});

describe('MCP Server: created by API Request', () => {
	let engine: Engine;
	beforeAll(async () => {
		engine = await createEngine();
	});

	it('keeps what is a secret by its name out of the error', async () => {
		answerAll(CLOUD.core, () => [
			422,
			{
				message: 'Warehouse tools refused made-up-token-1.',
				errors: { headers: ['made-up-key-1'] },
			},
		]);

		const { error } = await runPatchworks(
			engine,
			{
				resource: 'apiRequest',
				operation: 'request',
				method: 'POST',
				path: '/api/v1/mcp-servers',
				body: '={{ $json }}',
			},
			{
				items: [
					{
						name: 'Warehouse tools',
						auth: { bearerToken: 'made-up-token-1' },
						headers: { authorization: ['made-up-key-1'] },
					},
				],
			},
		);

		expect(error?.message).toBe('Warehouse tools refused *****. headers: *****');
		expect(JSON.stringify(error)).not.toMatch(/made-up-(token|key)-1/);
	});
});
