import type { IDataObject, IExecuteSingleFunctions, NodeOperationError } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { wait } from '../../../credentials/common/waiting';
import { apiRequestItem } from '../../api/client';
import { itemError } from '../../api/errors/itemErrors';
import { mayPass } from '../../api/errors/mayPass';
import { flowRun } from '../../api/facts/requests';
import { VIRTUAL_ENVIRONMENT_RELATION, virtualEnvironmentOf } from '../../api/facts/relations';
import type { Sender } from '../../api/sender';

/** A started run is put into the queue every 30 seconds, and taken out every 5. */
export const LOOKS_AT_QUEUED = 10;
export const PAUSE_MS = 5_000;
const NOT_FOUND = '404';

/** Where a started run is. */
export interface StartedEnvironment {
	/** Whether to look again is of no use: Patchworks shows the run, or refuses to. */
	isShown: boolean;
	/** Null for none; undefined while it is not known. */
	environment?: string | null;
}

/**
 * The virtual environment that a started run is in, as soon as Patchworks shows it.
 *
 * @param looks how often to look, with pauses between
 */
export async function startedEnvironment(
	sender: Sender,
	flowRunId: unknown,
	looks: number,
): Promise<StartedEnvironment> {
	const run = flowRunId === undefined ? {} : await shownRun(sender, String(flowRunId), looks);
	return { isShown: run !== undefined, environment: run && virtualEnvironmentOf(run) };
}

/** The error for a run that was started in another virtual environment than was asked for. */
export function startedElsewhere(
	context: IExecuteSingleFunctions,
	flowRunId: unknown,
	environment: string | null | undefined,
	asked: string,
): NodeOperationError {
	const itemIndex = context.getItemIndex();
	const run =
		flowRunId === undefined ? 'A flow run of unknown ID' : `Flow run ${String(flowRunId)}`;
	return itemError(
		{ functions: context, itemIndex },
		`${run} was started in virtual environment ${environment ?? 'none'}, although ${asked} was asked for [item ${itemIndex}]`,
		'It goes on in Patchworks. Starting the flow again would run it twice.',
	);
}

/** Says in the log that it is not known in which virtual environment a run was started. */
export function warnOfUntold(
	{ logger }: IExecuteSingleFunctions,
	flowRunId: unknown,
	asked: string,
): void {
	logger.warn(
		`It could not be told whether flow run ${String(flowRunId ?? '')} is in virtual environment ${asked}, as was asked for: Patchworks does not show it yet, or not its environment.`,
	);
}

/** A run once Patchworks shows it; an empty one when it refuses to, and undefined when a later look may find it. */
async function shownRun(
	sender: Sender,
	flowRunId: string,
	looks: number,
): Promise<IDataObject | undefined> {
	const hurried = { ...sender, settings: { ...sender.settings, retries: 0 } };
	const request = flowRun(flowRunId, VIRTUAL_ENVIRONMENT_RELATION);
	const until = Date.now() + looks * PAUSE_MS;
	for (let look = 0; look < looks && Date.now() < until; look++) {
		if (look > 0) await wait(PAUSE_MS, sender.cancelled);
		try {
			return await apiRequestItem(hurried, request);
		} catch (error) {
			// It was not sent at all, as when the execution is cancelled.
			if (!(error instanceof NodeApiError)) return undefined;
			if (error.httpCode !== NOT_FOUND && !mayPass(error)) return {};
		}
	}
	return undefined;
}
