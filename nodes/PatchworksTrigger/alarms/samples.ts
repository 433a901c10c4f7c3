import type { IDataObject } from 'n8n-workflow';

import type { Sender } from '../../api/sender';
import type { Settings } from '../triggerSettings';
import type { Past } from './alarm';
import { failureRateItem, learnEnds } from './failureRate';
import { learnSuccess, overdueItem } from './overdue';
import { readQueue } from './queue';
import { queueBacklogItem } from './queueBacklog';
import { learnDurations, longRunItem, longRunOf, NO_LONG_RUNS } from './runningTooLong';
import { readPast, watchedFlows } from './watch';

/**
 * For a test in the editor: each chosen alarm as it would begin, with what there is at Patchworks now,
 * whether or not it is due. Running Too Long needs a run to show.
 *
 * @throws NodeApiError when what an alarm needs cannot be read
 */
export async function sampleAlarms(sender: Sender, settings: Settings): Promise<IDataObject[]> {
	const { overdue, failureRate, queueBacklog, runningTooLong } = settings.alarms;
	const [flow] = watchedFlows(sender, settings);
	const samples: Array<IDataObject | undefined> = [];
	if (overdue || failureRate || runningTooLong) {
		const past = await readPast(sender, settings, flow);
		if (failureRate) {
			const watched = learnEnds({}, flow, past, failureRate)[flow];
			samples.push(failureRateItem(flow, { ...watched, raisedAt: past.now }, failureRate));
		}
		if (overdue) {
			const watched = learnSuccess({}, flow, past)[flow];
			const raised = { ...watched, raisedAt: past.now };
			samples.push(overdueItem(flow, raised, overdue.limitMs, past.now));
		}
		if (runningTooLong) samples.push(longRunIn(past, runningTooLong));
	}
	if (queueBacklog) {
		const queue = await readQueue(sender, settings);
		const now = queue.answeredAt ?? Date.now();
		samples.push(queueBacklogItem(queue, queueBacklog, now, now));
	}
	return samples.flatMap((sample) => (sample ? [{ ...sample, isSample: true }] : []));
}

function longRunIn(
	past: Past,
	limit: NonNullable<Settings['alarms']['runningTooLong']>,
): IDataObject | undefined {
	const { usual } = learnDurations(NO_LONG_RUNS, '', past);
	const [run] = past.runs;
	const long = run && longRunOf(run, usual, limit, past.now);
	return long && longRunItem(String(run.id), long, past.now);
}
