import { process } from '../../support/node';
import { expectSuccess } from '../expectations';
import { installPackage } from '../n8n/package';
import { itemsOf, jsonOf } from '../n8n/rest-client';
import type { Execution } from '../n8n/rest-client';
import type { World } from '../setting';
import { copyOf, setting, startWorld } from '../setting';
import { onClick, patchworks } from '../workflows';

let world: World | undefined;
afterAll(async () => await world?.stop());

/** Starts a flow and reads how its run went, with a stored credential. */
const workflowWith = ({ credentials }: World, kind: 'apiKey' | 'oAuth') =>
	onClick(
		patchworks(
			{
				resource: 'flow',
				operation: 'start',
				flowId: { __rl: true, mode: 'list', value: '101', cachedResultName: 'Orders to warehouse' },
				payload: '={ "order": 1001 }',
				options: { flowVariables: '{ "warehouse": "north" }' },
			},
			credentials[kind],
			{ id: 'Start', name: 'Start' },
		),
		patchworks(
			{
				resource: 'flowRun',
				operation: 'get',
				flowRunId: { __rl: true, mode: 'id', value: '={{ $json.flowRunId }}' },
			},
			credentials[kind],
			{ id: 'Run', name: 'Run' },
		),
		patchworks(
			{ resource: 'payload', operation: 'getAll', returnAll: false, limit: 2 },
			credentials[kind],
			{ id: 'Payloads', name: 'Payloads' },
		),
	);

/** What may not change from one version to the next: the names of the fields that each node gives. */
const shapeOf = (execution: Execution) =>
	['Start', 'Run', 'Payloads'].map((name) => ({
		name,
		items: itemsOf(execution, name).length,
		fields: Object.keys(jsonOf(execution, name)[0] ?? {}).sort(),
	}));

it('lets workflows and credentials of the version before work unchanged', async () => {
	const { install, emptyFolder, tarball, previousTarball } = setting();
	if (!previousTarball) {
		if (process.env.CI) throw new Error('There is no earlier version: clone with the history');
		process.stdout.write('    skipped, as this clone has no history\n');
		return;
	}
	const from = copyOf(emptyFolder);
	await installPackage(install, from, previousTarball);
	world = await startWorld({ from });
	const upgraded = world;
	const kinds = ['apiKey', 'oAuth'] as const;
	const saved = await Promise.all(
		kinds.map(async (kind) => await upgraded.n8n.rest.createWorkflow(workflowWith(upgraded, kind))),
	);
	const runAll = async () => {
		const executions: Execution[] = [];
		for (const id of saved) executions.push(await upgraded.n8n.rest.run(id));
		return executions;
	};
	const before = await runAll();
	before.forEach(expectSuccess);

	await upgraded.restart(async () => await installPackage(install, upgraded.userFolder, tarball));
	upgraded.sandbox.clearRequests();
	const after = await runAll();

	after.forEach(expectSuccess);
	expect(after.map(shapeOf)).toEqual(before.map(shapeOf));
	expect(upgraded.sandbox.requestsTo({ operationId: 'login' })).toEqual([]);
	expect(upgraded.sandbox.requests.filter(({ status }) => status >= 400)).toEqual([]);
});
