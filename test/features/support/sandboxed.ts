import type { INode } from 'n8n-workflow';

import type { Engine } from '../../support/harness/engine';
import type { NodeRun, NodeRunOptions } from '../../support/harness/patchworks';
import { createEngine, runPatchworks } from '../../support/harness/patchworks';
import type { Sandbox, SandboxOptions } from '../../support/sandbox';
import { startSandbox } from '../../support/sandbox';

/** A local Patchworks, and n8n's engine with a credential for it. */
export interface Sandboxed {
	engine: Engine;
	sandbox: Sandbox;
	/** Runs the Patchworks node against it. */
	run(parameters: INode['parameters'], options?: NodeRunOptions): Promise<NodeRun>;
}

/** The ID of the credential for the sandbox. */
export const SANDBOX_CREDENTIAL = 'sandbox';

/** Starts both. The sandbox's time goes on only where a test moves it. It has to be closed. */
export async function startSandboxed(options: SandboxOptions = {}): Promise<Sandboxed> {
	const sandbox = await startSandbox({
		rateLimit: false,
		history: false,
		standsAt: Date.now(),
		...options,
	});
	const engine = await createEngine();
	engine.credentials.add(SANDBOX_CREDENTIAL, 'PatchworksApiKey', {
		apiKey: sandbox.apiKey,
		hosting: 'selfHosted',
		coreUrl: sandbox.coreUrl,
		startUrl: sandbox.startUrl,
	});
	return {
		engine,
		sandbox,
		run: async (parameters, runOptions) =>
			await runPatchworks(engine, parameters, { credentialId: SANDBOX_CREDENTIAL, ...runOptions }),
	};
}

/** A flow run as a parameter of the node. */
export function byId(id: string) {
	return { __rl: true as const, mode: 'id', value: id };
}
