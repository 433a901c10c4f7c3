import { createEngine, runPatchworks } from '../../support/harness/patchworks';
import type { Account } from '../../demo/accounts';
import { sandboxAccounts } from '../../demo/accounts';
import { startSandbox } from '../../support/sandbox';
import type { PlannedOperation } from './plan';
import { NODE_TYPE } from '../workflows';
import { inSandbox, SAME_EACH_TIME } from './plan';
import type { Seen } from './seen';
import { Notes, seenIn } from './seen';

/**
 * What each operation does in the harness, by its name.
 *
 * @param isTool whether as the tool of an agent; `byDescription` whether n8n itself reads what the node describes
 */
export async function seenInHarness(
	planned: PlannedOperation[],
	authentication: Account['authentication'],
	{ isTool, byDescription }: { isTool: boolean; byDescription: boolean },
): Promise<Record<string, Seen>> {
	const sandbox = await startSandbox(SAME_EACH_TIME);
	try {
		const engine = await createEngine('sources', byDescription);
		const { type, data } = sandboxAccounts(sandbox).find(
			(account) => account.authentication === authentication,
		)!;
		engine.credentials.add('sandbox', type, data);
		const notes = new Notes(sandbox);
		const seen: Record<string, Seen> = {};
		for (const { name, parameters, input, files } of planned) {
			const { output } = await runPatchworks(
				engine,
				{ ...inSandbox(parameters, sandbox), authentication },
				{
					items: [input],
					files: files && [files],
					credentialId: 'sandbox',
					onError: 'continueRegularOutput',
					...(isTool && { node: { type: `${NODE_TYPE}Tool` } }),
				},
			);
			seen[name] = { requests: notes.take(), ...seenIn(output, sandbox) };
		}
		return seen;
	} finally {
		await sandbox.close();
	}
}
