import type { IDataObject, IWorkflowSettings } from 'n8n-workflow';

import { FLOWS } from '../../support/sandbox';
import { expectSuccess } from '../expectations';
import type { Execution, StoredCredential } from '../n8n/rest-client';
import { jsonOf } from '../n8n/rest-client';
import type { World } from '../setting';
import { setting, startWorld } from '../setting';
import { pause, waitFor } from '../waiting';
import { chain, node, onClick, patchworks } from '../workflows';

const byId = (id: number | string) => ({ __rl: true, mode: 'id', value: String(id) });
const KEYS = ['made-up-key-of-company-a', 'made-up-key-of-company-b'];

let world: World;
beforeAll(async () => {
	world = await startWorld({
		sandbox: { runDuration: 110_000, history: false },
		env: { N8N_WORKFLOW_CALLER_POLICY_DEFAULT_OPTION: 'none' },
	});
	for (const key of KEYS) world.sandbox.addApiKey(key);
});
afterAll(async () => await world?.stop());

const version = () => setting().install.version;
/** Whether n8n gives a node that waits for a sub-execution what that one gave after a sleep. */
const hasSleepingWaits = () => !version().startsWith('1.');
/** Whether it gives it the error, too. */
const handsBackErrors = () => hasSleepingWaits() && !version().startsWith('2.8.');

/** Items, a node that drops what they hold, and the node that waits. */
function workflowOf(
	items: IDataObject[],
	parameters: IDataObject,
	credential: StoredCredential,
	drops = true,
) {
	return onClick(
		node('Orders', 'n8n-nodes-base.code', {
			jsCode: `return ${JSON.stringify(items)}.map((json) => ({ json }));`,
		}),
		...(drops ? [node('Bare', 'n8n-nodes-base.set', { keepOnlySet: true, options: {} })] : []),
		patchworks(
			{ resource: 'flow', operation: 'startAndWait', payload: '{}', ...parameters } as never,
			credential,
		),
		node('After', 'n8n-nodes-base.noOp'),
	);
}

/** Starts an execution by hand and does not wait for it. */
async function begin(workflow: ReturnType<typeof onClick>) {
	const { rest } = world.n8n;
	const workflowId = await rest.createWorkflow(workflow);
	const workflowData = await rest.request('GET', `/workflows/${workflowId}`);
	const { executionId } = await rest.request<{ executionId: string }>(
		'POST',
		`/workflows/${workflowId}/run`,
		{ workflowData, triggerToStartFrom: { name: 'Trigger' } },
	);
	return { workflowId, executionId };
}

/** The sub-executions of a workflow, without their data. */
async function subExecutionsOf(workflowId: string) {
	const all = await world.n8n.rest.executions(workflowId);
	return all.filter(({ mode }) => mode === 'integrated');
}

it('waits with the parameters and the settings of the workflow, where no workflow may call another', async () => {
	const { rest } = world.n8n;
	const settings: IWorkflowSettings = {
		executionOrder: 'v1',
		timezone: 'Asia/Tokyo',
		saveDataSuccessExecution: 'none',
		saveDataErrorExecution: 'none',
		saveManualExecutions: true,
	};
	const workflow = workflowOf(
		[
			{ simple: true, timeout: 20_000 },
			{ simple: false, timeout: 30_000 },
		],
		{
			flowId: byId(FLOWS.orders),
			simplify: "={{ $('Orders').item.json.simple }}",
			requestOptions: { timeout: "={{ $('Orders').item.json.timeout }}" },
		},
		world.credentials.apiKey,
	);
	const { workflowId, executionId } = await begin({
		...workflow,
		settings: settings as IDataObject,
	});

	if (hasSleepingWaits()) {
		const [{ id }] = await waitFor(
			'a sub-execution that sleeps',
			async () => {
				const subs = await subExecutionsOf(workflowId);
				return subs.some(({ status }) => status === 'waiting') ? subs : undefined;
			},
			{ interval: 1_000 },
		);
		const sub = await rest.request<{ workflowData: { settings: IWorkflowSettings } }>(
			'GET',
			`/executions/${id}`,
		);
		expect(sub.workflowData.settings).toEqual({
			...settings,
			callerPolicy: 'workflowsFromSameOwner',
		});
	}
	const ended = await rest.ended(executionId);
	expectSuccess(ended);
	expect(jsonOf(ended, 'After').map((run) => 'flow_version_id' in run)).toEqual([false, true]);
	await waitFor(
		'the end of what is not to be saved',
		async () => (await subExecutionsOf(workflowId)).length === 0 || undefined,
		{ interval: 1_000 },
	);
});

it('looks at the run of each company with the key of that company', async () => {
	const { rest } = world.n8n;
	const { sandbox } = world;
	const credentialWith = async (apiKey: string) =>
		await rest.createCredential('PatchworksApiKey', {
			apiKey,
			hosting: 'selfHosted',
			coreUrl: sandbox.coreUrl,
			startUrl: sandbox.startUrl,
		});
	const used: Record<string, Set<string>> = {};
	sandbox.onRequest(({ operationId, path, headers }) => {
		if (operationId !== 'getFlowRun') return;
		(used[path.split('/').at(-1) ?? ''] ??= new Set()).add(headers.authorization);
	});
	const items = KEYS.map((key) => ({ key }));
	const parameters = { flowId: byId(FLOWS.orders) };
	const [own, other] = await Promise.all([
		begin(workflowOf(items, parameters, await credentialWith('={{ $json.key }}'), false)),
		begin(
			workflowOf(items, parameters, await credentialWith("={{ $('Orders').item.json.key }}"), true),
		),
	]);

	const ended = await rest.ended(own.executionId);
	expectSuccess(ended);
	const runs = jsonOf(ended, 'After').map(({ flowRunId }) => String(flowRunId));
	expect(runs.map((id) => used[id])).toEqual(KEYS.map((key) => new Set([key])));
	expect(JSON.stringify(jsonOf(ended, 'After'))).not.toContain('made-up-key');

	const cannot = await rest.ended(other.executionId);
	if (!hasSleepingWaits()) {
		expectSuccess(cannot);
	} else if (handsBackErrors()) {
		const { message, description } = cannot.data.resultData.error ?? {};
		expect(message).toContain('The credential cannot be read while waiting');
		expect(description).toContain('Starting them again would run them twice.');
	} else {
		for (const { error } of jsonOf(cannot, 'After')) {
			expect((error as Error).message).toMatch(/^The wait was cut short\. Look at flow run \d+/);
		}
	}
});

it('reports the failure of a run once to the error workflow', async () => {
	const { rest, url } = world.n8n;
	const errorWorkflow = await rest.createWorkflow({
		...chain(node('On Error', 'n8n-nodes-base.errorTrigger'), node('Told', 'n8n-nodes-base.noOp')),
		settings: { executionOrder: 'v1', callerPolicy: 'any' },
	});
	await rest.activate(errorWorkflow).catch(() => {});
	const workflowId = await rest.createWorkflow({
		...chain(
			node(
				'Webhook',
				'n8n-nodes-base.webhook',
				{ path: 'made-up-order', httpMethod: 'POST' },
				{
					webhookId: 'made-up-order',
				},
			),
			patchworks(
				{
					resource: 'flow',
					operation: 'startAndWait',
					flowId: byId(FLOWS.stock),
					payload: '{}',
				},
				world.credentials.apiKey,
			),
		),
		settings: { executionOrder: 'v1', errorWorkflow },
	});
	await rest.activate(workflowId);
	// n8n activates on its own time.
	await waitFor(
		'the webhook',
		async () => (await fetch(`${url}/webhook/made-up-order`, { method: 'POST' })).ok || undefined,
	);

	const told = async (): Promise<Execution[]> =>
		await Promise.all(
			(await rest.executions(errorWorkflow)).map(async ({ id }) => await rest.ended(id)),
		);
	await waitFor('the error workflow', async () => ((await told()).length > 0 ? true : undefined), {
		interval: 2_000,
	});
	const executions = await rest.executions(workflowId);
	await Promise.all(executions.map(async ({ id }) => await rest.ended(id)));
	// A second report would come right after the end of the other execution.
	await pause(5_000);

	const errors = (await told()).flatMap((execution) => jsonOf(execution, 'Told'));
	expect(errors).toEqual([
		expect.objectContaining({
			execution: expect.objectContaining({
				error: expect.objectContaining({
					message: expect.stringContaining('of "Stock to shop" failed: Update shop'),
				}),
			}),
		}),
	]);
});
