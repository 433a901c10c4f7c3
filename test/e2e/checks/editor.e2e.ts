import { expectSuccess } from '../expectations';
import { editorOf } from '../inEditor';
import { waitFor } from '../waiting';
import { node, onClick, patchworks } from '../workflows';

const inEditor = editorOf('editor');

inEditor(
	'finds the node by typing, with its actions, and opens its panel',
	async (opened, world) => {
		const workflow = await world.n8n.rest.createWorkflow(onClick());
		await opened.openWorkflow(workflow);

		await opened.searchNode('patchworks');
		expect(await opened.browserItems('Patchworks')).toEqual(['Patchworks']);
		await opened.screenshot('node-found');
		await opened.chooseItem('Patchworks');
		const actions = ['Start process flow', 'Get many process flows', 'Get logs of flow run'];
		expect(await opened.browserItems(...actions)).toEqual(expect.arrayContaining(actions));
		await opened.screenshot('actions');
		await opened.chooseItem('Find failed, running or finished flow runs');

		expect(await opened.parameters('operation')).toEqual(
			expect.arrayContaining(['resource', 'returnAll', 'limit']),
		);
		await opened.screenshot('panel');
	},
);

inEditor('shows the fields of the resource and operation that are chosen', async (opened) => {
	await opened.choose('resource', 'Flow');
	await opened.choose('operation', 'Start');

	expect(await opened.parameters('payload')).not.toContain('limit');
	await opened.screenshot('start-a-flow');
});

inEditor(
	'takes a new credential, and says what is wrong with a changed one',
	async (opened, world) => {
		const { apiKey, coreUrl, startUrl } = world.sandbox;
		await opened.newCredential();
		await opened.fillCredential('apiKey', apiKey);
		await opened.choose('hosting', 'Self-Hosted');
		await opened.fillCredential('coreUrl', coreUrl);
		await opened.fillCredential('startUrl', startUrl);
		await opened.screenshot('credential');
		await opened.saveNewCredential();

		await opened.editCredential();
		const dialog = opened.dialog();
		// n8n tests a credential that is opened, and "Node not found" is the end of another test meanwhile.
		await dialog.getByText('Connection tested successfully').first().waitFor();
		await opened.fillCredential('apiKey', 'made-up-wrong');
		await opened.saveCredential();
		await dialog.getByText('More details').click();
		await dialog.getByText('refused the API key').first().waitFor();
		await opened.screenshot('credential-refused');

		await opened.fillCredential('apiKey', apiKey);
		await opened.saveCredential();
		await dialog.getByText('Connection tested successfully').first().waitFor();
		await opened.screenshot('credential-tested');
		await opened.closeDialog();
	},
);

inEditor('lets a flow be picked by typing, starts it, and shows the run', async (opened, world) => {
	await opened.pickFromList('flowId', 'ware', 'Orders to warehouse', async () => {
		await opened.screenshot('flow-from-list');
	});
	const runsBefore = world.sandbox.runs.length;

	await opened.executeStep();

	expect(world.sandbox.runs).toHaveLength(runsBefore + 1);
	await opened.outputShows(world.sandbox.runs.at(-1)!.id);
	await opened.screenshot('flow-started');
	await opened.closePanel();
});

inEditor('executes a whole workflow from the canvas', async (opened, world) => {
	const { rest } = world.n8n;
	const workflow = await rest.createWorkflow(
		onClick(
			patchworks({ resource: 'flowRun', operation: 'getAll', limit: 5 }, world.credentials.apiKey),
			node('Failed Runs', 'n8n-nodes-base.noOp'),
		),
	);
	await opened.openWorkflow(workflow);

	await opened.executeWorkflow();

	const [{ id }] = await waitFor('its execution', async () => {
		const executions = await rest.executions(workflow);
		return executions.length ? executions : undefined;
	});
	expectSuccess(await rest.ended(id));
	await opened.screenshot('workflow-executed');
	await opened.openNode('Patchworks');
	await opened.outputShows('5 items');
	await opened.screenshot('flow-runs');
	await opened.closePanel();
});

inEditor('shows what Patchworks said when it refuses', async (opened, world) => {
	const workflow = await world.n8n.rest.createWorkflow(
		onClick(
			patchworks(
				{
					resource: 'flow',
					operation: 'get',
					flowId: { __rl: true, mode: 'id', value: '999999' },
				},
				world.credentials.apiKey,
			),
		),
	);
	await opened.openWorkflow(workflow);
	await opened.openNode('Patchworks');

	await opened.executeStep();

	await opened.outputShows('No query results for [flows] 999999');
	await opened.screenshot('error');
});
