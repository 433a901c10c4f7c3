import groupBy from 'lodash/groupBy';

import { stepsOf } from '../../../api/flowVersionSteps';
import { inBatches } from '../../../api/inBatches';
import type { Sender } from '../../../api/sender';
import type { FailedRun } from './failedRuns';

const VERSIONS_AT_ONCE = 8;

/**
 * Adds the names of the shapes that failed, where the logs give their IDs alone: one request for each
 * version of a flow. A name that cannot be had is left out.
 */
export async function nameSteps(sender: Sender, runs: FailedRun[]): Promise<void> {
	const unnamed = runs.filter(
		({ versionId, stepId, stepName }) => versionId && stepId && !stepName,
	);
	const versions = Object.entries(groupBy(unnamed, ({ versionId }) => versionId));
	await inBatches(versions, VERSIONS_AT_ONCE, async ([versionId, ofVersion]) => {
		const steps = await stepsOf(sender, { flow_version_id: versionId });
		const names = new Map(steps.map(({ id, name }) => [String(id), name]));
		for (const run of ofVersion) {
			const name = names.get(String(run.stepId));
			if (typeof name === 'string' && name !== '') run.stepName = name;
		}
	});
}
