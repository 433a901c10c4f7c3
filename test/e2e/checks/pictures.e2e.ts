import { fieldsOf, panelTexts, PICTURED, writeShown } from '../../documents/pictures';
import type { Shown } from '../../documents/pictures';
import { fs, path } from '../../support/node';
import type { Editor } from '../editor';
import { editorOf } from '../inEditor';
import { linesOf, picturesIn, toWebp } from '../pictures/picture';
import type { Frame } from '../pictures/webp';
import { animate } from '../pictures/webp';
import { jsonOf } from '../n8n/rest-client';
import { setting } from '../setting';
import { node, onClick, patchworks } from '../workflows';

const VIEW = { width: 1280, height: 720 };
/** How much of an output a picture shows. */
const OUTPUT_HEIGHT = 400;

const inEditor = editorOf('pictures', VIEW);
const shown: Shown = {};

/** Keeps a picture as `npm run pictures` takes it for the README. */
function keep(name: string, webp: Buffer): void {
	const folder = path.join(setting().artifacts, 'pictures');
	fs.mkdirSync(folder, { recursive: true });
	fs.writeFileSync(path.join(folder, `${name}.webp`), webp);
	writeShown(folder, shown);
}

/** A picture of the output, and the lines that are of the known ones. */
async function pictureOutput(opened: Editor, name: string, known: string[]): Promise<void> {
	await opened.settled();
	const panel = opened.page.locator('[data-test-id="output-panel"]');
	const { x, y, width } = (await panel.boundingBox())!;
	const clip = { x, y, width, height: OUTPUT_HEIGHT };
	const webp = await toWebp(opened.page, await opened.page.screenshot({ clip }));
	shown[name] = (await linesOf(panel)).filter((line) => known.includes(line));
	expect(shown[name]).not.toEqual([]);
	keep(name, webp);
}

inEditor('pictures how a flow is found, picked, started and waited for', async (opened, world) => {
	const order = { order: 'SO-1001', email: 'ada@example.com', total: 59.9 };
	const workflow = await world.n8n.rest.createWorkflow(
		onClick(
			node(
				'New Order',
				'n8n-nodes-base.set',
				{ mode: 'raw', jsonOutput: JSON.stringify(order), options: {} },
				{ typeVersion: 3.4 },
			),
		),
	);
	const known = panelTexts();
	const frames: Frame[] = [];
	const lines = new Set<string>();
	const look = async (milliseconds: number) => {
		await opened.settled();
		const parts = opened.page.locator(
			'[data-test-id="node-parameters"], [data-test-id="node-creator-item-name"]',
		);
		for (const line of await linesOf(parts)) if (known.has(line)) lines.add(line);
		const png = await opened.page.screenshot({ style: '.el-notification { visibility: hidden }' });
		frames.push({ webp: await toWebp(opened.page, png), milliseconds });
	};

	await opened.openWorkflow(workflow);
	await opened.searchNextNode('start flow');
	await opened.browserItems('Patchworks');
	await look(2000);
	await opened.chooseItem('Patchworks');
	await opened.browserItems('Start process flow and wait for its run');
	await opened.pointAt('Start process flow and wait for its run');
	lines.add('Start process flow and wait for its run');
	await look(2000);
	await opened.chooseItem('Start process flow and wait for its run');
	await opened.executePrevious();
	await look(2500);
	await opened.pickFromList('flowId', 'ware', 'Orders to warehouse', async () => await look(2000));
	await look(1500);
	await opened.executeStep();
	await opened.showOutputAsSchema();
	await opened.outputShows('Orders to warehouse');
	await look(4000);
	await opened.closePanel();
	await look(2500);

	const animation = animate(frames, VIEW);
	expect(await picturesIn(opened.page, animation)).toEqual([7, VIEW.width, VIEW.height]);
	expect(animation.length).toBeLessThan(500_000);
	shown['start-a-flow'] = [...lines];
	keep('start-a-flow', animation);
});

inEditor('pictures why a run failed', async (opened, world) => {
	const { rest } = world.n8n;
	const failed = world.sandbox.runs.find(({ outcome }) => outcome === 'failure')!;
	const parameters = PICTURED['why-it-failed'](failed.id);
	const workflow = await rest.createWorkflow(
		onClick(patchworks(parameters, world.credentials.apiKey)),
	);
	await opened.openWorkflow(workflow);
	await opened.openNode('Patchworks');
	await opened.executeStep();
	await opened.showOutputAsSchema();

	const [{ id }] = await rest.executions(workflow);
	const fields = jsonOf(await rest.ended(id), 'Patchworks').flatMap(fieldsOf);
	await pictureOutput(opened, 'why-it-failed', fields);
});

inEditor('pictures what an error says', async (opened, world) => {
	const parameters = PICTURED['what-to-do']();
	const steps = onClick(patchworks(parameters, world.credentials.apiKey));
	await opened.openWorkflow(await world.n8n.rest.createWorkflow(steps));
	await opened.openNode('Patchworks');
	await opened.executeStep();

	const texts = ['message', 'description'].map((part) => `[data-test-id="node-error-${part}"]`);
	const said = await linesOf(opened.page.locator(texts.join(', ')));
	await pictureOutput(opened, 'what-to-do', said);
});
