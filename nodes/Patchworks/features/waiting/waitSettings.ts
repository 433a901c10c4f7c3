import type { IExecuteSingleFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { known } from '../../../api/facts/values';
import type { PendingRun } from './pendingRuns';

/** How long and how often to look, and what becomes of a run that fails: the same for all items. */
export interface WaitSettings {
	intervalMs: number;
	/** When the wait began, before anything was started, in Unix milliseconds. */
	since: number;
	/** When waiting ends for all items, in Unix milliseconds. */
	until: number;
	limitMinutes: number;
	failsItem: boolean;
}

/**
 * Reads the parameters of an operation that waits, which are the same for all items.
 *
 * @param read gives a parameter
 * @param since when the wait began, in Unix milliseconds
 * @throws NodeOperationError for a number that cannot be
 */
export function waitSettings(
	node: INode,
	read: (name: string) => unknown,
	since: number,
): WaitSettings {
	const number = (name: string, label: string): number => {
		const value = Number(read(name));
		if (Number.isFinite(value) && value >= 1) return value;
		throw new NodeOperationError(
			node,
			`'${label}' has to be a number, at least 1. Nothing was sent.`,
		);
	};
	const limitMinutes = number('waitLimit', 'Timeout (Minutes)');
	return {
		intervalMs: number('pollInterval', 'Check Every (Seconds)') * 1_000,
		since,
		until: since + limitMinutes * 60_000,
		limitMinutes,
		failsItem: read('onFailedRun') !== 'passOn',
	};
}

/**
 * The fields of an input item, where its output is to have them.
 *
 * @param read gives a parameter for the item
 */
export function wantedInput(
	{ onError }: INode,
	read: (name: string) => unknown,
	{ json }: INodeExecutionData,
): Pick<PendingRun, 'input' | 'hasErrorOutput'> {
	if (!isInputWanted(read)) return {};
	return { input: json, hasErrorOutput: onError === 'continueErrorOutput' };
}

/** The same for an item that has failed, maybe since a parameter cannot be read. */
export function inputOfFailed(...given: Parameters<typeof wantedInput>) {
	try {
		return wantedInput(...given);
	} catch {
		return {};
	}
}

/**
 * Whether an item is to have the fields of its input.
 *
 * @param read gives a parameter for the item
 */
export function isInputWanted(read: (name: string) => unknown): boolean {
	return read('includeInputFields') === true;
}

/**
 * Whether an item is to have the most used fields of its run alone.
 *
 * @param read gives a parameter for the item
 */
export function isSimplified(read: (name: string) => unknown): boolean {
	return read('simplify') === true;
}

/** Which flow an item starts and in which virtual environment, to tell its run from another. */
export function startedBy(
	context: IExecuteSingleFunctions,
): Pick<PendingRun, 'flowId' | 'virtualEnvironmentId'> {
	const ids = ['flowId', 'virtualEnvironmentId'].map((name) => [
		name,
		String(context.getNodeParameter(name, '', { extractValue: true }) ?? '').trim() || undefined,
	]);
	return known(Object.fromEntries(ids));
}
