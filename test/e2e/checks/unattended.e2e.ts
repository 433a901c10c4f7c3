import { expectSuccess } from '../expectations';
import type { Execution } from '../n8n/rest-client';
import { jsonOf } from '../n8n/rest-client';
import type { World } from '../setting';
import { startWorld } from '../setting';
import { FLOWS } from '../../support/sandbox';
import { pause, waitFor } from '../waiting';
import { chain, node, patchworks, using } from '../workflows';

/** A tenth of it is left for a request to arrive, which has to do on a busy machine, too. */
const LIFETIME_S = 20;

let world: World;
beforeAll(async () => {
	world = await startWorld({ sandbox: { tokenLifetime: LIFETIME_S } });
});
afterAll(async () => await world?.stop());
beforeEach(() => world.sandbox.clearRequests());

/** Lets n8n run a workflow by itself until there is enough to see. */
async function unattended(
	workflowId: string,
	isEnough: (executions: number) => boolean,
): Promise<Execution[]> {
	const { rest } = world.n8n;
	await rest.activate(workflowId);
	const executions = await waitFor(
		'enough executions',
		async () => {
			const ended = (await rest.executions(workflowId)).filter(
				({ status }) => status !== 'running' && status !== 'new',
			);
			return isEnough(ended.length) ? ended : undefined;
		},
		{ interval: 500 },
	);
	await rest.deactivate(workflowId);
	return await Promise.all(executions.map(async ({ id }) => await rest.ended(id)));
}

const refused = () => world.sandbox.requests.filter(({ status }) => status >= 400);
const logins = () => world.sandbox.requestsTo({ operationId: 'login' }).map(({ at }) => at);

it('runs on a schedule while its token expires again and again, with one login for each', async () => {
	const schedule = node(
		'Every Two Seconds',
		'n8n-nodes-base.scheduleTrigger',
		{ rule: { interval: [{ field: 'seconds', secondsInterval: 2 }] } },
		{ typeVersion: 1.2 },
	);
	const workflow = await world.n8n.rest.createWorkflow(
		chain(
			schedule,
			patchworks({ resource: 'flow', operation: 'getAll', limit: 2 }, world.credentials.oAuth),
		),
	);

	const executions = await unattended(workflow, () => logins().length > 2);

	for (const execution of executions) {
		expectSuccess(execution);
		expect(execution.mode).toBe('trigger');
		expect(jsonOf(execution, 'Patchworks')).toHaveLength(2);
	}
	expect(refused()).toEqual([]);
	const gaps = logins()
		.slice(1)
		.map((at, index) => at - logins()[index]);
	expect(gaps.length).toBeGreaterThanOrEqual(2);
	expect(Math.min(...gaps)).toBeGreaterThanOrEqual(LIFETIME_S * 1000 * 0.9);
});

it('polls for failed runs after its token has expired, and gives each run once', async () => {
	const trigger = node(
		'Patchworks Trigger',
		'n8n-nodes-patchworks.patchworksTrigger',
		{
			authentication: 'oAuth',
			events: ['failed'],
			pollTimes: { item: [{ mode: 'everyMinute' }] },
		},
		using(world.credentials.oAuth),
	);
	const workflow = await world.n8n.rest.createWorkflow(
		chain(trigger, node('Seen', 'n8n-nodes-base.noOp')),
	);
	const runs = firstPoll().then(() =>
		[1, 2].map(() => world.sandbox.addRun({ flowId: FLOWS.stock, duration: 100 }).id),
	);

	const executions = await unattended(workflow, (count) => count > 0);

	const seen = executions.flatMap((execution) => {
		expectSuccess(execution);
		return jsonOf(execution, 'Seen').map(({ flowRunId }) => String(flowRunId));
	});
	expect(seen.sort()).toEqual((await runs).sort());
	expect(refused()).toEqual([]);
});

/** n8n polls once when a workflow is activated; gives it time to remember, and the token to expire. */
async function firstPoll(): Promise<void> {
	await waitFor(
		'the first poll',
		() => world.sandbox.requestsTo({ operationId: 'listFlowRuns' }).length > 0 || undefined,
	);
	await pause(LIFETIME_S * 1000);
}
