import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** Advice for a run of which it cannot be told what went in. */
export const CHOOSE_ONE = "Choose one in 'Payload' under 'Options'.";

/** An error for a run that cannot be replayed. */
export function cannotReplay(
	context: IExecuteSingleFunctions,
	run: IDataObject,
	problem: string,
	description?: string,
): NodeOperationError {
	const itemIndex = context.getItemIndex();
	return new NodeOperationError(
		context.getNode(),
		`Flow run ${String(run.id)} ${problem} [item ${itemIndex}]. Nothing was started.`,
		{ itemIndex, description },
	);
}
