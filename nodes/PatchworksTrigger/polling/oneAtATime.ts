import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { log } from '../../api/companyLabel';
import { senderOf } from '../../api/sender';

/** The triggers of this process that are polling. */
const polling = new Set<string>();

/**
 * Lets no poll of a trigger begin while one is under way: both would give the same runs.
 *
 * @returns null for a poll that does not take place
 */
export async function oneAtATime(
	functions: IPollFunctions,
	poll: () => Promise<INodeExecutionData[] | null>,
): Promise<INodeExecutionData[] | null> {
	// Not by its ID, which two nodes may share where a workflow was written by hand.
	const key = `${functions.getWorkflow().id} ${functions.getNode().name}`;
	if (polling.has(key)) {
		await log(
			senderOf(functions),
			'debug',
			'The last poll of Patchworks is still under way, so this one is left out',
		);
		return null;
	}
	polling.add(key);
	try {
		return await poll();
	} finally {
		polling.delete(key);
	}
}
