import type { IDataObject } from 'n8n-workflow';

import { FLOWS } from '../support/sandbox';
import type { Sandboxed } from './support/sandboxed';
import { byId, startSandboxed } from './support/sandboxed';

let patchworks: Sandboxed;

/** Take back what a test has the sandbox answer. */
const undo: Array<() => void> = [];

beforeAll(async () => {
	patchworks = await startSandboxed();
});
afterEach(() => {
	for (const takeBack of undo.splice(0)) takeBack();
});
afterAll(async () => await patchworks.sandbox.close());

const HOUR = 3_600_000;

function pastRun() {
	const { sandbox } = patchworks;
	const startedAt = sandbox.now() - HOUR;
	return sandbox.addRun({ flowId: FLOWS.stock, startedAt, duration: 30_000, payload: { a: 1 } });
}

/** Answers an operation of the API by the query, in one page unless it says otherwise, and gives the queries that were asked. */
function answer(operation: string, body: (query: IDataObject) => unknown): IDataObject[] {
	const asked: IDataObject[] = [];
	undo.push(
		patchworks.sandbox.onRequest(({ operationId, query }) => {
			if (operationId !== operation) return undefined;
			asked.push(query);
			return { status: 200, body: { meta: { last_page: 1 }, ...(body(query) as object) } };
		}),
	);
	return asked;
}

/** Changes what the API says of a run. */
function change(run: ReturnType<typeof pastRun>, more: object) {
	answer('getFlowRun', () => ({
		data: { id: run.id, flow_id: FLOWS.stock, flow_version_id: run.versionId, status: 3, ...more },
	}));
}

async function summaryOf(id: string, options: object = {}) {
	const { output, error } = await patchworks.run({
		resource: 'flowRun',
		operation: 'getFailureSummary',
		flowRunId: byId(id),
		options: { ...options },
	});
	expect(error).toBeUndefined();
	return { summary: output[0].json, files: output[0].binary ?? {} };
}

/** The summary of a run that logged this. */
async function summaryWith(logs: IDataObject[], more: object = {}) {
	const run = pastRun();
	change(run, more);
	answer('listFlowRunLogs', () => ({ data: logs }));
	return (await summaryOf(run.id)).summary;
}

const ERROR = { id: 1, log_level: 'ERROR', log_message: 'No stock' };
const WARNING = { id: 2, log_level: 'Warning', log_message: 'Little stock' };
const INFO = { id: 3, log_level: 'info', log_message: 'Began' };

describe('The reason in a failure summary', () => {
	it.each<[string, IDataObject[], number, string]>([
		['the last error', [ERROR, WARNING], 3, 'No stock'],
		['an error that the flow caught', [WARNING, ERROR, INFO], 2, 'No stock'],
		['the last warning of a failure', [INFO, WARNING], 3, 'Little stock'],
		[
			'that a failure logged nothing',
			[INFO],
			3,
			'The run logged no error. Patchworks keeps logs for 7 days.',
		],
		['the last warning of one that was stopped', [WARNING, INFO], 4, 'Little stock'],
		['that it was stopped', [INFO], 4, 'The run was stopped.'],
		['the last warning of one that did a part', [WARNING], 5, 'Little stock'],
		['none of a success, also with a warning', [WARNING], 2, ''],
		['none of one that did a part and says nothing', [INFO], 5, ''],
	])('is %s', async (_, logs, status, reason) => {
		const summary = await summaryWith(logs, { status });

		expect(summary.reason).toBe(reason);
		expect(summary.failed).toBe(status === 3 || logs.includes(ERROR));
		expect(summary.caught).toBe(status === 2 && logs.includes(ERROR));
	});

	it('is nothing but the step where the error has no words', async () => {
		const { firstError, lastError, reason } = await summaryWith([
			{ id: 1, log_level: 'ERROR', flow_step: { id: 7, name: 'Map' } },
			{ id: 2, log_level: 'ERROR', log_message: '', flow_step: { id: 8, name: 'Send' } },
		]);

		expect(firstError).toEqual({ message: '', shapeId: '7', shapeName: 'Map' });
		expect(lastError).toEqual({ message: '', shapeId: '8', shapeName: 'Send' });
		expect(reason).toBe('Send');
	});
});

describe('The lines of a log', () => {
	it('are counted by their level, in whatever form it comes', async () => {
		const levels = ['ERROR', 'error', 400, 'Info', 200, '', null, undefined];

		const { logCounts } = await summaryWith(
			levels.map((level, index) => ({ id: index, log_level: level as string, log_message: 'a' })),
		);

		expect(logCounts).toEqual({ error: 3, info: 2, unknown: 3 });
	});

	it.each<[string, number, number | undefined, boolean]>([
		['a line fewer than are read', 4_999, undefined, false],
		['as many as are read, and all', 5_000, 5_000, false],
		['as many as are read, and not how many there are', 5_000, undefined, true],
		['one more than are read', 5_001, 5_001, true],
	])('are cut where there are %s', async (_, count, total, logsCut) => {
		const run = pastRun();
		change(run, {});
		answer('listFlowRunLogs', ({ page, per_page: size, sort }) => {
			const lines = Array.from({ length: count }, (_line, index) => ({
				id: index + 1,
				log_level: index + 1 === count ? 'ERROR' : 'INFO',
				log_message: `line ${index + 1}`,
			}));
			const start = (Number(page) - 1) * Number(size);
			return {
				data: (sort === '-id' ? lines.reverse() : lines).slice(start, start + Number(size)),
				meta: { last_page: Math.ceil(count / Number(size)), ...(total && { total }) },
			};
		});

		const { summary } = await summaryOf(run.id);

		expect(summary.logsCut).toBe(logsCut);
		// None is counted twice that was read with the first and with the last.
		expect(summary.logCounts).toEqual({ info: count - 1, error: 1 });
		expect(summary.reason).toBe(`line ${count}`);
	});
});

describe('The step at which a run failed', () => {
	const at = (step: number, more: IDataObject = {}) => ({ ...ERROR, flow_step_id: step, ...more });

	it('is that of the last error that names one, with each payload of it once', async () => {
		const { failedShape } = await summaryWith([
			at(7, { flow_step: { id: 7, name: 'Map' }, payload_metadata_id: 70 }),
			{ ...INFO, flow_step_id: 8, payload_metadata_ids: [80, 81], payload_metadata_id: null },
			at(8, { flow_step: { id: 8, name: 'Send' }, payload_metadata_ids: [81, 82] }),
			ERROR,
		]);

		expect(failedShape).toEqual({ id: '8', name: 'Send', payloadIds: ['80', '81', '82'] });
	});

	it('has the payloads that are listed where the log names none', async () => {
		const asked = answer('listPayloadMetadata', () => ({ data: [{ id: 80 }, { id: 81 }] }));

		const { failedShape, flowRunId } = await summaryWith([
			at(8, { flow_step: { id: 8, name: 'Send' }, payload_metadata_ids: [] }),
		]);

		expect(failedShape).toEqual({ id: '8', name: 'Send', payloadIds: ['80', '81'] });
		expect(asked).toEqual([
			expect.objectContaining({
				'filter[flow_run_id]': flowRunId,
				'filter[flow_step_id]': '8',
			}),
		]);
	});

	it.each<[string, object]>([
		['the run does not say its version', { flow_version_id: null }],
		['the row of the run lacks its version', { flow_version_id: undefined }],
	])('has no name where %s, and no steps are asked for', async (_, more) => {
		const steps = answer('listFlowSteps', () => ({ data: [{ id: 8, name: 'Send' }] }));

		const { failedShape } = await summaryWith([at(8, { payload_metadata_id: 80 })], more);

		expect(failedShape).toEqual({ id: '8', payloadIds: ['80'] });
		expect(steps).toEqual([]);
	});

	it('is looked up once where the log lacks the names of several', async () => {
		const steps = answer('listFlowSteps', () => ({ data: [{ id: 7, name: 'Map' }, { id: 8 }] }));

		const summary = await summaryWith([
			at(7, { payload_metadata_id: 70 }),
			at(8, { payload_metadata_id: 80 }),
		]);

		expect(summary.firstError).toEqual({ message: 'No stock', shapeId: '7', shapeName: 'Map' });
		expect(summary.lastError).toEqual({ message: 'No stock', shapeId: '8' });
		expect(steps).toHaveLength(1);
	});

	it('is not looked up where the log has its name', async () => {
		const steps = answer('listFlowSteps', () => ({ data: [{ id: 7, name: 'Other' }] }));

		const { lastError } = await summaryWith([
			at(7, { flow_step: { id: 7, name: 'Map' }, payload_metadata_id: 70 }),
		]);

		expect(lastError).toMatchObject({ shapeName: 'Map' });
		expect(steps).toEqual([]);
	});

	it('has at most 20 of its payloads attached, by number', async () => {
		const run = pastRun();
		change(run, {});
		const payloads = Array.from({ length: 22 }, (_, index) =>
			patchworks.sandbox.addPayload(run.id, Buffer.from(String(index)), 'text/plain'),
		);
		answer('listFlowRunLogs', () => ({ data: [at(8, { payload_metadata_ids: payloads })] }));

		const { summary, files } = await summaryOf(run.id, { attachPayloads: true });

		expect((summary.failedShape as { payloadIds: string[] }).payloadIds).toEqual(payloads);
		expect(Object.keys(files)).toEqual(
			Array.from({ length: 20 }, (_, index) => `payload_${index + 1}`),
		);
		expect(Buffer.from(files.payload_20.data, 'base64').toString()).toBe('19');
	});
});

describe('Flow Run: Get Many with Add Failure Summary', () => {
	it.each<[object, boolean]>([
		[{ status: 1 }, false],
		[{ status: 2 }, false],
		[{ status: 2, has_warnings: false }, false],
		[{ status: 2, has_warnings: '0' }, false],
		[{ status: 2, has_warnings: true }, true],
		[{ status: 2, has_warnings: 1 }, true],
		[{ status: 'Success', has_warnings: 'true' }, true],
		[{ status: 3 }, true],
		[{ status: 'Failure' }, true],
		[{ status: 4 }, true],
		[{ status: 5 }, true],
		[{ status: 99 }, true],
	])('looks at the log of a run with %j: %j', async (row, isLookedAt) => {
		const run = pastRun();
		answer('listFlowRuns', () => ({ data: [{ id: run.id, flow_id: FLOWS.stock, ...row }] }));
		const logs = answer('listFlowRunLogs', () => ({ data: [ERROR] }));

		const { items } = await patchworks.run({
			resource: 'flowRun',
			operation: 'getAll',
			options: { addFailureSummary: true },
		});

		const summary = { reason: 'No stock', failed: true };
		if (isLookedAt) expect(items).toMatchObject([{ failureSummary: summary }]);
		else expect(items[0]).not.toHaveProperty('failureSummary');
		expect(logs).toHaveLength(isLookedAt ? 1 : 0);
	});

	it('adds none where the log gives no reason', async () => {
		const run = pastRun();
		answer('listFlowRuns', () => ({ data: [{ id: run.id, status: 2, has_warnings: true }] }));
		answer('listFlowRunLogs', () => ({ data: [INFO] }));

		const { items } = await patchworks.run({
			resource: 'flowRun',
			operation: 'getAll',
			options: { addFailureSummary: true },
		});

		expect(items[0]).not.toHaveProperty('failureSummary');
	});
});
