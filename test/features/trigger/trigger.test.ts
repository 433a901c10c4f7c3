import { LoadOptionsContext } from 'n8n-core';
import type { IDataObject, INode } from 'n8n-workflow';
import { NodeHelpers, Workflow } from 'n8n-workflow';

import codex from '../../../nodes/PatchworksTrigger/PatchworksTrigger.node.json';
import type { Engine } from '../../support/harness/engine';
import { jsonOf, node } from '../../support/harness/engine';
import { createEngine } from '../../support/harness/patchworks';
import { activeTrigger, HOUR, MINUTE } from './simulation/setting';
import type { SimulatedRun } from './simulation/simulatedPatchworks';
import { SimulatedPatchworks } from './simulation/simulatedPatchworks';

const NOON = Date.UTC(2030, 0, 15, 12);

let engine: Engine;
let patchworks: SimulatedPatchworks;

beforeAll(async () => {
	engine = await createEngine();
});
beforeEach(() => {
	patchworks = new SimulatedPatchworks(NOON);
});

function run(id: number, more: Partial<SimulatedRun> = {}): SimulatedRun {
	const startedAt = NOON - HOUR + id * 1_000;
	return { id: String(id), startedAt, endsAt: startedAt + 500, endStatus: 3, flowId: 101, ...more };
}

/** The items of a first poll that looks back. */
async function itemsOfPoll(parameters: IDataObject): Promise<IDataObject[]> {
	const { options = {}, ...rest } = parameters;
	const trigger = activeTrigger(engine, {
		events: ['finished'],
		...rest,
		options: { includePast: 24, ...(options as IDataObject) },
	} as never);
	return await trigger.jsonOfPoll();
}

const listQueries = () =>
	patchworks.requests
		.filter(({ url }) => url.startsWith('/api/v1/flow-runs?') && url.includes('started_after'))
		.map(({ url }) => new URL(url, 'http://core').searchParams);

describe('Trigger On', () => {
	beforeEach(() => {
		patchworks.add(
			run(1, { endStatus: 2 }),
			run(2, { endStatus: 3 }),
			run(3, { endStatus: 4 }),
			run(4, { endStatus: 5 }),
			run(5, { endsAt: Infinity }),
			run(6, { endStatus: 9 }),
		);
	});

	it.each([
		['succeeded', ['1 succeeded']],
		['failed', ['2 failed']],
		['stopped', ['3 stopped']],
		['partiallySucceeded', ['4 partiallySucceeded']],
		['finished', ['1 succeeded', '2 failed', '3 stopped', '4 partiallySucceeded', '6 finished']],
		['started', ['1 started', '2 started', '3 started', '4 started', '5 started', '6 started']],
	])('%s', async (event, expected) => {
		const items = await itemsOfPoll({ events: [event] });

		expect(
			items.map(({ flowRunId, event: name }) => `${String(flowRunId)} ${String(name)}`),
		).toEqual(expected);
	});
});

describe('the items', () => {
	it('hold what is most used', async () => {
		patchworks.add(run(1));

		expect(await itemsOfPoll({})).toEqual([
			{
				event: 'failed',
				url: 'https://app.wearepatchworks.com/flow-run-logs/1',
				flowRunId: '1',
				flowId: '101',
				flowName: 'Flow 101',
				status: 3,
				statusName: 'Failure',
				trigger: 'Schedule',
				startedAt: '2030-01-15T11:00:01.000Z',
				finishedAt: '2030-01-15T11:00:01.500Z',
			},
		]);
	});

	it('hold the logs and the reason when these are wanted', async () => {
		patchworks.add(run(1));

		const [item] = await itemsOfPoll({
			options: { includeLogs: true, includeFailureSummary: true },
		});

		expect(item.logs).toEqual([expect.objectContaining({ log_message: 'Request timed out' })]);
		expect(item.failureSummary).toMatchObject({
			failed: true,
			reason: 'Send to warehouse: Request timed out',
			failedShape: { payloadIds: ['70'] },
		});
	});

	it('come although their logs cannot be read', async () => {
		patchworks.add(run(1));
		patchworks.interrupt = (_request, url) =>
			url.pathname.endsWith('flow-run-logs') ? [403, { message: 'Unauthorized.' }] : undefined;

		const [item] = await itemsOfPoll({ options: { includeFailureSummary: true } });

		expect(item).toMatchObject({ flowRunId: '1', failureSummary: { error: 'Unauthorized.' } });
	});

	it('with a summary come 100 at a time, so that a poll does not ask for too much', async () => {
		patchworks.add(...Array.from({ length: 250 }, (_, index) => run(index)));
		const trigger = activeTrigger(engine, {
			events: ['failed'],
			options: { includePast: 24, includeFailureSummary: true },
		});

		const polls = [];
		for (let minute = 0; minute < 4; minute++) {
			patchworks.now = NOON + minute * MINUTE;
			polls.push((await trigger.jsonOfPoll()).map(({ flowRunId }) => Number(flowRunId)));
		}

		expect(polls.map(({ length }) => length)).toEqual([100, 100, 50, 0]);
		expect(polls.flat()).toEqual(Array.from({ length: 250 }, (_, index) => index));
	});
});

describe('the filters', () => {
	beforeEach(() => {
		patchworks.add(
			run(1, { flowId: 101, trigger: 'API' }),
			run(2, { flowId: 102, trigger: 'Webhook' }),
			run(3, { flowId: 103, trigger: 'API' }),
		);
	});

	it('with one value are left to Patchworks', async () => {
		const items = await itemsOfPoll({ filters: { flowIds: ['102'], triggers: ['Webhook'] } });

		expect(items.map(({ flowRunId }) => Number(flowRunId))).toEqual([2]);
		const [query] = listQueries();
		expect(query.get('filter[flow_id]')).toBe('102');
		expect(query.get('filter[trigger]')).toBe('Webhook');
	});

	it('with several values are applied here', async () => {
		const items = await itemsOfPoll({ filters: { flowIds: ['101', '102'] } });

		expect(items.map(({ flowRunId }) => Number(flowRunId))).toEqual([1, 2]);
		expect(listQueries()[0].has('filter[flow_id]')).toBe(false);
		expect(
			(await itemsOfPoll({ filters: { triggers: ['API', 'Manual'] } })).map(({ flowRunId }) =>
				Number(flowRunId),
			),
		).toEqual([1, 3]);
	});

	it('take an expression that gives text', async () => {
		const items = await itemsOfPoll({ filters: { flowIds: '={{ "101, 103" }}' } });

		expect(items.map(({ flowRunId }) => Number(flowRunId))).toEqual([1, 3]);
	});

	it('know the virtual environment of a run', async () => {
		patchworks.interrupt = (_request, url) =>
			url.searchParams.has('filter[started_after]')
				? [
						200,
						{
							data: [
								{ ...row(1), virtual_environment_version: { virtual_environment: { id: 7 } } },
								{ ...row(2), virtual_environment_version: { virtual_environment_id: '8' } },
								{ ...row(3), virtual_environment_version: { virtual_environment_id: 9 } },
								{ ...row(4), virtual_environment_version: null },
							],
						},
					]
				: undefined;

		const items = await itemsOfPoll({ filters: { virtualEnvironmentIds: ['7', '8'] } });

		expect(items.map(({ flowRunId }) => Number(flowRunId))).toEqual([1, 2]);
		expect(listQueries()[0].get('include')).toBe(
			'flow,virtualEnvironmentVersion.virtualEnvironment',
		);
	});
});

function row(id: number): IDataObject {
	return { id, status: 3, flow_id: 101, started_at: '2030-01-15 11:00:00', trigger: 'API' };
}

it('understands the JSON:API form, and times without a zone as UTC', async () => {
	patchworks.interrupt = (_request, url) =>
		url.searchParams.has('filter[started_after]')
			? [200, { data: [{ id: '5', type: 'flow-runs', attributes: { ...row(5), id: 5 } }] }]
			: undefined;

	const [item] = await itemsOfPoll({});

	expect(item).toMatchObject({ event: 'failed', flowRunId: '5', startedAt: '2030-01-15 11:00:00' });
});

it('takes the time at which a run was made for its start, where that is not given', async () => {
	const { started_at: createdAt, ...rest } = row(5);
	patchworks.interrupt = (_request, url) =>
		url.searchParams.has('filter[started_after]')
			? [200, { data: [{ ...rest, created_at: createdAt }, rest] }]
			: undefined;

	expect(await itemsOfPoll({})).toEqual([
		expect.objectContaining({ event: 'failed', flowRunId: '5' }),
	]);
});

function triggerNode(parameters: IDataObject): INode {
	return node('Trigger', 'n8n-nodes-patchworks.patchworksTrigger', parameters as never, {
		credentials: { PatchworksApiKey: { id: 'key', name: 'Test credential' } },
	});
}

describe('a test in the editor', () => {
	const testRun = async (parameters: IDataObject) =>
		await engine.run({ nodes: [triggerNode(parameters)], connections: {} }, { mode: 'manual' });

	it('gives the latest run that matches, and leaves what is remembered alone', async () => {
		patchworks.add(run(1), run(2), run(3, { endStatus: 2 }));

		expect(jsonOf(await testRun({ events: ['failed'] }), 'Trigger')).toEqual([
			expect.objectContaining({ event: 'failed', flowRunId: '2' }),
		]);
		const trigger = activeTrigger(engine, { events: ['finished'] });
		await trigger.poll();
		const before = trigger.saved;
		expect(await trigger.jsonOfPoll('manual')).toEqual([
			expect.objectContaining({ flowRunId: '3' }),
		]);
		expect(trigger.saved).toBe(before);
	});

	it('gives a failed run also where more others ended since than it looks through', async () => {
		const others = Array.from({ length: 501 }, (_, index) => run(index + 2, { endStatus: 2 }));
		patchworks.add(run(1), ...others);

		expect(jsonOf(await testRun({ events: ['failed'] }), 'Trigger')).toEqual([
			expect.objectContaining({ event: 'failed', flowRunId: '1' }),
		]);
	});

	it('gives a run that goes on when Started is chosen', async () => {
		patchworks.add(run(1, { endsAt: Infinity }));

		expect(jsonOf(await testRun({ events: ['started'] }), 'Trigger')).toEqual([
			expect.objectContaining({ event: 'started', flowRunId: '1', status: 1 }),
		]);
	});

	it.each([
		['no run', [], 'Patchworks has no flow run that matches'],
		['only others', [run(1, { endStatus: 2 }), run(2, { endStatus: 2 })], 'None of the latest 2'],
	])('says what to do when there is %s', async (_case, existing, message) => {
		patchworks.add(...existing);

		const { error } = (await testRun({ events: ['failed', 'stopped'] })).data.resultData;

		expect(error?.message).toContain(message);
		expect(error).toMatchObject({ description: expect.stringContaining("Check 'Trigger On'") });
	});
});

describe('in the editor', () => {
	it('offers flows by name', async () => {
		patchworks.interrupt = (_request, url) =>
			url.pathname === '/api/v1/flows'
				? [200, { data: [{ id: 2, name: 'Stock' }, { id: 1, name: 'Orders' }, { id: 3 }] }]
				: undefined;
		const { nodeTypes } = engine.packages;
		const workflow = new Workflow({
			nodes: [triggerNode({})],
			connections: {},
			active: false,
			nodeTypes,
		});
		const context = new LoadOptionsContext(
			workflow,
			workflow.getNode('Trigger') as INode,
			engine.additionalData(),
			'',
		);
		const type = nodeTypes.getByNameAndVersion('n8n-nodes-patchworks.patchworksTrigger');

		expect(await type.methods?.loadOptions?.getFlows.call(context)).toEqual([
			{ name: '3', value: '3' },
			{ name: 'Orders', value: '1' },
			{ name: 'Stock', value: '2' },
		]);
	});

	it('is found by what it is for, and has the logo', () => {
		const type = engine.packages.nodeTypes.getByNameAndVersion(
			'n8n-nodes-patchworks.patchworksTrigger',
		);

		expect(type.description.iconUrl).toEqual({
			light: 'icons/n8n-nodes-patchworks/nodes/Patchworks/patchworks.svg',
			dark: 'icons/n8n-nodes-patchworks/nodes/Patchworks/patchworks.dark.svg',
		});
		expect(codex.node).toBe('n8n-nodes-patchworks.patchworksTrigger');
		expect(codex.alias).toContain('failed');
	});

	it('is complete with its defaults', () => {
		const type = engine.packages.nodeTypes.getByNameAndVersion(
			'n8n-nodes-patchworks.patchworksTrigger',
		);
		const fresh = node('Trigger', 'n8n-nodes-patchworks.patchworksTrigger', {});
		fresh.parameters = NodeHelpers.getNodeParameters(
			type.description.properties,
			{},
			true,
			false,
			fresh,
			type.description,
		) as never;

		expect(fresh.parameters).toMatchObject({ authentication: 'apiKey', events: ['failed'] });
		expect(
			NodeHelpers.getNodeParametersIssues(type.description.properties, fresh, type.description),
		).toBeNull();
	});
});
