import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { apiRequestItem } from '../../../api/client';
import { inputError, notSent } from '../../../api/errors/itemErrors';
import { flowIdOf, virtualEnvironmentOf } from '../../../api/facts/relations';
import { hasEnded } from '../../../api/facts/status';
import { timeOf } from '../../../api/facts/time';
import { flowRun } from '../../../api/facts/requests';
import type { Sender } from '../../../api/sender';
import type { RequestTransform } from '../../request/transforms/transform';
import { retriedAs, retriesSince, retryOf } from './retries';
import { latestSuccesses } from './successes';

/** When a run is not to be run again. */
export interface SkipIf {
	alreadyRetried: boolean;
	stillRunning: boolean;
	succeededSince: boolean;
	moreAttemptsThan?: number;
}

/** The relations that a run is to be asked for with, to find out whether it is to be skipped. */
export const SKIP_RELATIONS = 'retriedFlowRun,virtualEnvironmentVersion.virtualEnvironment';

/** Refuses conditions that cannot be, before anything is sent. */
export const checkSkipIf: RequestTransform = (context) => {
	readSkipIf(context);
};

/**
 * The conditions under which the item is skipped; undefined when there are none.
 *
 * @throws NodeOperationError for a number of attempts that cannot be
 */
export function readSkipIf(context: IExecuteSingleFunctions): SkipIf | undefined {
	const added = context.getNodeParameter('skipIf', {}) as IDataObject;
	const isOn = (name: string): boolean => {
		const value = added[name] ?? false;
		if (typeof value === 'boolean') return value;
		throw inputError(context, `Skip If: ${name}`, 'has to be true or false');
	};
	const skipIf: SkipIf = {
		alreadyRetried: isOn('alreadyRetried'),
		stillRunning: isOn('stillRunning'),
		succeededSince: isOn('succeededSince'),
		...('moreAttemptsThan' in added && { moreAttemptsThan: attemptsIn(context, added) }),
	};
	return Object.values(skipIf).some((condition) => condition !== false) ? skipIf : undefined;
}

function attemptsIn(context: IExecuteSingleFunctions, { moreAttemptsThan: given }: IDataObject) {
	const attempts = Number(given);
	if (Number.isInteger(attempts) && attempts >= 1) return attempts;
	throw inputError(context, 'More Attempts Than', 'has to be a whole number above 0');
}

/**
 * Says why a run is not to be run again.
 *
 * @param run the run, asked for with {@link SKIP_RELATIONS}
 * @returns a sentence; undefined when it may be run
 * @throws NodeApiError when that cannot be found out, or NodeOperationError when the run does not say enough
 */
export async function reasonToSkip(
	context: IExecuteSingleFunctions,
	sender: Sender,
	run: IDataObject,
	skipIf: SkipIf,
): Promise<string | undefined> {
	if (skipIf.stillRunning && !hasEnded(run)) return 'The run is still running.';
	return (
		(skipIf.alreadyRetried ? await whetherRetried(context, sender, run) : undefined) ??
		(skipIf.moreAttemptsThan !== undefined
			? await whetherTriedOften(context, sender, run, skipIf.moreAttemptsThan)
			: undefined) ??
		(skipIf.succeededSince ? await whetherSucceeded(context, sender, run) : undefined)
	);
}

async function whetherRetried(context: IExecuteSingleFunctions, sender: Sender, run: IDataObject) {
	const known = retriedAs(run);
	const { startedAt, flowId } = startOf(context, run);
	const retries =
		known === undefined ? await retriesSince(sender, startedAt, { 'filter[flow_id]': flowId }) : [];
	const retry = known ?? retries.find((one) => one.retryOf === String(run.id))?.id;
	return retry && `The run was already retried, as flow run ${retry}.`;
}

/** Counts the first of the runs that repeat one another, and its retries, and theirs. */
async function whetherTriedOften(
	context: IExecuteSingleFunctions,
	sender: Sender,
	run: IDataObject,
	most: number,
) {
	let first = run;
	const attempts = new Set([String(run.id)]);
	for (let before = retryOf(first); before !== undefined && attempts.size <= most;) {
		first = await apiRequestItem(sender, flowRun(before, 'retriedFlowRun'));
		attempts.add(before);
		before = retryOf(first);
	}
	if (attempts.size <= most) {
		const { startedAt, flowId } = startOf(context, first);
		const retries = await retriesSince(sender, startedAt, { 'filter[flow_id]': flowId });
		for (const { id, retryOf: of } of retries.reverse()) {
			if (of !== undefined && attempts.has(of)) attempts.add(id);
		}
	}
	return attempts.size > most
		? `The run was tried more than ${most} ${most === 1 ? 'time' : 'times'} already.`
		: undefined;
}

async function whetherSucceeded(
	context: IExecuteSingleFunctions,
	sender: Sender,
	run: IDataObject,
) {
	const { startedAt, flowId } = startOf(context, run);
	const environmentId = virtualEnvironmentOf(run);
	const [success] = await latestSuccesses(sender, flowId, [{ environmentId, since: startedAt }]);
	return success && `The flow has succeeded since, in flow run ${success.flowRunId}.`;
}

/** @throws NodeOperationError for a run that does not say of which flow it is, or when it started */
function startOf(context: IExecuteSingleFunctions, run: IDataObject) {
	const startedAt = timeOf(run.started_at);
	const flowId = flowIdOf(run);
	if (startedAt !== undefined && flowId !== undefined) return { startedAt, flowId };
	const lacking = flowId === undefined ? 'which flow it is of' : 'when it started';
	const problem = `Flow run ${String(run.id)} does not say ${lacking}, so it cannot be told whether to skip it`;
	throw notSent(context, problem, undefined, 'Nothing was started.');
}
