import { FLOWS } from '../support/sandbox';
import type { Sandboxed } from './support/sandboxed';
import { byId, startSandboxed } from './support/sandboxed';

let patchworks: Sandboxed;

beforeEach(async () => {
	patchworks = await startSandboxed();
});
afterEach(async () => await patchworks.sandbox.close());

const HOUR = 3_600_000;

function pastRun(flowId: number, more: object = {}) {
	const { sandbox } = patchworks;
	return sandbox.addRun({
		flowId,
		startedAt: sandbox.now() - HOUR,
		duration: 30_000,
		payload: { order: 1001 },
		...more,
	});
}

async function summaryOf(id: string, options: object = {}) {
	return await patchworks.run({
		resource: 'flowRun',
		operation: 'getFailureSummary',
		flowRunId: byId(id),
		options: { ...options },
	});
}

describe('Flow Run: Get Failure Summary', () => {
	it('says what failed, where, when, and which payloads there are of the step', async () => {
		const run = pastRun(FLOWS.stock);

		const { items, error } = await summaryOf(run.id);

		expect(error).toBeUndefined();
		const problem = 'Request timed out after 30 seconds: POST https://shop.example.com/stock';
		const failure = {
			message: problem,
			shapeId: String(run.steps[2].id),
			shapeName: 'Update shop',
			time: new Date(run.finishesAt).toISOString().replace('Z', '000Z'),
		};
		expect(items).toEqual([
			{
				flowRunId: run.id,
				flowId: '102',
				flowName: 'Stock to shop',
				status: 3,
				statusName: 'Failure',
				failed: true,
				caught: false,
				reason: `Update shop: ${problem}`,
				firstError: failure,
				lastError: failure,
				logCounts: { info: 5, error: 1 },
				failedShape: {
					id: String(run.steps[2].id),
					name: 'Update shop',
					payloadIds: [run.logs[5].payloadId],
				},
				logsCut: false,
			},
		]);
	});

	it('sees an error that the flow caught, although the run is a success', async () => {
		const { items } = await summaryOf(pastRun(FLOWS.customers).id);

		expect(items[0]).toMatchObject({
			statusName: 'Success',
			failed: true,
			caught: true,
			reason: 'Send to CRM: The CRM refused 2 of 50 customers: e-mail address is not valid',
		});
	});

	it('finds nothing in a run that went well', async () => {
		const { items } = await summaryOf(pastRun(FLOWS.orders).id);

		expect(items[0]).toMatchObject({ failed: false, caught: false, reason: '' });
		expect(items[0]).not.toHaveProperty('firstError');
		expect(items[0]).not.toHaveProperty('failedShape');
	});

	it.each([
		[FLOWS.catalogue, 'Partial Success', 'Import products: 3 of 120 products were not imported'],
		[FLOWS.nightlyExport, 'Stopped', 'Write file: Stopped by a user'],
	])('tells by its warnings why a run of flow %d ended as %s', async (flow, status, reason) => {
		const { items } = await summaryOf(pastRun(flow).id);

		expect(items[0]).toMatchObject({ statusName: status, reason, failed: false });
	});

	it('says when a failed run left no logs', async () => {
		const { items } = await summaryOf(
			pastRun(FLOWS.stock, { startedAt: patchworks.sandbox.now() - 200 * HOUR }).id,
		);

		expect(items[0]).toMatchObject({
			failed: true,
			reason: 'The run logged no error. Patchworks keeps logs for 7 days.',
		});
	});

	it('looks up the names of steps and the payloads where the logs have none', async () => {
		const run = pastRun(FLOWS.stock);
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'listFlowRunLogs'
				? {
						status: 200,
						body: {
							data: [
								{ id: 1, log_level: 400, log_message: 'first', flow_step_id: run.steps[1].id },
								{ id: 2, log_level: 'Warning', log_message: 'beware' },
								{ id: 3, log_level: 'error', log_message: 'last', flow_step_id: run.steps[2].id },
								{ id: 4, log_level: 'CRITICAL', log_message: 'the run failed' },
							],
						},
					}
				: undefined,
		);

		const { items } = await summaryOf(run.id);

		expect(items[0]).toMatchObject({
			firstError: { message: 'first', shapeName: 'Map stock' },
			lastError: { message: 'the run failed' },
			logCounts: { error: 2, warning: 1, critical: 1 },
			failedShape: { name: 'Update shop', payloadIds: [run.logs[5].payloadId] },
		});
	});

	it('reads the end of a run that logged more than is read', async () => {
		const run = pastRun(FLOWS.stock);
		patchworks.sandbox.onRequest(({ operationId, query }) => {
			if (operationId !== 'listFlowRunLogs') return undefined;
			const total = 12_000;
			const perPage = Number(query.per_page);
			const start = (Number(query.page) - 1) * perPage;
			const rows = Array.from({ length: perPage }, (_, index) => {
				const number = query.sort === '-id' ? total - start - index : start + index + 1;
				return {
					id: number,
					log_level: number === total ? 'ERROR' : 'INFO',
					log_message: `line ${number}`,
				};
			});
			return { status: 200, body: { data: rows, meta: { last_page: total / perPage, total } } };
		});

		const { items } = await summaryOf(run.id);

		expect(items[0]).toMatchObject({
			logsCut: true,
			lastError: { message: 'line 12000' },
			logCounts: { info: 5_099, error: 1 },
		});
	});

	it('attaches the payloads of the failed shape', async () => {
		const run = pastRun(FLOWS.stock);

		const { output } = await summaryOf(run.id, { attachPayloads: true });

		const { payload_1: file, ...others } = output[0].binary ?? {};
		expect(others).toEqual({});
		expect(file).toMatchObject({
			mimeType: 'application/json',
			fileName: `payload-${run.logs[5].payloadId}.json`,
		});
		expect(Buffer.from(file.data, 'base64').toString()).toBe('{"mapped":{"order":1001}}');
		expect(output[0].pairedItem).toEqual({ item: 0 });
	});

	it('gives the error of a run that does not exist to the error output, with the input', async () => {
		const { failed, items } = await patchworks.run(
			{ resource: 'flowRun', operation: 'getFailureSummary', flowRunId: byId('={{ $json.id }}') },
			{
				items: [{ id: '1' }, { id: pastRun(FLOWS.stock).id }],
				onError: 'continueErrorOutput',
			},
		);

		expect(items).toHaveLength(1);
		expect(failed).toMatchObject([{ id: '1', error: { message: expect.any(String) } }]);
	});
});

/** Lets Patchworks refuse some requests. */
function refuse(operationId: string, status = 403, message = 'Forbidden') {
	patchworks.sandbox.onRequest((request) =>
		request.operationId === operationId ? { status, body: { message } } : undefined,
	);
}

describe('A summary of which a part cannot be read', () => {
	const goneAfter = 80 * HOUR;

	it('comes without the payloads that are gone, and says which and why', async () => {
		const run = pastRun(FLOWS.stock, { startedAt: patchworks.sandbox.now() - goneAfter });
		const kept = patchworks.sandbox.addPayload(run.id, Buffer.from('{}'), 'application/json');
		const gone = run.logs[5].payloadId;
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'listFlowRunLogs'
				? {
						status: 200,
						body: {
							data: [
								{
									id: 1,
									log_level: 'ERROR',
									log_message: 'failed',
									flow_step_id: run.steps[2].id,
									payload_metadata_ids: [gone, kept],
								},
							],
						},
					}
				: undefined,
		);

		const { output, error } = await summaryOf(run.id, { attachPayloads: true });

		expect(error).toBeUndefined();
		const [{ json, binary }] = output;
		expect(json).toMatchObject({
			reason: 'Update shop: failed',
			failedShape: { payloadIds: [gone, kept] },
			unreadable: [{ what: `Payload ${gone}`, error: expect.stringContaining(String(gone)) }],
		});
		expect(Object.keys(binary ?? {})).toEqual(['payload_2']);
	});

	it('holds up no other item with a payload that cannot be read', async () => {
		const runs = [pastRun(FLOWS.stock), pastRun(FLOWS.stock)];
		refuse('downloadPayload', 404, 'Gone');

		const { items, error } = await patchworks.run(
			{
				resource: 'flowRun',
				operation: 'getFailureSummary',
				flowRunId: byId('={{ $json.id }}'),
				options: { attachPayloads: true },
				requestHandling: { requestsAtOnce: 1 },
			},
			{ items: runs.map(({ id }) => ({ id })) },
		);

		expect(error).toBeUndefined();
		expect(items.map(({ unreadable }) => unreadable)).toEqual(
			runs.map(({ logs }) => [{ what: `Payload ${logs[5].payloadId}`, error: 'Gone' }]),
		);
	});

	it('says nothing of that when all payloads can be read', async () => {
		const { items } = await summaryOf(pastRun(FLOWS.stock).id, { attachPayloads: true });

		expect(items[0]).not.toHaveProperty('unreadable');
	});

	it('comes without the IDs of payloads that cannot be listed, and says why', async () => {
		const run = pastRun(FLOWS.stock);
		refuse('listPayloadMetadata');
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'listFlowRunLogs'
				? {
						status: 200,
						body: {
							data: [
								{
									id: 1,
									log_level: 'ERROR',
									log_message: 'failed',
									flow_step_id: run.steps[2].id,
								},
							],
						},
					}
				: undefined,
		);

		const { items, error } = await summaryOf(run.id, { attachPayloads: true });

		expect(error).toBeUndefined();
		expect(items[0]).toMatchObject({
			reason: 'Update shop: failed',
			failedShape: { name: 'Update shop', payloadIds: [] },
			unreadable: [{ what: 'Payloads of the failed shape', error: 'Forbidden' }],
		});
	});

	it('comes without the last lines of a long log that cannot be read, and says why', async () => {
		const run = pastRun(FLOWS.stock);
		patchworks.sandbox.onRequest(({ operationId, query }) => {
			if (operationId !== 'listFlowRunLogs') return undefined;
			if (query.sort === '-id') return { status: 403, body: { message: 'Forbidden' } };
			const perPage = Number(query.per_page);
			const start = (Number(query.page) - 1) * perPage;
			const rows = Array.from({ length: perPage }, (_, index) => ({
				id: start + index + 1,
				log_level: start + index === 0 ? 'ERROR' : 'INFO',
				log_message: `line ${start + index + 1}`,
			}));
			return { status: 200, body: { data: rows, meta: { last_page: 120, total: 12_000 } } };
		});

		const { items, error } = await summaryOf(run.id);

		expect(error).toBeUndefined();
		expect(items[0]).toMatchObject({
			reason: 'line 1',
			logsCut: true,
			unreadable: [{ what: 'Last lines of the log', error: 'Forbidden' }],
		});
	});

	it('fails when there is nothing to say because the logs cannot be read', async () => {
		refuse('listFlowRunLogs');

		const { error } = await summaryOf(pastRun(FLOWS.stock).id);

		expect(error?.message).toBe('Forbidden');
	});
});

describe('Flow Run: Get Many with Add Failure Summary', () => {
	const parameters = {
		resource: 'flowRun',
		operation: 'getAll',
		returnAll: true,
		options: { addFailureSummary: true },
		sort: { by: 'started_at' },
	};

	it('adds it to runs that failed or caught an error, and to no others', async () => {
		pastRun(FLOWS.orders);
		pastRun(FLOWS.stock);
		pastRun(FLOWS.customers);

		const { items, output } = await patchworks.run(parameters);

		expect(items.map(({ flowId, failureSummary }) => [flowId, failureSummary])).toEqual([
			['101', undefined],
			['102', expect.objectContaining({ failed: true, caught: false })],
			['105', expect.objectContaining({ failed: true, caught: true })],
		]);
		expect(output.every(({ pairedItem }) => pairedItem !== undefined)).toBe(true);
		expect(patchworks.sandbox.requestsTo({ operationId: 'listFlowRunLogs' })).toHaveLength(2);
	});

	it('asks for no logs without it', async () => {
		pastRun(FLOWS.stock);

		const { items } = await patchworks.run({ ...parameters, options: {} });

		expect(items[0]).not.toHaveProperty('failureSummary');
		expect(patchworks.sandbox.requestsTo({ operationId: 'listFlowRunLogs' })).toHaveLength(0);
	});

	it('gives the list when the summary of a run cannot be read, and says why in its place', async () => {
		const [bad, good] = [pastRun(FLOWS.stock), pastRun(FLOWS.stock)];
		patchworks.sandbox.onRequest(({ operationId, path }) =>
			operationId === 'listFlowRunLogs' && path.includes(`/${bad.id}/`)
				? { status: 404, body: { message: 'The logs are gone' } }
				: undefined,
		);

		const { items, error } = await patchworks.run(parameters);

		expect(error).toBeUndefined();
		expect(items.map(({ flowRunId, failureSummary }) => [flowRunId, failureSummary])).toEqual(
			expect.arrayContaining([
				[bad.id, { error: 'The logs are gone' }],
				[good.id, expect.objectContaining({ failed: true })],
			]),
		);
	});
});
