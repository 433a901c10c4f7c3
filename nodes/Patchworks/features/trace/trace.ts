import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';

import { runUrl } from '../../../api/facts/dashboard';
import { flowNameOf } from '../../../api/facts/relations';
import { hasEnded, statusName } from '../../../api/facts/status';
import { timeOf } from '../../../api/facts/time';
import { summaryOrWhyNot, withinRun } from '../../../api/failureSummary';
import type { ApiRequest } from '../../../api/request';
import type { Sender } from '../../../api/sender';
import { isoOf, known } from '../../../api/facts/values';
import type { OperationCall } from '../../description/operation';
import { retriedAs, retriesSince } from '../rerun/retries';
import { answerOf } from './answer';
import type { FlowOutcome } from './outcome';
import { outcomesByFlow, overallOutcome } from './outcome';
import { readPayloads, readRuns } from './runs';
import type { Shape } from './shapes';
import { readShapes } from './shapes';
import type { Sighting } from './sightings';
import { readSightings } from './sightings';
import { readValues } from './values';

/** What was read of a value. */
interface Known {
	runs: Map<string, IDataObject>;
	shapes: Map<string, Shape>;
	urlOf: (flowRunId: string) => string | undefined;
}

/** Says of each value where it was seen, and what became of it: one item a value. */
export async function trace({
	context,
	sender,
	request,
}: OperationCall): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	for (const value of readValues(context)) {
		items.push({ json: await traceOne(context, sender, request, value) });
	}
	return items;
}

async function traceOne(
	context: IExecuteSingleFunctions,
	sender: Sender,
	request: ApiRequest,
	value: string,
): Promise<IDataObject> {
	const { sightings, isCut } = await readSightings(sender, request, value);
	const runs = await readRuns(sender, sightings);
	const shapes = await readShapes(sender, [...runs.values()]);
	const credentials = await sender.credentials();
	const all: Known = { runs, shapes, urlOf: (id) => runUrl(credentials, id) };

	const flows = outcomesByFlow(sightings, runs);
	const status = overallOutcome(flows);
	const decisive = flows.filter(({ outcome }) => outcome === status).at(-1);
	const stop =
		status === 'failed' && decisive ? await describeStop(sender, decisive, all) : undefined;
	return known<IDataObject>({
		value,
		found: status !== 'notFound',
		status,
		arrived: status === 'arrived',
		answer: answerOf(
			{ value, status, ...tellOf(decisive, all), ...stop?.told },
			context.getTimezone(),
		),
		stoppedAt: stop?.json,
		flowRunIdToReplay: stop?.told.flowRunIdToReplay,
		timeline: sightings.map((sighting) => toEntry(sighting, all)),
		payloads: await readPayloads(sender, [...runs.keys()], (id) => shapes.get(id)?.name),
		...(isCut && { timelineCut: true }),
	});
}

/** What a sentence says of the flow that decides. */
function tellOf(flow: FlowOutcome | undefined, all: Known) {
	if (!flow) return {};
	const { flowName, shapeName, system } = toEntry(flow.sighting, all);
	return {
		flow: flowName as string | undefined,
		shape: shapeName as string | undefined,
		system: system as string | undefined,
		at: flow.sighting.at,
	};
}

/** Where a value stopped, why, and which run to replay. */
async function describeStop(sender: Sender, { flowRunId, sighting }: FlowOutcome, all: Known) {
	const run = flowRunId === undefined ? undefined : all.runs.get(flowRunId);
	const failureSummary = run && (await summaryOrWhyNot(sender, run));
	const summary = failureSummary && 'reason' in failureSummary ? failureSummary : undefined;
	const retriedBy = run && (await retryOfRun(sender, run));
	const canReplay = run !== undefined && hasEnded(run) && retriedBy === undefined;
	const reason = summary?.reason || undefined;
	const shape = summary?.failedShape?.name || undefined;
	const told = known({
		at: timeOf(summary?.lastError?.time),
		reason,
		shape,
		flowRunIdToReplay: canReplay ? flowRunId : undefined,
		retriedAs: retriedBy,
	});
	return {
		told,
		json: {
			...toEntry(sighting, all),
			...known({
				shapeId: summary?.failedShape?.id,
				shapeName: shape,
				reason,
				retriedAs: retriedBy,
				failureSummary: failureSummary && withinRun(failureSummary),
			}),
		},
	};
}

/** The run that retried a run, if any is known. */
async function retryOfRun(sender: Sender, run: IDataObject): Promise<string | undefined> {
	const known = retriedAs(run);
	const startedAt = timeOf(run.started_at);
	if (known !== undefined || startedAt === undefined) return known;
	const filters = run.flow_id === undefined ? {} : { 'filter[flow_id]': run.flow_id };
	const retries = await retriesSince(sender, startedAt, filters).catch(() => []);
	return retries.find(({ retryOf }) => retryOf === String(run.id))?.id;
}

function toEntry(sighting: Sighting, { runs, shapes, urlOf }: Known): IDataObject {
	const { at, flowId, flowRunId, shapeId, entityType, direction, success } = sighting;
	const run = flowRunId === undefined ? undefined : runs.get(flowRunId);
	const shape = shapeId === undefined ? undefined : shapes.get(shapeId);
	return known<IDataObject>({
		time: isoOf(at),
		flowId,
		flowName: sighting.flowName ?? (run && flowNameOf(run)) ?? (run?.name as string | undefined),
		flowRunId,
		runStatus: run && statusName(run.status),
		url: flowRunId === undefined ? undefined : urlOf(flowRunId),
		shapeId,
		shapeName: sighting.shapeName ?? shape?.name,
		system: shape?.system,
		entityType,
		direction,
		success,
	});
}
