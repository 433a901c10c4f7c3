import type { IDataObject, IExecuteSingleFunctions, NodeOperationError } from 'n8n-workflow';

import { notSent } from '../../../api/errors/itemErrors';

/** Advice for a run of which it cannot be told what went in. */
export const CHOOSE_ONE = "Choose one in 'Payload' under 'Options'.";

/** An error for a run that cannot be replayed. */
export function cannotReplay(
	context: IExecuteSingleFunctions,
	run: IDataObject,
	problem: string,
	description?: string,
): NodeOperationError {
	const what = `Flow run ${String(run.id)} ${problem}`;
	return notSent(context, what, description, 'Nothing was started.');
}
