import type { IDataObject } from 'n8n-workflow';

import { callTools } from '../support/harness/tools';
import { FLOWS } from '../support/sandbox';
import type { Sandboxed } from './support/sandboxed';
import { byId, SANDBOX_CREDENTIAL, startSandboxed } from './support/sandboxed';

let patchworks: Sandboxed;
let bodies: string[];

beforeAll(async () => {
	patchworks = await startSandboxed();
	patchworks.sandbox.onRequest(({ method, body }) => {
		if (method !== 'GET') bodies.push(body.toString('utf8'));
	});
});
beforeEach(() => {
	bodies = [];
});
afterAll(async () => await patchworks.sandbox.close());

const fromModel = (key: string) => `={{ $fromAI('${key}', '', 'string') }}`;

/** What a tool answers. */
async function call(parameters: IDataObject, args: IDataObject = {}): Promise<string> {
	const { results } = await callTools(patchworks.engine, [
		{
			name: 'tool',
			parameters: parameters as never,
			credentials: { PatchworksApiKey: { id: SANDBOX_CREDENTIAL, name: 'Sandbox' } },
			args,
		},
	]);
	return String(results.tool);
}

describe('A tool that changes something', () => {
	it.each([
		['replay as it was', '{"order":2}', /^'Change Payload' has to be one of these: /],
		['replace', 'null', /^'New Payload' is empty/],
	])('starts no flow with another payload for "%s" and %s', async (change, payload, refused) => {
		const run = patchworks.sandbox.addRun({
			flowId: FLOWS.orders,
			outcome: 'failure',
			payload: { order: 1 },
		});
		const answer = await call(
			{
				resource: 'flowRun',
				operation: 'replay',
				flowRunId: byId(run.id),
				changePayload: fromModel('change'),
				newPayload: fromModel('payload'),
			},
			{ change, payload },
		);

		expect(answer).toMatch(refused);
		expect(bodies).toEqual([]);
	});

	it('writes no text "null" in place of nothing', async () => {
		const answer = await call(
			{ resource: 'label', operation: 'create', name: fromModel('name') },
			{ name: 'null' },
		);

		expect(answer).toMatch(/^'Name' is empty/);
		expect(bodies).toEqual([]);
	});

	it('deletes nothing that is called "null" when the model has no ID', async () => {
		patchworks.sandbox.rows('/api/v1/labels')[0].name = 'null';
		const answer = await call(
			{ resource: 'label', operation: 'delete', labelId: byId(fromModel('label')) },
			{ label: 'null' },
		);

		expect(answer).toMatch(/^'Label' is empty/);
		expect(bodies).toEqual([]);
	});

	it('takes what is in the rows of a collection as it is meant', async () => {
		await call(
			{
				resource: 'connectorInstance',
				operation: 'create',
				name: 'Shop',
				authenticationTemplateId: byId('5'),
				additionalFields: {
					variables: {
						variable: [
							{ key: 'id', label: 'ID', alias: fromModel('alias'), secret: fromModel('no') },
							{ key: 'key', label: 'Key', value: fromModel('value'), secret: fromModel('yes') },
						],
					},
				},
			},
			{ alias: 'null', value: 'abc', no: 'false', yes: 'Yes' },
		);

		const [{ variable_templates: rows }] = bodies.map((body) => JSON.parse(body) as IDataObject);
		expect(rows).toEqual([
			expect.objectContaining({
				key: 'id',
				secret: false,
				pivot: expect.not.objectContaining({ alias: 'null' }),
			}),
			expect.objectContaining({ key: 'key', secret: true, value: 'abc' }),
		]);
	});

	it.each(['={{ $json }}', '={{$json}}', '={{\n  $json\n}}', '={{ $json; }}'])(
		'sends no flow what was said in the chat, where a workflow holds the default of a node as %j',
		async (payload) => {
			await call({
				resource: 'flow',
				operation: 'start',
				flowId: byId(String(FLOWS.orders)),
				payload,
			});

			expect(bodies).toEqual(['']);
		},
	);
});

describe('A tool that lists', () => {
	it.each([
		'failed or stopped',
		'failed stopped',
		'started, failed',
		'failed and started',
		'success/failure',
		'failed_or_stopped',
		'failedStopped',
		'FAILED_STOPPED',
		'failed: false',
		'failure-free',
	])('does not take "%s" for Failure, Started or Success alone', async (status) => {
		const answer = await call(
			{ resource: 'flowRun', operation: 'getAll', filters: { status: fromModel('status') } },
			{ status },
		);

		expect(answer).toMatch(/^'Status' has to be one of these: Failure, /);
	});
});
