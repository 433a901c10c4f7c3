import type { IDataObject } from 'n8n-workflow';

import { FLOWS } from '../support/sandbox';
import type { Sandboxed } from './support/sandboxed';
import { byId, SANDBOX_CREDENTIAL, startSandboxed } from './support/sandboxed';

let patchworks: Sandboxed;

beforeEach(async () => {
	patchworks = await startSandboxed();
});
afterEach(async () => await patchworks.sandbox.close());

async function summaryOf(id: string) {
	const { items, error } = await patchworks.run({
		resource: 'flowRun',
		operation: 'getFailureSummary',
		flowRunId: byId(id),
		options: {},
	});
	expect(error).toBeUndefined();
	return items[0];
}

function failedRun() {
	const { sandbox } = patchworks;
	return sandbox.addRun({ flowId: FLOWS.stock, startedAt: sandbox.now() - 60_000 });
}

function setCredential(more: IDataObject) {
	const { engine } = patchworks;
	const data = engine.credentials.stored.get(SANDBOX_CREDENTIAL)?.data as IDataObject;
	engine.credentials.add(SANDBOX_CREDENTIAL, 'PatchworksApiKey', { ...data, ...more });
}

describe('The link to a run in the dashboard', () => {
	it('leads to the dashboard of a self-hosted install', async () => {
		const { id } = failedRun();
		setCredential({ loginUrl: 'https://dashboard.example.com/pw/' });

		expect((await summaryOf(id)).url).toBe(`https://dashboard.example.com/pw/flow-run-logs/${id}`);
	});

	it.each(['', 'not an address'])('is left out where the Login URL is "%s"', async (loginUrl) => {
		const { id } = failedRun();
		setCredential({ loginUrl });

		expect(await summaryOf(id)).not.toHaveProperty('url');
	});
});

describe('The status of a run', () => {
	it.each([
		[3, 'Failure'],
		['3', 'Failure'],
		['FAILURE', 'Failure'],
		['partial_success', 'Partial Success'],
		['Partial Success', 'Partial Success'],
		['partialSuccess', 'Partial Success'],
		[{ value: 3 }, 'Failure'],
		[{ id: 9, name: 'stopped' }, 'Stopped'],
		[6, '6'],
		['Kaputt', 'Kaputt'],
		[{ code: 3 }, '{"code":3}'],
	])('%j is shown as %s', async (status, name) => {
		const { id } = failedRun();
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'getFlowRun' ? { status: 200, body: { data: { id, status } } } : undefined,
		);

		expect((await summaryOf(id)).statusName).toBe(name);
	});
});

describe('A time of a run that no date can be', () => {
	it.each([1767225600000000000, '1767225600000000000', 'yesterday'])(
		'%j fails no report',
		async (time) => {
			const { id } = failedRun();
			patchworks.sandbox.onRequest(({ operationId }) =>
				operationId === 'listFlowRuns'
					? {
							status: 200,
							body: {
								data: [{ id, flow_id: FLOWS.stock, status: 3, started_at: time }],
								meta: { last_page: 1 },
							},
						}
					: undefined,
			);

			const { items, error } = await patchworks.run({
				resource: 'flowRun',
				operation: 'getFailureReport',
				options: {},
			});

			expect(error?.message).toBeUndefined();
			expect(items).toMatchObject([{ count: 1, samples: [{ flowRunId: String(id) }] }]);
			expect(items[0]).not.toHaveProperty('firstSeen');
		},
	);
});

describe('The answer to a start', () => {
	it.each<[string, object]>([
		['data.flow_run_id', { data: { id: '1', flow_run_id: 77 } }],
		['data.attributes.flow_run_id', { data: { id: '1', attributes: { flow_run_id: '77' } } }],
		['flow_run_id beside data', { flow_run_id: '77', data: { id: '1' } }],
		['data.flowRunId', { data: { flowRunId: '77' } }],
		['data.flow_run.id', { data: { id: '1', flow_run: { id: '77' } } }],
		['data.id alone', { data: { id: '77' } }],
	])('has the ID of the run as %s', async (_place, body) => {
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'startFlowRaw' ? { status: 200, body } : undefined,
		);

		const { items } = await patchworks.run({
			resource: 'flow',
			operation: 'start',
			flowId: byId(String(FLOWS.orders)),
			payload: '{}',
		});

		expect(items[0]).toEqual({ flowRunId: '77', flowId: String(FLOWS.orders) });
	});

	it('keeps what it says besides', async () => {
		const attributes = { status: 1, flow_version_id: 8 };
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'startFlowRaw'
				? { status: 200, body: { data: { id: '77', type: 'flow-runs', attributes } } }
				: undefined,
		);

		const { items } = await patchworks.run({
			resource: 'flow',
			operation: 'start',
			flowId: byId(String(FLOWS.orders)),
			payload: '{}',
		});

		expect(items[0]).toMatchObject({ flowRunId: '77', data: { attributes } });
	});
});
