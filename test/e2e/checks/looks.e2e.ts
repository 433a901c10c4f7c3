import type { INode } from 'n8n-workflow';

import { answersOf, PROMISES } from '../../demo/promises';
import { readExample } from '../../demo/runExample';
import { process } from '../../support/node';
import { FLOWS } from '../../support/sandbox';
import { Editor, findChromium } from '../editor';
import { expectSuccess } from '../expectations';
import type { WorkflowJson } from '../n8n/rest-client';
import { jsonOf } from '../n8n/rest-client';
import type { World } from '../setting';
import { setting, startWorld } from '../setting';
import { waitFor } from '../waiting';
import { onClick, patchworks, using } from '../workflows';

/** What people look at who watch over flows: reports, forms, alarms and examples, each on a screenshot. */
let world: World;
let editor: Editor | undefined;

beforeAll(async () => {
	const chromium = findChromium();
	if (!chromium) {
		if (process.env.CI) throw new Error('What it looks like cannot be checked: install chromium');
		return;
	}
	world = await startWorld({ sandbox: { runDuration: 1_000 } });
	const { sandbox } = world;
	const hoursAgo = (hours: number) => ({ startedAt: sandbox.now() - hours * 3_600_000 });
	for (const hours of [2, 3, 4, 5]) {
		sandbox.addRun({ flowId: FLOWS.stock, ...hoursAgo(hours), duration: 30_000 });
	}
	sandbox.addRun({ flowId: FLOWS.orders, ...hoursAgo(1), duration: 9_000, outcome: 'failure' });
	editor = await Editor.open(world.n8n.url, chromium, setting().artifacts);
}, 300_000);
afterAll(async () => {
	await editor?.close();
	await world?.stop();
});

function seen(name: string, look: (editor: Editor) => Promise<void>): void {
	it(
		name,
		async () => {
			const opened = editor;
			if (!opened) {
				process.stdout.write(`    skipped, as there is no Chromium: ${name}\n`);
				return;
			}
			await look(opened).catch(async (error: Error) => {
				await opened.screenshot('failed');
				throw error;
			});
		},
		300_000,
	);
}

/** Imports an example and chooses the credential. */
async function importExample(file: string, pinned = false): Promise<string> {
	const example = readExample(file) as WorkflowJson;
	const nodes = example.nodes.map((one): INode =>
		one.credentials?.PatchworksApiKey ? { ...one, ...using(world.credentials.apiKey) } : one,
	);
	const pinData = pinned ? answersOf(PROMISES[file], world.sandbox) : {};
	return await world.n8n.rest.createWorkflow({ ...example, nodes, pinData });
}

const report = (more: INode['parameters'] = {}) =>
	onClick(
		patchworks(
			{ resource: 'flowRun', operation: 'getFailureReport', hours: 24, ...more },
			world.credentials.apiKey,
		),
	);

seen('the failure report has an item for each cause', async (opened) => {
	await opened.openWorkflow(await world.n8n.rest.createWorkflow(report()));
	await opened.openNode('Patchworks');
	await opened.executeStep();

	await opened.outputShows('Update shop');
	await opened.screenshot('report');
	await opened.closePanel();
});

seen('its page can be read in a mail and on a telephone', async (opened) => {
	const execution = await world.n8n.rest.runNew(report({ output: 'text' }));
	expectSuccess(execution);
	const [{ html }] = jsonOf(execution, 'Patchworks');

	for (const [name, width] of [
		['mail', 900],
		['telephone', 390],
	] as const) {
		const page = await opened.page.context().browser()!.newPage();
		await page.setViewportSize({ width, height: 800 });
		await page.setContent(String(html));
		expect(await page.getByText('Request timed out').first().isVisible()).toBe(true);
		const [wide, shown] = (await page.evaluate(
			'[document.documentElement.scrollWidth, window.innerWidth]',
		)) as number[];
		expect(wide).toBeLessThanOrEqual(shown);
		await page.screenshot({ path: `${setting().artifacts}/report-${name}.png`, fullPage: true });
		await page.close();
	}
});

seen('a trace says where an order is', async (opened) => {
	await opened.openWorkflow(await importExample('where-is-my-order.json'));
	await opened.executeWorkflow();
	await opened.openNode('Trace It');
	await opened.outputShows('ORDER-1001');
	await opened.screenshot('trace');
	await opened.closePanel();
});

seen('the form of rerunning has the causes to tick, and says what was retried', async (opened) => {
	await world.n8n.rest.activate(await importExample('rerun-failures-by-form.json'));
	const { page } = opened;
	await waitFor('the form', async () =>
		(await page.goto('/form/rerun-failed-runs'))?.ok() ? true : undefined,
	);
	await page.locator('input[type=number]').fill('24');
	await opened.screenshot('rerun-form');
	await page.locator('button[type=submit], #submit-btn').first().click();
	const boxes = page.locator('input[type=checkbox]');
	await boxes.first().waitFor({ timeout: 60_000 });
	await boxes.first().check();
	await opened.screenshot('rerun-causes');
	await page.locator('button[type=submit], #submit-btn').first().click();
	await page.getByText('runs retried').first().waitFor({ timeout: 60_000 });
	await opened.screenshot('rerun-done');
	expect(world.sandbox.requestsTo({ operationId: 'retryFlowRun' }).length).toBeGreaterThan(0);
});

seen('the button of a message leads to a form that retries its run once', async (opened) => {
	const { sandbox } = world;
	await world.n8n.rest.activate(await importExample('failures-to-slack-and-teams.json'));
	const startedAt = sandbox.now() - 60_000;
	const { id } = sandbox.addRun({ flowId: FLOWS.stock, startedAt, duration: 100 });
	sandbox.clearRequests();
	const { page } = opened;
	for (const [said, name] of [
		['The run is being retried', 'retry'],
		['Nothing was started', 'retry-again'],
	]) {
		await waitFor('the form', async () =>
			(await page.goto(`/form/retry-a-failed-run?Run=${id}`))?.ok() ? true : undefined,
		);
		expect(await page.locator('input[type=text]').first().inputValue()).toBe(id);
		await opened.screenshot(name);
		await page.locator('button[type=submit], #submit-btn').first().click();
		await page.getByText(said).first().waitFor({ timeout: 60_000 });
		await opened.screenshot(`${name}-done`);
	}
	expect(sandbox.requestsTo({ operationId: 'retryFlowRun' })).toHaveLength(1);
});

seen('the trigger shows a sample of each alarm', async (opened) => {
	await opened.openWorkflow(await importExample('silence-alarm.json'));
	await opened.openNode('When It Is Too Quiet');
	await opened.executeStep();

	await opened.outputShows('raised');
	await opened.screenshot('alarms');
});

describe.each([
	'failures-to-slack-and-teams.json',
	'silence-alarm.json',
	'start-a-flow-by-webhook.json',
	'nightly-check-to-a-data-table.json',
	'morning-report.json',
	'morning-report-of-several-companies.json',
])('%s', (file) => {
	seen('has notes beside its nodes that can be read', async (opened) => {
		await opened.openWorkflow(await importExample(file));
		await opened.page.keyboard.press('1');
		await opened.screenshot(file.replace('.json', ''));
	});
});
