import { chromium } from 'playwright-core';
import type { Browser, Locator, Page } from 'playwright-core';

import { fs, path, process } from '../support/node';
import { OWNER } from './n8n/rest-client';
import { waitFor } from './waiting';

const ARGUMENTS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];
const CANDIDATES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium of this machine, if it has one; CHROMIUM in the environment names another. */
export function findChromium(): string | undefined {
	return [process.env.CHROMIUM ?? '', ...CANDIDATES].find((file) => file && fs.existsSync(file));
}

/** How large the window is, and how many pixels of a picture are one of it. */
export interface View {
	width: number;
	height: number;
	scale?: number;
}

/** n8n's editor in a browser without a window, with the words of its user. */
export class Editor {
	private shots = 0;

	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
		private readonly artifacts: string,
	) {}

	/**
	 * Opens the editor and signs in as the owner.
	 *
	 * @param artifacts the folder for screenshots
	 */
	static async open(
		url: string,
		executablePath: string,
		artifacts: string,
		{ width, height, scale = 1 }: View = { width: 1440, height: 900 },
	): Promise<Editor> {
		const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
		const page = await browser.newPage({
			baseURL: url,
			viewport: { width, height },
			deviceScaleFactor: scale,
		});
		page.setDefaultTimeout(180_000);
		await page.goto('/signin');
		await page.fill('input[name=emailOrLdapLoginId]', OWNER.email);
		await page.fill('input[name=password]', OWNER.password);
		await page.click(id('form-submit-button'));
		await page.waitForURL(/workflow|home/);
		return new Editor(browser, page, artifacts);
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	/** Keeps what is to be seen as a file named after its place in the tour. */
	async screenshot(name: string): Promise<void> {
		const number = String(++this.shots).padStart(2, '0');
		await this.settled();
		await this.page.screenshot({
			path: path.join(this.artifacts, `${number}-${name}.png`),
			// Notices that something was saved lie over what is to be seen.
			style: '.el-notification { visibility: hidden }',
		});
	}

	/** Waits until what moves has come to rest. */
	async settled(): Promise<void> {
		await this.page.waitForTimeout(600);
	}

	async openWorkflow(workflowId: string): Promise<void> {
		await this.page.goto(`/workflow/${workflowId}`);
		await this.page.locator(id('canvas-node')).first().waitFor();
	}

	/** Types into the search of the node browser. */
	async searchNode(text: string): Promise<void> {
		await this.page.click(id('node-creator-plus-button'));
		await this.page.locator(id('node-creator-search-bar')).waitFor();
		await this.page.keyboard.type(text);
	}

	/** Opens the node browser for a node behind the last one, and types into its search. */
	async searchNextNode(text: string): Promise<void> {
		await this.page
			.locator(`${id('canvas-handle-plus')}:visible`)
			.last()
			.click();
		await this.page.locator(id('node-creator-search-bar')).waitFor();
		await this.page.keyboard.type(text);
	}

	/** The names that the node browser shows, once certain ones are among them: it shows them bit by bit. */
	async browserItems(...expected: string[]): Promise<string[]> {
		const selector = id('node-creator-item-name');
		for (const name of expected) await this.exactly(selector, name).first().waitFor();
		const names = await this.page.locator(selector).allTextContents();
		return names.map((name) => name.trim());
	}

	/** Brings an entry of the node browser into view, and the pointer on it. */
	async pointAt(name: string): Promise<void> {
		await this.exactly(id('node-creator-item-name'), name).first().hover();
	}

	/** Clicks an entry of the node browser. */
	async chooseItem(name: string): Promise<void> {
		await this.exactly(id('node-creator-item-name'), name).first().click();
	}

	async openNode(name: string): Promise<void> {
		await this.page.locator(`${id('canvas-node')}[data-node-name="${name}"]`).dblclick();
		await this.page.locator(id('node-parameters')).first().waitFor();
	}

	async closePanel(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.page.locator(id('node-parameters')).waitFor({ state: 'hidden' });
	}

	/** The names of the parameters that the panel shows, once a certain one is among them. */
	async parameters(expected: string): Promise<string[]> {
		await this.page
			.locator(id(`parameter-input-${expected}`))
			.first()
			.waitFor();
		const shown = this.page.locator(`${id('node-parameters')} [data-test-id^="parameter-input-"]`);
		return await shown.evaluateAll((elements) =>
			elements.map((element) =>
				(element.getAttribute('data-test-id') ?? '').replace('parameter-input-', ''),
			),
		);
	}

	/** Chooses an option of a parameter of the panel or of the dialog on top of it. */
	async choose(parameter: string, label: string): Promise<void> {
		await this.page
			.locator(`${id(`parameter-input-${parameter}`)} input`)
			.last()
			.click();
		await this.exactly('.el-select-dropdown__item:visible', label, 'start').first().click();
	}

	/** Writes into a field of the credential dialog. */
	async fillCredential(parameter: string, text: string): Promise<void> {
		await this.dialog()
			.locator(`${id(`parameter-input-${parameter}`)} input`)
			.first()
			.fill(text);
	}

	/**
	 * Opens the list of a resource locator, types and picks the only hit.
	 *
	 * @param look called before the hit is picked
	 */
	async pickFromList(
		parameter: string,
		text: string,
		hit: string,
		look: () => Promise<void>,
	): Promise<void> {
		await this.page
			// Once the list has been open, some versions of n8n keep its search here, out of sight.
			.locator(`${id(`resource-locator-${parameter}`)} input:visible`)
			.last()
			.click();
		await this.page.locator(id('rlc-item')).locator('visible=true').first().waitFor();
		await this.page
			.locator(`${id('rlc-search')}:visible`)
			.first()
			.fill(text);
		const hits = this.page.locator(`${id('rlc-item')}:visible`);
		await waitFor(`only "${hit}" in the list`, async () => {
			const names = (await hits.allTextContents()).map((name) => name.trim());
			return (names.length === 1 && names[0] === hit) || undefined;
		});
		await look();
		await hits.first().click();
	}

	/** Chooses how a resource locator is filled: by `list`, `id` or `name`. */
	async chooseMode(parameter: string, mode: string): Promise<void> {
		await this.page
			.locator(`${id(`resource-locator-${parameter}`)} ${id('rlc-mode-selector')}`)
			.click();
		await this.page.locator(`${id(`mode-${mode}`)}:visible`).click();
	}

	/** Types into a resource locator. */
	async fillLocator(parameter: string, text: string): Promise<void> {
		const within = id(`resource-locator-${parameter}`);
		await this.page.locator(`${within} ${id('rlc-input')}`).fill(text);
	}

	/** Executes the nodes before that whose panel is open, and waits for their items. */
	async executePrevious(): Promise<void> {
		await this.page.getByText('Execute previous nodes').first().click();
		await this.page
			.locator(`${id('ndv-input-panel')} ${id('run-data-schema-item')}`)
			.first()
			.waitFor();
	}

	/** Executes the node whose panel is open, and waits for the end. */
	async executeStep(): Promise<void> {
		await this.page.click(id('node-execute-button'));
		await this.page
			.locator(
				`${id('ndv-run-data')}, ${id('output-panel')} ${id('run-data-item-count')}, [class*=node-error], ${id('node-error-message')}`,
			)
			.first()
			.waitFor();
	}

	/** Shows the output as a list of fields, and not as a table. */
	async showOutputAsSchema(): Promise<void> {
		await this.page.click(`${id('output-panel')} ${id('radio-button-schema')}`);
	}

	/** Waits until the output shows a text: the editor draws it after the run has ended. */
	async outputShows(text: string): Promise<void> {
		await this.page.locator(id('output-panel')).filter({ hasText: text }).waitFor();
	}

	async newCredential(): Promise<void> {
		await this.page.click(id('node-credentials-select'));
		await this.page
			.locator(`${id('node-credentials-select-item-new')}:visible`)
			.first()
			.click();
		await this.dialog().waitFor();
	}

	async editCredential(): Promise<void> {
		await this.page.click(id('credential-edit-button'));
		await this.dialog().waitFor();
	}

	/** Saves what the credential dialog holds; n8n then tests it. */
	async saveCredential(): Promise<void> {
		await this.page.click(id('credential-save-button'));
	}

	/** Saves a new credential, whose dialog is closed afterwards: some versions of n8n leave it open. */
	async saveNewCredential(): Promise<void> {
		await this.saveCredential();
		const staysOpen = await Promise.any([
			this.dialog()
				.waitFor({ state: 'hidden' })
				.then(() => false),
			this.dialog()
				.getByText('Connection tested successfully')
				.first()
				.waitFor()
				.then(() => true),
		]);
		if (staysOpen) await this.closeDialog();
	}

	/** The credential dialog. */
	dialog(): Locator {
		return this.page.locator(id('editCredential-modal'));
	}

	async closeDialog(): Promise<void> {
		await this.dialog()
			.locator('.el-dialog__headerbtn, button[aria-label="Close"]')
			.first()
			.click();
		await this.dialog().waitFor({ state: 'hidden' });
	}

	/** Executes the workflow with the button of the canvas. */
	async executeWorkflow(): Promise<void> {
		await this.page.locator(id('execute-workflow-button')).first().click();
	}

	private exactly(selector: string, text: string, where: 'whole' | 'start' = 'whole'): Locator {
		const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		const hasText = new RegExp(`^\\s*${escaped}${where === 'whole' ? '\\s*$' : ''}`);
		return this.page.locator(selector, { hasText });
	}
}

function id(testId: string): string {
	return `[data-test-id="${testId}"]`;
}
