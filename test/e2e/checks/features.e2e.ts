import { FLOWS, STATUS } from '../../support/sandbox';
import { expectSuccess } from '../expectations';
import type { Execution } from '../n8n/rest-client';
import { itemsOf, jsonOf } from '../n8n/rest-client';
import type { World } from '../setting';
import { setting, startWorld } from '../setting';
import { pause, waitFor } from '../waiting';
import { chain, node, onClick, patchworks, using } from '../workflows';

const MINUTE = 60_000;
const byId = (id: number | string) => ({ __rl: true, mode: 'id', value: String(id) });

let world: World;
beforeAll(async () => {
	world = await startWorld({ sandbox: { runDuration: 110_000, history: false } });
});
afterAll(async () => await world?.stop());

/** Starts an execution and does not wait for it. */
async function begin(workflow: ReturnType<typeof onClick>) {
	const { rest } = world.n8n;
	const workflowId = await rest.createWorkflow(workflow);
	const workflowData = await rest.request('GET', `/workflows/${workflowId}`);
	const { executionId } = await rest.request<{ executionId: string }>(
		'POST',
		`/workflows/${workflowId}/run`,
		{ workflowData, triggerToStartFrom: { name: 'Trigger' } },
	);
	return executionId;
}

async function statusOf(executionId: string): Promise<string> {
	const { status } = await world.n8n.rest.request<Execution>('GET', `/executions/${executionId}`);
	return status;
}

async function sleeping(executionId: string): Promise<void> {
	await waitFor(
		`execution ${executionId} to sleep`,
		async () => (await statusOf(executionId)) === 'waiting' || undefined,
		{ interval: 1_000 },
	);
}

/** Whether n8n gives a node that waits for a sub-execution the error of that one. */
const handsBackErrors = () => !setting().install.version.startsWith('2.8.');
/** Whether it gives it anything: where it does not, the node waits in the execution itself. */
const sleeps = () => !setting().install.version.startsWith('1.');

it('frees the worker while a run takes long, and ends with the run or with its error', async () => {
	const startAndWait = (flow: string, more: object = {}) =>
		onClick(
			node('Two Orders', 'n8n-nodes-base.code', {
				jsCode: 'return [{ json: { order: 1, flow: 101 } }, { json: { order: 2, flow: 102 } }];',
			}),
			patchworks(
				{ resource: 'flow', operation: 'startAndWait', flowId: byId(flow) },
				world.credentials.apiKey,
				more,
			),
			node('After', 'n8n-nodes-base.noOp'),
		);
	const good = await begin(startAndWait(String(FLOWS.orders)));
	const bad = await begin(startAndWait('={{ $json.flow }}'));
	const mixed = await begin(
		startAndWait('={{ $json.flow }}', { onError: 'continueRegularOutput' }),
	);

	const all = [good, bad, mixed];
	if (sleeps()) await Promise.all(all.map(sleeping));
	else {
		await pause(MINUTE + 10_000);
		expect(await Promise.all(all.map(statusOf))).toEqual(all.map(() => 'running'));
	}

	const { rest } = world.n8n;
	const ended = await rest.ended(good);
	expectSuccess(ended);
	expect(jsonOf(ended, 'After')).toEqual([
		expect.objectContaining({ flowId: '101', status: STATUS.success }),
		expect.objectContaining({ flowId: '101', status: STATUS.success }),
	]);
	expect(itemsOf(ended, 'Patchworks').map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 1 },
	]);
	const failed = await rest.ended(bad);
	if (handsBackErrors()) {
		expect(failed.data.resultData.error?.message).toContain(
			'of "Stock to shop" failed: Update shop: Request timed out',
		);
	} else {
		expect(jsonOf(failed, 'After')).toHaveLength(2);
		for (const { error } of jsonOf(failed, 'After')) {
			expect((error as Error).message).toMatch(/^The wait was cut short\. Look at flow run \d+/);
		}
	}
	expect(jsonOf(await rest.ended(mixed), 'After')).toEqual([
		expect.objectContaining({ flowId: '101', status: STATUS.success }),
		expect.objectContaining({
			error: expect.objectContaining({ message: expect.stringContaining('failed: Update shop') }),
		}),
	]);
	expect(world.sandbox.requestsTo({ method: 'POST' })).toHaveLength(6);
});

it('gives each failed run once, also after n8n was down', async () => {
	const { rest } = world.n8n;
	const workflowId = await rest.createWorkflow(
		chain(
			node(
				'Trigger',
				'n8n-nodes-patchworks.patchworksTrigger',
				{
					events: ['failed'],
					filters: { triggers: ['Schedule'] },
					options: { includeFailureSummary: true },
					pollTimes: { item: [{ mode: 'everyMinute' }] },
				},
				using(world.credentials.apiKey),
			),
			node('After', 'n8n-nodes-base.noOp'),
		),
	);
	const before = { startedAt: world.sandbox.now() - MINUTE, duration: 100 };
	world.sandbox.addRun({ flowId: FLOWS.stock, ...before });
	await rest.activate(workflowId);
	// n8n activates on its own time, and may forget what a first poll saw that gave nothing.
	const lists = () =>
		world.sandbox.requests.filter(({ url }) => url.includes('filter%5Btrigger%5D=Schedule'));
	await waitFor('two polls', () => lists().length > 2 || undefined, { interval: 1_000 });
	const failing = [world.sandbox.addRun({ flowId: FLOWS.stock, duration: 100 })];
	const given = async () => {
		const executions = await world.n8n.rest.executions(workflowId);
		const whole = await Promise.all(
			executions.map(async ({ id }) => await world.n8n.rest.ended(id)),
		);
		return whole.reverse().flatMap((execution) => jsonOf(execution, 'After'));
	};
	const until = async (count: number) =>
		await waitFor(
			`${count} failed runs`,
			async () => ((await given()).length >= count ? true : undefined),
			{ interval: 2_000 },
		);
	await until(1);

	failing.push(world.sandbox.addRun({ flowId: FLOWS.stock, duration: 100 }));
	await world.restart();
	failing.push(world.sandbox.addRun({ flowId: FLOWS.stock, duration: 100 }));
	await until(3);
	await pause(MINUTE);

	expect(await given()).toEqual(
		failing.map(({ id }) =>
			expect.objectContaining({
				event: 'failed',
				flowRunId: id,
				failureSummary: expect.objectContaining({
					reason: expect.stringContaining('Update shop: Request timed out'),
				}),
			}),
		),
	);
});
