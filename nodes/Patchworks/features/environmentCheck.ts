import type {
	IExecuteFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
	PostReceiveAction,
} from 'n8n-workflow';

import { originOf } from '../../../credentials/common/hosts';
import { accountOf } from '../../api/account';
import { notSent } from '../../api/errors/itemErrors';
import { senderOf } from '../../api/sender';
import { sendsInOrder } from '../../api/settings/requestHandling';
import { inputItems } from '../request/inputItems';
import type { RequestTransform } from '../request/transforms/transform';
import {
	isElsewhere,
	LOOKS_AT_QUEUED,
	startedElsewhere,
	startedEnvironment,
	warnOfUntold,
} from './startedEnvironment';

/** The first run that was started in a virtual environment, and where it is. */
interface FirstRun {
	flowRunId: string;
	startedAt: number;
	/** Null for none; undefined while it is not known. */
	environment?: string | null;
}

/** For how long it counts what became of the first run. */
const KNOWN_FOR_MS = 3_600_000;
const MAX_KNOWN = 1_000;

/** What this process knows, by account, flow, virtual environment and form of the start. */
const firstRuns = new Map<string, FirstRun>();

/**
 * Refuses to start a flow in a virtual environment where the run that was started there before is in
 * another one. That run is looked at only while it is not known where it is.
 *
 * @throws NodeOperationError that names that run
 */
export const refuseIgnoredEnvironment: RequestTransform = async (context) => {
	const asked = environmentAskedFor(context);
	const first = asked === undefined ? undefined : knownRun(await keyOf(context, asked));
	if (asked === undefined || !first) return;
	if (first.environment === undefined) {
		first.environment = await startedEnvironment(senderOf(context), first.flowRunId, 1);
	}
	if (!isElsewhere(asked, first.environment)) return;
	throw notSent(
		context,
		`Patchworks did not start flow run ${first.flowRunId} in virtual environment ${asked}, as was asked for, but in ${first.environment ?? 'none'}`,
		'So that nothing reaches the wrong systems, this flow is not started there for an hour. Look in Patchworks whether it is deployed to that virtual environment.',
	);
};

/**
 * Reads back the first run that is started in a virtual environment, once an hour: the API may ignore
 * what it was asked for. Where other items wait for their turn, they wait until Patchworks shows the run;
 * else the next start looks at it.
 *
 * @throws NodeOperationError for a run in another one
 */
export const checkFirstEnvironment: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
) {
	const asked = environmentAskedFor(this);
	if (asked === undefined) return items;
	const key = await keyOf(this, asked);
	if (knownRun(key)) return items;
	const { flowRunId } = items[0].json;
	const first: FirstRun = { flowRunId: String(flowRunId), startedAt: Date.now() };
	if (flowRunId !== undefined) remember(key, first);
	const looks = isFollowedByOthers(this) ? LOOKS_AT_QUEUED : 1;
	first.environment = await startedEnvironment(senderOf(this), flowRunId, looks);
	if (first.environment === undefined) warnOfUntold(this, flowRunId, asked);
	if (!isElsewhere(asked, first.environment)) return items;
	throw startedElsewhere(this, flowRunId, first.environment, asked);
};

function environmentAskedFor(context: IExecuteSingleFunctions): string | undefined {
	return idAt(context, 'virtualEnvironmentId') || undefined;
}

function idAt(context: IExecuteSingleFunctions, name: string): string {
	return String(context.getNodeParameter(name, '', { extractValue: true }) ?? '').trim();
}

/** What Patchworks honours in one form of a start it may ignore in another. */
async function keyOf(context: IExecuteSingleFunctions, asked: string): Promise<string> {
	const sender = senderOf(context);
	return [
		originOf(await sender.credentials(), 'start'),
		await accountOf(sender),
		idAt(context, 'flowId'),
		asked,
		context.getNodeParameter('payloadFormat', 'json'),
		context.getNodeParameter('options.runAs', 'api'),
		idAt(context, 'options.versionId'),
	].join(' ');
}

function knownRun(key: string): FirstRun | undefined {
	const first = firstRuns.get(key);
	if (first && Math.abs(Date.now() - first.startedAt) < KNOWN_FOR_MS) return first;
	firstRuns.delete(key);
	return undefined;
}

function remember(key: string, first: FirstRun): void {
	firstRuns.set(key, first);
	const [oldest] = firstRuns.keys();
	if (firstRuns.size > MAX_KNOWN) firstRuns.delete(oldest);
}

/** Whether other items are sent after this one. An agent has one item. */
function isFollowedByOthers(context: IExecuteSingleFunctions): boolean {
	const items = inputItems(context as unknown as IExecuteFunctions);
	return sendsInOrder(context.getNode()) && context.getItemIndex() < items.length - 1;
}
