import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';

import { apiRequestPage } from '../../../api/client';
import { runUrl } from '../../../api/facts/dashboard';
import { nameShapes } from '../../../api/loggedFailure';
import type { ApiRequest } from '../../../api/request';
import type { Sender } from '../../../api/sender';
import { isoOf, known } from '../../../api/facts/values';
import type { OperationCall } from '../../description/operation';
import { addLaterRuns } from './laterRuns';
import type { Cause, CauseOfRuns } from './causes';
import { groupByCause } from './causes';
import { compare, readEarlierReport } from './compare';
import type { FailedRun } from './failedRuns';
import { readFailedRuns, RELATIONS } from './failedRuns';
import { htmlOf } from './html';
import { markdownOf } from './markdown';
import type { Period } from './period';
import { periodOf } from './period';
import { chosenStatuses, listsOf } from './selection';
import type { Totals } from './texts';

/**
 * Reports why runs failed in a period: an item for each cause, or one with all of them and texts.
 *
 * @throws NodeApiError when the runs cannot be listed
 */
export async function failureReport({
	context,
	sender,
	request,
}: OperationCall): Promise<INodeExecutionData[]> {
	const earlier = await readEarlierReport(context, sender);
	const period = periodOf(request.qs ?? {});
	const lists = listsOf(context, request);
	const runs = await readAll(sender, lists, chosenStatuses(context));
	const totalRuns = await countRuns(sender, lists);
	await nameShapes(sender, runs);
	const groups = groupByCause(runs, await urlMaker(sender));
	await addLaterRuns(sender, groups, period.from);

	const wantsIds = context.getNodeParameter('options.addRunIds', false) === true;
	for (const group of groups) complete(group, totalRuns, wantsIds);
	const found = groups.map(({ cause }) => cause);
	const causes = earlier ? compare(found, earlier) : found;
	if (context.getNodeParameter('output') !== 'text') return causes.map((json) => ({ json }));
	return [{ json: textReport(context, totalsOf(period, runs.length, totalRuns), causes) }];
}

async function readAll(
	sender: Sender,
	lists: ApiRequest[],
	statuses: number[],
): Promise<FailedRun[]> {
	const runs: FailedRun[] = [];
	for (const list of lists) {
		for (const status of statuses) {
			const qs = {
				...list.qs,
				'filter[status]': status,
				include: RELATIONS,
				'fields[flow]': 'id,name',
				sort: '-started_at',
			};
			runs.push(...(await readFailedRuns(sender, { ...list, qs }, [status])));
		}
	}
	return runs;
}

/** How many runs there are in all, whatever they ended as; undefined where an answer does not say. */
async function countRuns(sender: Sender, lists: ApiRequest[]): Promise<number | undefined> {
	let sum = 0;
	for (const list of lists) {
		const { page } = await apiRequestPage(sender, {
			...list,
			qs: { ...list.qs, page: 1, per_page: 1 },
		});
		if (page.total === undefined) return undefined;
		sum += page.total;
	}
	return sum;
}

async function urlMaker(sender: Sender): Promise<(flowRunId: string) => string | undefined> {
	const credentials = await sender.credentials();
	return (flowRunId) => runUrl(credentials, flowRunId);
}

function complete({ cause, runs }: CauseOfRuns, totalRuns: number | undefined, wantsIds: boolean) {
	const sharePercent = percentOf(cause.count, totalRuns);
	if (sharePercent !== undefined) cause.sharePercent = sharePercent;
	if (wantsIds) cause.flowRunIds = runs.map(({ id }) => id);
}

function totalsOf({ from, to }: Period, failedRuns: number, totalRuns?: number): Totals {
	return known({
		from: isoOf(from),
		to: isoOf(to),
		failedRuns,
		totalRuns,
		sharePercent: percentOf(failedRuns, totalRuns),
	});
}

/** With two decimals. */
function percentOf(part: number, whole: number | undefined): number | undefined {
	return whole ? Math.round((part / whole) * 10_000) / 100 : undefined;
}

function textReport(
	context: IExecuteSingleFunctions,
	totals: Totals,
	causes: Cause[],
): IDataObject {
	const zone = context.getTimezone();
	return {
		...totals,
		markdown: markdownOf(totals, causes, zone),
		html: htmlOf(totals, causes, zone),
		causes,
	};
}
