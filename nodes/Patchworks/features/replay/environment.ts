import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { virtualEnvironmentOf } from '../../../api/facts/relations';
import { shown } from '../../../api/facts/shown';
import type { Sender } from '../../../api/sender';
import {
	LOOKS_AT_QUEUED,
	startedElsewhere,
	startedEnvironment,
	warnOfUntold,
} from '../startedEnvironment';
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
	const { environment } = await startedEnvironment(sender, flowRunId, LOOKS_AT_QUEUED);
	if (environment === undefined) warnOfUntold(context, flowRunId, asked);
	else if (environment !== asked) throw startedElsewhere(context, flowRunId, environment, asked);
}
