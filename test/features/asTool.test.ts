import type { IDataObject, INode } from 'n8n-workflow';

import { createEngine, runPatchworks } from '../support/harness/patchworks';
import type { Sandbox } from '../support/sandbox';
import { startSandbox } from '../support/sandbox';
import { addTrackedRun } from '../support/sandbox/trackedRun';
import { byId, SANDBOX_CREDENTIAL } from './support/sandboxed';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ rateLimit: false, history: false, standsAt: Date.now() });
});
afterEach(async () => await sandbox.close());

/** Runs the node as n8n does for the tool of an agent, for which it runs no code of it. */
async function asTool(parameters: INode['parameters']): Promise<IDataObject[]> {
	const engine = await createEngine('sources', true);
	engine.credentials.add(SANDBOX_CREDENTIAL, 'PatchworksApiKey', {
		apiKey: sandbox.apiKey,
		hosting: 'selfHosted',
		coreUrl: sandbox.coreUrl,
		startUrl: sandbox.startUrl,
	});
	const { items, error } = await runPatchworks(engine, parameters, {
		credentialId: SANDBOX_CREDENTIAL,
	});
	expect(error?.message).toBeUndefined();
	return items;
}

describe('The tool of an agent', () => {
	it('reports failures, skips a run that was retried, and traces an order', async () => {
		const run = addTrackedRun(sandbox, 'ORDER-7');
		const retry = {
			resource: 'flowRun',
			operation: 'retry',
			flowRunId: byId(run.id),
			skipIf: { alreadyRetried: true },
		};

		const [cause] = await asTool({ resource: 'flowRun', operation: 'getFailureReport' });
		const [traced] = await asTool({
			resource: 'trackedData',
			operation: 'trace',
			value: 'ORDER-7',
		});
		const [first] = await asTool(retry);
		const [second] = await asTool(retry);

		expect(cause).toMatchObject({ flowName: 'Stock to shop', shapeName: 'Update shop', count: 1 });
		expect(traced).toMatchObject({ status: 'failed', flowRunIdToReplay: run.id });
		expect(first).not.toHaveProperty('skipped');
		expect(second).toMatchObject({ skipped: true, retriedFlowRunId: run.id });
		expect(sandbox.requestsTo({ operationId: 'retryFlowRun' })).toHaveLength(1);
	});
});
