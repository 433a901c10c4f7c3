import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** How long and how often to look, and what becomes of a run that fails. */
export interface WaitSettings {
	intervalMs: number;
	/** When waiting ends for all items, in Unix milliseconds. */
	until: number;
	limitMinutes: number;
	failsItem: boolean;
	simplify: boolean;
}

/**
 * Reads the parameters of an operation that waits, which are the same for all items.
 *
 * @param startedAt when the wait began, in Unix milliseconds
 * @throws NodeOperationError for a number that cannot be
 */
export function waitSettings(functions: IExecuteFunctions, startedAt: number): WaitSettings {
	const number = (name: string, label: string, minimum: number): number => {
		const value = Number(functions.getNodeParameter(name, 0));
		if (Number.isFinite(value) && value >= minimum) return value;
		throw new NodeOperationError(
			functions.getNode(),
			`${label} has to be a number, at least ${minimum}. Nothing was sent.`,
			{ itemIndex: 0 },
		);
	};
	const limitMinutes = number('waitLimit', 'Wait at Most (Minutes)', 1);
	return {
		intervalMs: number('pollInterval', 'Look Every (Seconds)', 1) * 1_000,
		until: startedAt + limitMinutes * 60_000,
		limitMinutes,
		failsItem: functions.getNodeParameter('onFailedRun', 0) !== 'passOn',
		simplify: functions.getNodeParameter('simplify', 0, true) === true,
	};
}
