import type { IDataObject, INode, INodeListSearchItems, IRun } from 'n8n-workflow';

import { searchList, testCredential } from '../../support/harness/editor';
import type { Engine } from '../../support/harness/engine';
import { jsonOf, node, outputOf } from '../../support/harness/engine';
import { activeTriggerWith } from '../../support/harness/polling';
import { Executions } from '../../support/harness/subExecutions';
import { global, timers } from '../../support/node';
import { FLOWS, startSandbox } from '../../support/sandbox';
import type { Run, Sandbox } from '../../support/sandbox';

// n8n's Wait node uses it for forms alone, and Jest cannot load it on Node.js 20.
jest.mock('sanitize-html', () => (html: string) => html);

/** In summer, when London and UTC differ. */
const NOON = Date.UTC(2030, 6, 15, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A virtual environment that every sandbox has. */
const ENVIRONMENT = '601';

/** What went into the runs that the uses look at. */
export const ORDER = '{"order":1001,\n  "note":"Grüße"}';

const NODE = 'Patchworks';

/** An error that the user sees, with what it advises. */
export class Refused extends Error {}

/** Something that a user would wait for in vain. */
export class Endless extends Error {}

/** A sandbox in some moods, with a history, and n8n's engine with credentials for it. Both have its clock. */
export class Setting {
	private constructor(
		readonly engine: Engine,
		readonly sandbox: Sandbox,
		/** Runs to look at. */
		readonly history: { failed: Run; caught: Run; elsewhere: Run; ended: Run },
	) {}

	/** Starts a sandbox in these moods. It has to be closed. */
	static async open(engine: Engine, moods: readonly string[]): Promise<Setting> {
		const sandbox = await startSandbox({
			standsAt: NOON,
			rateLimit: false,
			history: false,
			runDuration: 2_000,
			moods,
		});
		const hosting = {
			hosting: 'selfHosted',
			coreUrl: sandbox.coreUrl,
			startUrl: sandbox.startUrl,
		};
		engine.credentials.add('key', 'PatchworksApiKey', { apiKey: sandbox.apiKey, ...hosting });
		engine.credentials.add('user', 'PatchworksOAuth', {
			username: sandbox.username,
			password: sandbox.password,
			loginUrl: sandbox.loginUrl,
			...hosting,
		});
		shareClock(sandbox);
		fill(sandbox, '/api/v1/labels', (index) => ({ id: index, name: `Label ${index}` }));
		fill(sandbox, '/api/v1/connectors', (index) => ({ id: index, name: `Shop ${index}` }));
		return new Setting(engine, sandbox, addHistory(sandbox));
	}

	async close(): Promise<void> {
		jest.restoreAllMocks();
		await this.sandbox.close();
	}

	/**
	 * Runs the node in a workflow until it is done, also where it sleeps.
	 *
	 * @param count of its input items
	 * @throws Refused when it fails
	 */
	async run(parameters: IDataObject, count = 1): Promise<{ run: IRun; items: IDataObject[] }> {
		const executions = new Executions(this.engine);
		let run = await executions.run({
			nodes: [
				node('Trigger', 'n8n-nodes-base.manualTrigger', {}),
				node(NODE, 'n8n-nodes-patchworks.patchworks', parameters as INode['parameters'], {
					credentials: { PatchworksApiKey: { id: 'key', name: 'Sandbox' } },
				}),
			],
			connections: { Trigger: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
			pinData: { Trigger: Array.from({ length: count }, () => ({ json: {} })) },
		});
		for (let naps = 0; executions.sleeping.size > 0; naps++) {
			if (naps === 10) throw new Endless('It still waits after 10 naps');
			this.sandbox.advance(70_000);
			run = await executions.wakeNext();
		}
		const error = run.data.resultData.error as
			{ message: string; description?: string } | undefined;
		if (error) throw new Refused([error.message, error.description].filter(Boolean).join(' '));
		return { run, items: jsonOf(run, NODE) };
	}

	/** Runs the node, and gives the file of its first item. */
	async download(parameters: IDataObject): Promise<string> {
		const { run } = await this.run(parameters);
		const { data = '' } = outputOf(run, NODE)[0].binary?.data ?? {};
		return Buffer.from(data, 'base64').toString();
	}

	/**
	 * Searches a list of the editor, as far as it goes when the user scrolls to its end.
	 *
	 * @throws Refused when it fails
	 */
	async search(method: string, filter?: string): Promise<INodeListSearchItems[]> {
		const found: INodeListSearchItems[] = [];
		let token: string | undefined;
		do {
			const { results, paginationToken } = await refusing(
				searchList(this.engine, method, {}, filter, token),
			);
			found.push(...results);
			token = paginationToken as string | undefined;
			if (found.length > 1_000) throw new Endless('The list does not end');
		} while (token !== undefined);
		return found;
	}

	/**
	 * Tests a credential.
	 *
	 * @throws Refused when the test fails
	 */
	async test(type: 'PatchworksApiKey' | 'PatchworksOAuth'): Promise<string> {
		const id = type === 'PatchworksApiKey' ? 'key' : 'user';
		const data = this.engine.credentials.stored.get(id)?.data as IDataObject;
		const { status, message } = await testCredential(this.engine, type, data);
		if (status === 'Error') throw new Refused(message);
		return status;
	}

	/** A trigger in an active workflow. */
	trigger(parameters: IDataObject): { poll(): Promise<IDataObject[]> } {
		const trigger = activeTriggerWith(this.engine, parameters as INode['parameters'], 'key');
		return { poll: async () => await refusing(trigger.jsonOfPoll()) };
	}

	/** The runs that were started since so many were there. */
	startedSince(count: number): Run[] {
		return this.sandbox.runs.slice(count);
	}
}

async function refusing<T>(result: Promise<T>): Promise<T> {
	return await result.catch((error: Error & { description?: string }) => {
		throw new Refused([error.message, error.description].filter(Boolean).join(' '));
	});
}

/** Lets n8n and the sandbox have one clock, which goes on where n8n waits and otherwise stands still. */
function shareClock(sandbox: Sandbox): void {
	jest.spyOn(Date, 'now').mockImplementation(() => sandbox.now());
	// Waits back off with full jitter; here they are drawn short.
	jest.spyOn(Math, 'random').mockReturnValue(0.001);
	const { setTimeout } = timers;
	jest.spyOn(global, 'setTimeout').mockImplementation(((callback: () => void, time = 0) => {
		// Waits are made of slices.
		const isSlice = time >= 100 && time <= 500;
		if (isSlice) sandbox.advance(time);
		return setTimeout(callback, isSlice ? 0 : time);
	}) as typeof setTimeout);
}

const ROWS = 250;

/** Puts so many rows into a list that it has several pages. */
function fill(
	sandbox: Sandbox,
	path: string,
	make: (index: number) => { id: number; name: string },
): void {
	const rows = sandbox.rows(path);
	const [example] = rows;
	const made = Array.from({ length: ROWS }, (_, index) => ({ ...example, ...make(index + 1) }));
	rows.splice(0, rows.length, ...made);
}

/** Two days of runs, among them some to look at. */
function addHistory(sandbox: Sandbox): Setting['history'] {
	for (let index = 0; index < 130; index++) {
		sandbox.addRun({ flowId: FLOWS.orders, startedAt: NOON - 2 * HOUR - index * 20 * MINUTE });
	}
	const add = (hoursAgo: number, run: Partial<Parameters<Sandbox['addRun']>[0]>) =>
		sandbox.addRun({
			flowId: FLOWS.orders,
			startedAt: NOON - hoursAgo * HOUR,
			duration: 30_000,
			trigger: 'API',
			payload: ORDER,
			...run,
		});
	return {
		failed: add(1, { outcome: 'failure' }),
		caught: add(1.1, { flowId: FLOWS.customers }),
		elsewhere: add(1.2, { outcome: 'failure', virtualEnvironmentId: ENVIRONMENT }),
		ended: add(1.3, {}),
	};
}

export { ENVIRONMENT, HOUR, MINUTE };
