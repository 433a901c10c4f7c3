import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { addCompany } from '../../api/companyLabel';
import type { Sender } from '../../api/sender';
import { senderOf } from '../../api/sender';
import { readAlarmState, writeAlarmState } from '../alarms/state';
import { NOTHING_YET, watchAlarms } from '../alarms/watch';
import { choiceOf, isOfSameRuns, needsEnvironments, wasChosen } from './choice';
import type { RunEvent } from './events';
import { endEvent, startEvent, startOf } from './events';
import { hasUnknownEnd, statusOf } from '../../api/facts/status';
import { withNewCausesOnly } from './failures';
import { learnOpenRuns, recollect, warnOfUnnoticed } from './existingRuns';
import { isDetailed, toItems } from './items';
import type { Memory } from './memory';
import { moveOn, noteChoice, readMemory, writeMemory } from './memory';
import { assertFilters } from './readRuns';
import { isLookBackDue, lookBackStart, NOT_READ, waitingRuns, warnOfOutOfReach } from './lookBack';
import { lookAtOpenRuns } from './openRuns';
import { assertEnds, warnOfUnknownEnds, warnOfUnknownStatus } from './readable';
import type { Settings } from '../triggerSettings';
import { settingsOf } from '../triggerSettings';
import { nextStart, openOutsideOf, readRecentRuns, recentStart } from './window';

const MAX_WAIT_MS = 45_000;
const DETAILED_EVENTS_PER_POLL = 100;

/**
 * Looks for what happened to flow runs since the last poll.
 *
 * The memory changes only at the very end: a poll that fails is as if it had not been.
 *
 * @returns null when nothing happened
 * @throws NodeApiError when the runs cannot be read
 */
export async function pollFlowRuns(
	functions: IPollFunctions,
): Promise<INodeExecutionData[] | null> {
	const sender = pollingSender(functions);
	const settings = settingsOf(functions);
	const choice = choiceOf(settings);
	const staticData = functions.getWorkflowStaticData('node');
	const known = readMemory(staticData, choice);
	const knownAlarms = readAlarmState(staticData);
	if (!known && settings.pastHours === 0) {
		const memory = await recollect(sender, settings, choice);
		const alarms = await watchAlarms(sender, settings, knownAlarms, NOTHING_YET);
		writeMemory(staticData, memory);
		writeAlarmState(staticData, alarms.state);
		return null;
	}

	const memory = known ?? (await recollect(sender, settings, choice));
	const { choice: before } = memory;
	const hasChanged = noteChoice(memory, choice);
	settings.withEnvironments ||= memory.changes.some(({ before }) => needsEnvironments(before));
	if (hasChanged) await assertFilters(sender, settings);
	const skippedBefore = memory.skipped;
	const isDue = isLookBackDue(memory);
	// Before the runs are listed: one that leaves the queue meanwhile is in one of both lists.
	const waiting = isDue ? await waitingRuns(sender, settings) : NOT_READ;
	const { window, now } = await readRecentRuns(
		sender,
		settings,
		memory,
		known !== undefined,
		isDue || memory.changes.length > 0,
	);
	const open = openOutsideOf(window, memory);
	const looks = await lookAtOpenRuns(sender, settings, open, memory.lookedAt);
	for (const id of looks.gone) memory.open.delete(id);
	memory.lookedAt = looks.lookedAt;
	const unknown = hasChanged ? await learnOpenRuns(sender, settings, memory, now) : 0;

	const limit = isDetailed(settings) ? DETAILED_EVENTS_PER_POLL : Infinity;
	const runs = [...looks.runs, ...window.rows];
	if (settings.wantedEnds.length > 0) assertEnds(functions, runs);
	const taken = takeEvents(memory, settings, runs, limit);
	warnOfUnknownEnds(functions, taken.unknownEnds);
	warnOfUnknownStatus(functions, taken.unknownStatus);
	const isWhole = window.isWhole && !taken.isCut;
	const isSettled = isWhole && window.addsUp && looks.isComplete;
	memory.changes = isSettled
		? []
		: memory.changes.map(({ before, until }) => ({ before, until: Math.min(until, now) }));
	const recent = recentStart(memory);
	const reachedTo = (taken.isCut ? taken.reachedTo : window.reachedTo) ?? recent;
	memory.recent = Math.max(recent, nextStart(recent, window, reachedTo, isWhole, now));
	const hasLookedBack = isDue && isWhole && window.addsUp;
	if (hasLookedBack) memory.lookedBackAt = Date.now();
	const start = hasLookedBack ? lookBackStart(memory, waiting, now) : memory.from;
	const moved = moveOn(memory, start, now);
	await warnOfUnnoticed(sender, moved.dropped, unknown);
	await warnOfOutOfReach(sender, moved.memory, waiting);

	const alarms = await watchAlarms(sender, settings, knownAlarms, {
		now,
		runs,
		ended: taken.ended,
		open: moved.memory.open.keys(),
		hasSkipped: memory.skipped !== skippedBefore,
		hasOtherRuns: hasChanged && !isOfSameRuns(before, choice),
		isListWhole: window.isWhole,
		isSettled: window.addsUp && looks.isComplete && !taken.isCut,
	});
	const events = taken.events.sort((a, b) => a.at - b.at);
	const passed = await withNewCausesOnly(sender, settings, knownAlarms.newCauses, events);
	const items = [
		...(await toItems(sender, settings, passed.events, passed.notes)),
		...alarms.items.map((json) => ({ json })),
	];
	await addCompany(sender, items);
	if (items.length > 0) tellSkipped(items, moved.memory);
	writeMemory(staticData, moved.memory);
	writeAlarmState(staticData, { ...alarms.state, newCauses: passed.state });
	return items.length > 0 ? items : null;
}

/** A poll does not hold on to a request for minutes: the next poll asks again. */
function pollingSender(functions: IPollFunctions): Sender {
	const sender = senderOf(functions);
	return { ...sender, settings: { ...sender.settings, maximumWaitMs: MAX_WAIT_MS } };
}

/** What of the runs became events, and how far they were gone through. */
interface Taken {
	events: RunEvent[];
	/** The runs whose end was not known before, chosen or not as an event. */
	ended: IDataObject[];
	/** The start of the last run gone through, in Unix milliseconds. */
	reachedTo?: number;
	/** Runs of which it is not known how they ended. */
	unknownEnds: IDataObject[];
	/** Runs without an end of which it is not known whether they go on. */
	unknownStatus: IDataObject[];
	/** Whether runs are left for the next poll. */
	isCut: boolean;
}

/** Turns runs into events and notes in the memory that they are. */
function takeEvents(memory: Memory, settings: Settings, runs: IDataObject[], limit: number): Taken {
	const { wantsStarts, wantedEnds } = settings;
	const isNew = (event: RunEvent) =>
		memory.changes.every(
			({ before, until }) => event.at > until || wasChosen(event, before, settings),
		);
	const taken: Taken = { events: [], ended: [], unknownEnds: [], unknownStatus: [], isCut: false };
	const { events, ended, unknownEnds, unknownStatus } = taken;
	for (const run of runs) {
		if (events.length >= limit) return { ...taken, isCut: true };

		const id = String(run.id);
		const startedAt = startOf(run);
		const wasOpen = memory.open.has(id);
		if (startedAt === undefined || memory.done.has(id)) continue;
		if (startedAt < memory.from && !wasOpen) continue;
		taken.reachedTo = startedAt;
		const start = startEvent(run);
		if (wantsStarts && !wasOpen && isNew(start)) events.push(start);

		const end = endEvent(run);
		if (!end) {
			const isNews = wantedEnds.length > 0 && !wasOpen;
			if (isNews && statusOf(run.status) === undefined) unknownStatus.push(run);
			memory.open.set(id, startedAt);
			continue;
		}
		ended.push(run);
		if (wantedEnds.includes(end.name) && isNew(end)) events.push(end);
		if (wantedEnds.length > 0 && hasUnknownEnd(run)) unknownEnds.push(run);
		memory.open.delete(id);
		memory.done.set(id, startedAt);
	}
	return taken;
}

/** Says in the first item that runs had to be left out, and that it has been said in the memory. */
function tellSkipped(items: INodeExecutionData[], memory: Memory): void {
	if (!memory.skipped) return;
	const startedAfter = new Date(memory.skipped.from).toISOString();
	const startedBefore = new Date(memory.skipped.to).toISOString();
	items[0].json.skipped = {
		startedAfter,
		startedBefore,
		message: `The trigger did not run for longer than it catches up, or n8n did not save that it did. Flow runs that started between ${startedAfter} and ${startedBefore} were left out, unless they had come before.`,
	};
	delete memory.skipped;
}
