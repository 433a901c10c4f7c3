import { editorOf } from '../inEditor';
import { node, onClick, patchworks } from '../workflows';

const inEditor = editorOf('nodeBrowser');

/** What an operations person types, and the actions that answer it. */
const WORDS: Array<[word: string, ...actions: string[]]> = [
	['failed', 'Find failed, running or finished flow runs', 'Explain why flow run failed'],
	['why', 'Explain why flow run failed'],
	['retry', 'Retry flow run in its old version'],
	['queue', 'Get many queued runs', 'Remove run from queue'],
	['order', 'Trace order or other tracked data', 'Search tracked data, such as order numbers'],
];

for (const [word, ...actions] of WORDS) {
	// n8n searches the nodes alone; a community node's actions are a list without a search.
	inEditor(`finds the node by "${word}", and the action in its list`, async (opened, world) => {
		await opened.openWorkflow(await world.n8n.rest.createWorkflow(onClick()));

		await opened.searchNode(word);
		await opened.browserItems('Patchworks');
		await opened.screenshot(`${word}-nodes`);
		await opened.chooseItem('Patchworks');
		await opened.browserItems(...actions);
		for (const action of actions) expect(action.toLowerCase()).toContain(word);
		await opened.pointAt(actions[0]);
		await opened.screenshot(`${word}-actions`);
	});
}

inEditor('says that each of two items starts a run, and takes a name', async (opened, world) => {
	const workflow = await world.n8n.rest.createWorkflow(
		onClick(
			node('Two Orders', 'n8n-nodes-base.code', {
				jsCode: `return ['SO-1001', 'SO-1002'].map((order) => ({ json: { order } }));`,
			}),
			patchworks(
				{ resource: 'flow', operation: 'start', flowId: { __rl: true, mode: 'list', value: '' } },
				world.credentials.apiKey,
			),
		),
	);
	await opened.openWorkflow(workflow);
	await opened.openNode('Patchworks');
	await opened.page.getByText('Each input item starts a run of its own.').waitFor();
	await opened.screenshot('start-of-two');

	await opened.chooseMode('flowId', 'name');
	await opened.page.getByText('The whole name, in any case.').waitFor();
	await opened.fillLocator('flowId', 'orders to WAREHOUSE');
	await opened.screenshot('by-name');
	const runsBefore = world.sandbox.runs.length;
	await opened.executeStep();

	const started = world.sandbox.runs.slice(runsBefore);
	expect(started.map(({ flow }) => flow.id)).toEqual([101, 101]);
	await opened.outputShows('2 items');
	for (const { id } of started) await opened.outputShows(id);
	await opened.screenshot('two-started');
});
