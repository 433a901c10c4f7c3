import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { wait } from '../../../../credentials/common/waiting';
import { apiRequestItem } from '../../../api/client';
import { flowRunPath } from '../../../api/facts/paths';
import { VIRTUAL_ENVIRONMENT_RELATION, virtualEnvironmentOf } from '../../../api/facts/relations';
import { shown } from '../../../api/facts/shown';
import type { Sender } from '../../../api/sender';
import { cannotReplay } from './cannotReplay';

/**
 * The virtual environment to start in; null for none.
 *
 * @throws NodeOperationError for a run that does not say: it must not run again in another one
 */
export function environmentOf(context: IExecuteSingleFunctions, run: IDataObject): string | null {
	const id = virtualEnvironmentOf(run);
	if (id !== undefined) return id;
	throw cannotReplay(
		context,
		run,
		'does not say in which virtual environment it ran',
		`It has ${shown(run.virtual_environment_version)} as its virtual_environment_version, where an object with an id, or null, was expected. Get the payload with Payload: Download, and start the flow with Flow: Start, where you choose the environment.`,
	);
}

/** A started run is put into the queue every 30 seconds, and taken out every 5. */
const LOOKS = 10;
const PAUSE_MS = 5_000;

/**
 * Makes sure that a run which was started is in the virtual environment that was asked for, as soon as
 * Patchworks shows it. Where that cannot be told, the log says so.
 *
 * @throws NodeOperationError for a run in another one
 */
export async function checkEnvironment(
	context: IExecuteSingleFunctions,
	sender: Sender,
	flowRunId: unknown,
	asked: string,
): Promise<void> {
	const run = flowRunId === undefined ? {} : await shownRun(sender, String(flowRunId));
	const environment = virtualEnvironmentOf(run);
	if (environment === asked) return;
	if (environment === undefined) {
		context.logger.warn(
			`It could not be told whether flow run ${String(flowRunId ?? '')} is in virtual environment ${asked}, as was asked for: Patchworks does not show it yet, or not its environment.`,
		);
		return;
	}
	const itemIndex = context.getItemIndex();
	throw new NodeOperationError(
		context.getNode(),
		`Flow run ${String(flowRunId)} was started in virtual environment ${environment ?? 'none'}, although ${asked} was asked for [item ${itemIndex}]`,
		{
			itemIndex,
			description: 'It goes on in Patchworks. Starting the flow again would run it twice.',
		},
	);
}

/** A run once Patchworks shows it; an empty one when it does not within a minute. */
async function shownRun(sender: Sender, flowRunId: string): Promise<IDataObject> {
	const hurried = { ...sender, settings: { ...sender.settings, retries: 0 } };
	const qs = { include: VIRTUAL_ENVIRONMENT_RELATION };
	for (let looks = 0; looks < LOOKS; looks++) {
		if (looks > 0) await wait(PAUSE_MS, sender.cancelled);
		try {
			return await apiRequestItem(hurried, {
				path: flowRunPath(flowRunId),
				qs,
				isAboutRuns: true,
			});
		} catch (error) {
			if (!(error instanceof NodeApiError) || error.httpCode !== '404') return {};
		}
	}
	return {};
}
