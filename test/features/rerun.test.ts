import type { IDataObject } from 'n8n-workflow';

import { FLOWS } from '../support/sandbox';
import type { Run } from '../support/sandbox';
import type { Sandboxed } from './support/sandboxed';
import { byId, startSandboxed } from './support/sandboxed';

let patchworks: Sandboxed;

beforeEach(async () => {
	patchworks = await startSandboxed();
});
afterEach(async () => await patchworks.sandbox.close());

const HOUR = 3_600_000;
/** A double cannot hold the number of this order. */
const ORDER =
	'{"order":12345678901234567890,"customer":{"name":"A","email":"a@example.com"},"tags":[1,2]}';

function pastRun(more: object = {}, hoursAgo = 1) {
	const { sandbox } = patchworks;
	return sandbox.addRun({
		flowId: FLOWS.orders,
		startedAt: sandbox.now() - hoursAgo * HOUR,
		duration: 30_000,
		trigger: 'API',
		payload: ORDER,
		outcome: 'failure',
		...more,
	});
}

async function rerun(operation: string, run: { id: string } | string, more: object = {}) {
	const id = typeof run === 'string' ? run : run.id;
	return await patchworks.run({
		resource: 'flowRun',
		operation,
		flowRunId: byId(id),
		...more,
	});
}

const retry = async (run: { id: string }, more?: object) => await rerun('retry', run, more);
const replay = async (run: { id: string }, more?: object) => await rerun('replay', run, more);

/** Retries a run as a person did in the dashboard, and lets it end. */
async function retried(run: { id: string }): Promise<Run> {
	await retry(run);
	patchworks.sandbox.advance(60_000);
	return patchworks.sandbox.runs.at(-1) as Run;
}

const writes = () => patchworks.sandbox.requests.filter(({ method }) => method !== 'GET');
const startedPayload = () => patchworks.sandbox.runs.at(-1)?.payload?.bytes.toString();

describe('Flow Run: Retry', () => {
	it('is one request, and says which run was retried', async () => {
		const run = pastRun();

		const { items, error } = await retry(run);

		expect(error?.message).toBeUndefined();
		expect(items).toEqual([expect.objectContaining({ retriedFlowRunId: run.id })]);
		expect(patchworks.sandbox.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
			`POST /api/v1/flow-runs/${run.id}/retry`,
		]);
	});

	it('starts nothing in a dry run, and says what it would', async () => {
		const run = pastRun();

		const { items } = await retry(run, { options: { dryRun: true } });

		expect(items).toEqual([
			{
				dryRun: true,
				retriedFlowRunId: run.id,
				flowId: '101',
				flowVersionId: run.versionId,
				status: 3,
				statusName: 'Failure',
				startedAt: expect.any(String) as string,
			},
		]);
		expect(writes()).toEqual([]);
	});
});

describe.each([
	['Retry', 'retry', 'retriedFlowRunId'],
	['Replay', 'replay', 'replayedFlowRunId'],
])('Flow Run: %s, Skip If', (_name, operation, subject) => {
	async function skipped(run: Run, skipIf: IDataObject) {
		patchworks.sandbox.clearRequests();
		const { items, error } = await rerun(operation, run, { skipIf });
		expect(error?.message).toBeUndefined();
		expect(writes()).toEqual([]);
		return items;
	}

	async function notSkipped(run: Run, skipIf: IDataObject) {
		patchworks.sandbox.clearRequests();
		const { items, error } = await rerun(operation, run, { skipIf });
		expect(error?.message).toBeUndefined();
		expect(items[0]).not.toHaveProperty('skipped');
		expect(writes()).toHaveLength(1);
	}

	it('it was retried already, and says as which run', async () => {
		const run = pastRun({ flowId: FLOWS.stock });
		const again = await retried(run);

		expect(await skipped(run, { alreadyRetried: true })).toEqual([
			{
				skipped: true,
				skipReason: `The run was already retried, as flow run ${again.id}.`,
				[subject]: run.id,
			},
		]);
		await notSkipped(again, { alreadyRetried: true });
	});

	it('it is still running', async () => {
		const run = pastRun({ startedAt: patchworks.sandbox.now() - 1_000, duration: HOUR });

		expect((await skipped(run, { stillRunning: true }))[0].skipReason).toBe(
			'The run is still running.',
		);
	});

	it('the flow has succeeded since', async () => {
		const [early, late] = [pastRun({}, 3), pastRun({}, 1)];
		const success = pastRun({ outcome: 'success' }, 2);

		expect((await skipped(early, { succeededSince: true }))[0].skipReason).toBe(
			`The flow has succeeded since, in flow run ${success.id}.`,
		);
		await notSkipped(late, { succeededSince: true });
	});

	it('the flow has succeeded since, but not where it did in another environment', async () => {
		const run = pastRun({}, 3);
		const [environment] = patchworks.sandbox.rows(
			'/api/v1/flow-version-deployments/virtual-environments',
		);
		pastRun({ outcome: 'success', virtualEnvironmentId: String(environment.id) }, 2);

		await notSkipped(run, { succeededSince: true });
	});

	it('the flow has succeeded since, however often it did in another environment after that', async () => {
		const [own, other] = patchworks.sandbox
			.rows('/api/v1/flow-version-deployments/virtual-environments')
			.map(({ id }) => String(id));
		for (const virtualEnvironmentId of [own, undefined]) {
			const run = pastRun({ virtualEnvironmentId }, 5);
			const success = pastRun({ virtualEnvironmentId, outcome: 'success' }, 4);
			for (let minutes = 0; minutes < 120; minutes++) {
				pastRun({ virtualEnvironmentId: other, outcome: 'success' }, 3 - minutes / 60);
			}

			expect((await skipped(run, { succeededSince: true }))[0].skipReason).toBe(
				`The flow has succeeded since, in flow run ${success.id}.`,
			);
		}
	});

	it('the flow has succeeded since, which is two requests however often it did elsewhere', async () => {
		const [own, other] = patchworks.sandbox
			.rows('/api/v1/flow-version-deployments/virtual-environments')
			.map(({ id }) => String(id));
		const run = pastRun({ virtualEnvironmentId: own }, 5);
		for (let minutes = 0; minutes < 120; minutes++) {
			pastRun({ virtualEnvironmentId: other, outcome: 'success' }, 3 - minutes / 60);
		}

		await notSkipped(run, { succeededSince: true });

		expect(patchworks.sandbox.requestsTo({ operationId: 'listFlowRuns' })).toHaveLength(2);
	});

	it('the flow has succeeded since, which the filter by environment does not give', async () => {
		const [own] = patchworks.sandbox.rows('/api/v1/flow-version-deployments/virtual-environments');
		const run = pastRun({ virtualEnvironmentId: String(own.id) }, 5);
		const success = pastRun({ virtualEnvironmentId: String(own.id), outcome: 'success' }, 4);
		let filtered = 0;
		patchworks.sandbox.onRequest(({ query }) => {
			if (!('filter[virtual_environment_id]' in query)) return undefined;
			filtered++;
			return { status: 200, body: { data: [] } };
		});

		expect((await skipped(run, { succeededSince: true }))[0].skipReason).toBe(
			`The flow has succeeded since, in flow run ${success.id}.`,
		);
		expect(filtered).toBe(0);
	});

	it('the flow has succeeded since, which is not looked for among all runs of before', async () => {
		patchworks.sandbox.setMoods(['time-filters-ignored']);
		for (let minutes = 0; minutes < 120; minutes++) {
			pastRun({ outcome: 'success' }, 5 - minutes / 60);
		}

		await notSkipped(pastRun({}, 1), { succeededSince: true });

		expect(patchworks.sandbox.requestsTo({ operationId: 'listFlowRuns' })).toHaveLength(1);
	});

	it('it was tried more often than so', async () => {
		const run = pastRun({ flowId: FLOWS.stock });
		const second = await retried(run);
		const third = await retried(second);

		for (const one of [run, second, third]) {
			expect((await skipped(one, { moreAttemptsThan: 2 }))[0].skipReason).toBe(
				'The run was tried more than 2 times already.',
			);
		}
		await notSkipped(run, { moreAttemptsThan: 3 });
	});

	it('none of it holds: it is run', async () => {
		await notSkipped(pastRun(), {
			alreadyRetried: true,
			stillRunning: true,
			succeededSince: true,
			moreAttemptsThan: 1,
		});
	});

	it('goes on with the items after one that is skipped', async () => {
		const run = pastRun();
		await retried(run);
		const other = pastRun();

		const { items } = await patchworks.run(
			{
				resource: 'flowRun',
				operation,
				flowRunId: byId('={{ $json.id }}'),
				skipIf: { alreadyRetried: true },
			},
			{ items: [{ id: run.id }, { id: other.id }] },
		);

		expect(items.map(({ skipped: is, [subject]: id }) => [is, id])).toEqual([
			[true, run.id],
			[undefined, other.id],
		]);
	});

	it('says nothing was carried out for an item that was skipped', async () => {
		const run = pastRun();
		await retried(run);

		const { error } = await patchworks.run(
			{
				resource: 'flowRun',
				operation,
				flowRunId: byId('={{ $json.id }}'),
				skipIf: { alreadyRetried: true },
			},
			{ items: [{ id: run.id }, { id: '424242' }] },
		);

		expect(error?.description).not.toMatch(/For other items/);
	});

	it.each([
		[{ moreAttemptsThan: 0 }, "'More Attempts Than' has to be a whole number above 0"],
		[{ stillRunning: 'yes' }, 'has to be true or false'],
	])('refuses %j before anything is sent', async (skipIf, message) => {
		const { error } = await rerun(operation, '9001', { skipIf });

		expect(error?.message).toContain(message);
		expect(patchworks.sandbox.requests).toEqual([]);
	});

	it('refuses to guess where the run does not say when it started', async () => {
		const run = pastRun();
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'getFlowRun'
				? { status: 200, body: { data: { id: run.id, flow_id: 101, status: 3 } } }
				: undefined,
		);

		const { error } = await rerun(operation, run, { skipIf: { succeededSince: true } });

		expect(error?.message).toContain('does not say when it started');
		expect(writes()).toEqual([]);
	});
});

describe('Flow Run: Replay, Change Payload', () => {
	const merge = (payloadFields: unknown) => ({ changePayload: 'merge', payloadFields });

	it('merges fields into the payload, and keeps the numbers of both as they are written', async () => {
		const run = pastRun();

		const { items, error } = await replay(
			run,
			merge('{"customer":{"email":"b@example.com","name":null},"total":10.50,"tags":[3]}'),
		);

		expect(error?.message).toBeUndefined();
		expect(startedPayload()).toBe(
			'{"order":12345678901234567890,"customer":{"email":"b@example.com"},"tags":[3],"total":10.50}',
		);
		const [newPayload] =
			patchworks.sandbox.runs.at(-1)?.logs.flatMap(({ payloadId }) => payloadId ?? []) ?? [];
		expect(items[0]).toMatchObject({
			replayedFlowRunId: run.id,
			payloadId: run.logs[1].payloadId,
			newPayloadId: newPayload,
		});
	});

	it('sends another payload in its place', async () => {
		const run = pastRun({}, 100);

		const { items, error } = await replay(run, {
			changePayload: 'replace',
			newPayload: '{"order":7}',
		});

		expect(error?.message).toBeUndefined();
		expect(startedPayload()).toBe('{"order":7}');
		expect(items[0]).not.toHaveProperty('payloadId');
	});

	it('starts a run that had no data with the fields alone', async () => {
		const run = pastRun({ trigger: 'Schedule', payload: undefined });

		await replay(run, merge('{"full":true,"since":null}'));

		expect(startedPayload()).toBe('{"full":true}');
	});

	it.each([['[{"order":1}]'], ['<order/>'], ['"text"']])(
		'refuses to merge into %s',
		async (payload) => {
			const run = pastRun({ payload });

			const { error } = await replay(run, merge('{"a":1}'));

			expect(error?.message).toContain('is not a JSON object');
			expect(writes()).toEqual([]);
		},
	);

	it.each([
		[merge('{}'), "'Payload Fields' is empty"],
		[merge('[1]'), "'Payload Fields' is not a JSON object"],
		[{ changePayload: 'replace', newPayload: '={{ "" }}' }, "'New Payload' is empty"],
		[{ changePayload: 'replace', newPayload: '{' }, "'New Payload' is not valid JSON"],
	])('refuses %j before anything is sent', async (parameters, message) => {
		const { error } = await replay({ id: '9001' }, parameters);

		expect(error?.message).toContain(message);
		expect(patchworks.sandbox.requests).toEqual([]);
	});

	it('shows in a dry run what the flow would be started with, and starts nothing', async () => {
		const run = pastRun({ payload: '{"order":1}' });

		const { items } = await replay(run, { ...merge('{"fixed":true}'), options: { dryRun: true } });

		expect(items).toEqual([
			{
				dryRun: true,
				flowId: '101',
				replayedFlowRunId: run.id,
				payloadId: run.logs[1].payloadId,
				payload: '{"order":1,"fixed":true}',
			},
		]);
		expect(writes()).toEqual([]);
	});

	it('carries names of objects as fields, such as __proto__, and changes no object of the program', async () => {
		const run = pastRun({ payload: '{"a":1}' });

		await replay(run, merge('{"__proto__":{"polluted":1}}'));

		expect(startedPayload()).toBe('{"a":1,"__proto__":{"polluted":1}}');
		expect(({} as IDataObject).polluted).toBeUndefined();
	});
});

it('A replay that cannot be looked at keeps no other run from being replayed', async () => {
	const runs = [1, 2].map(() => pastRun({ virtualEnvironmentId: '601' }));
	const known = runs.map(({ id }) => id);
	patchworks.sandbox.onRequest(({ operationId, raw }) => {
		const isNew = !known.some((id) => raw.request.url?.includes(`/flow-runs/${id}`));
		return operationId === 'getFlowRun' && isNew
			? { status: 403, body: { message: 'Forbidden' } }
			: undefined;
	});

	const { items, error } = await patchworks.run(
		{ resource: 'flowRun', operation: 'replay', flowRunId: byId('={{ $json.run }}') },
		{ items: known.map((run) => ({ run })) },
	);

	expect(error?.message).toBeUndefined();
	expect(items.map(({ replayedFlowRunId }) => replayedFlowRunId)).toEqual(known);
	expect(writes()).toHaveLength(2);
});
