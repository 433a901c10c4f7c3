import type { IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';

import { originOf } from '../../../credentials/common/hosts';
import { accountOf } from '../../api/account';
import { notSent } from '../../api/errors/itemErrors';
import { isElsewhere } from '../../api/facts/relations';
import { senderOf } from '../../api/sender';
import type { StartedEnvironment } from './startedEnvironment';
import {
	LOOKS_AT_QUEUED,
	PAUSE_MS,
	startedElsewhere,
	startedEnvironment,
	warnOfUntold,
} from './startedEnvironment';

/** The first run that was started in a virtual environment, and where it is. */
interface FirstRun extends StartedEnvironment {
	flowRunId: string;
	startedAt: number;
	/** The look that followed its start. */
	firstLook?: Promise<void>;
	/** What is under way to find out where it is. */
	search?: Search;
}

/** Looks at a run, which executions share. */
interface Search {
	looks: number;
	/** Whether it came to its end; false where its execution was cancelled. */
	isDone: Promise<boolean>;
}

/** For how long it counts what became of the first run. */
const KNOWN_FOR_MS = 3_600_000;
const MAX_KNOWN = 1_000;

/** What this process knows, by account, flow, virtual environment and form of the start. */
const firstRuns = new Map<string, FirstRun>();

/**
 * Refuses to start a flow in a virtual environment where the run that was started there before is in
 * another one. While it is not known where that run is, it is looked at, and waited for as long as a run
 * takes to leave an empty queue.
 *
 * @throws NodeOperationError that names that run
 */
export async function refuseIgnoredEnvironment(context: IExecuteSingleFunctions): Promise<void> {
	const asked = environmentAskedFor(context);
	const first = asked === undefined ? undefined : knownRun(await keyOf(context, asked));
	if (asked === undefined || !first) return;
	await lookAt(first, context, looksLeft(first));
	if (!isElsewhere(asked, first.environment)) return;
	throw notSent(
		context,
		`Patchworks did not start flow run ${first.flowRunId} in virtual environment ${asked}, as was asked for, but in ${first.environment ?? 'none'}`,
		'So that nothing reaches the wrong systems, this flow is not started there for an hour. Look in Patchworks whether it is deployed to that virtual environment.',
	);
}

/**
 * Reads back the first run that is started in a virtual environment, once an hour: the API may ignore
 * what it was asked for. Where Patchworks does not show it yet, the next start waits for it.
 *
 * @throws NodeOperationError for a run in another one, also for those that were sent beside the first
 */
export async function checkFirstEnvironment(
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	const asked = environmentAskedFor(this);
	if (asked === undefined) return items;
	const key = await keyOf(this, asked);
	const { flowRunId } = items[0].json;
	const first = knownRun(key) ?? firstRun(this, key, asked, flowRunId);
	await first.firstLook;
	if (!isElsewhere(asked, first.environment)) return items;
	const isFirst = String(flowRunId) === first.flowRunId;
	const own = isFirst ? first : await startedEnvironment(senderOf(this), flowRunId, 1);
	const { environment = first.environment } = own;
	if (!isElsewhere(asked, environment)) return items;
	throw startedElsewhere(this, flowRunId, environment, asked);
}

/** Remembers the first run, and begins to look where it is. */
function firstRun(
	context: IExecuteSingleFunctions,
	key: string,
	asked: string,
	flowRunId: unknown,
): FirstRun {
	const first: FirstRun = { flowRunId: String(flowRunId), startedAt: Date.now(), isShown: false };
	if (flowRunId === undefined) {
		warnOfUntold(context, flowRunId, asked);
		return first;
	}
	remember(key, first);
	first.firstLook = lookAt(first, context, 1).then(() => {
		if (first.environment === undefined) warnOfUntold(context, flowRunId, asked);
	});
	return first;
}

async function lookAt(
	first: FirstRun,
	context: IExecuteSingleFunctions,
	looks: number,
): Promise<void> {
	// That of another item will do, also of another execution.
	for (let { search } = first; search && search.looks >= looks; { search } = first) {
		if (await search.isDone) return;
	}
	if (first.isShown) return;
	const sender = senderOf(context);
	const found = startedEnvironment(sender, first.flowRunId, looks).then((environment) => {
		if (!first.isShown) Object.assign(first, environment);
	});
	const search: Search = {
		looks,
		isDone: found
			.then(
				() => !sender.cancelled?.aborted,
				() => false,
			)
			.finally(() => {
				if (first.search === search) first.search = undefined;
			}),
	};
	first.search = search;
	await found;
}

/** How often to look at a run before the next is started: until it should have left an empty queue, and once after. */
function looksLeft({ startedAt }: FirstRun): number {
	const passed = Math.floor(Math.abs(Date.now() - startedAt) / PAUSE_MS);
	return Math.max(LOOKS_AT_QUEUED - passed, 1);
}

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
