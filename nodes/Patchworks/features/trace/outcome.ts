import groupBy from 'lodash/groupBy';
import type { IDataObject } from 'n8n-workflow';

import { hasEnded, STATUS, statusOf } from '../../../api/facts/status';
import { known } from '../../../api/facts/values';
import type { Sighting } from './sightings';

/**
 * What became of a value: `arrived` where each flow that saw it sent it on, or let it pass without an
 * error after another had sent it; `received` where it came in and no shape tells that it was sent on.
 */
export type Outcome = 'arrived' | 'failed' | 'inProgress' | 'received' | 'notFound';

/** What became of a value in a flow: by the latest run that saw it, since a rerun makes good what failed. */
export interface FlowOutcome {
	outcome: Exclude<Outcome, 'notFound'>;
	flowId?: string;
	flowRunId?: string;
	/** The sighting that decides: the last one, or the last one that failed or was sent. */
	sighting: Sighting;
}

/**
 * Says for each flow what became of a value in it, in the order in which they saw it last.
 *
 * @param sightings the latest last
 * @param runs the runs by their ID; of those that are not there, the sightings alone tell
 */
export function outcomesByFlow(
	sightings: Sighting[],
	runs: Map<string, IDataObject>,
): FlowOutcome[] {
	const flows = Object.values(groupBy(sightings, ({ flowId }) => flowId ?? ''));
	return flows
		.map((ofFlow) => {
			const { flowRunId } = ofFlow[ofFlow.length - 1];
			const ofRun = ofFlow.filter((sighting) => sighting.flowRunId === flowRunId);
			return outcomeIn(ofRun, flowRunId === undefined ? undefined : runs.get(flowRunId));
		})
		.sort((a, b) => (a.sighting.at ?? 0) - (b.sighting.at ?? 0));
}

function outcomeIn(sightings: Sighting[], run?: IDataObject): FlowOutcome {
	const last = sightings[sightings.length - 1];
	const { flowId, flowRunId } = last;
	const failed = sightings.filter(({ success }) => success === false).at(-1);
	const sent = sightings
		.filter(({ direction, success }) => direction === 'send' && success !== false)
		.at(-1);
	const decided = (outcome: FlowOutcome['outcome'], sighting = last): FlowOutcome =>
		known({ outcome, flowId, flowRunId, sighting });
	if (failed && sightings.indexOf(failed) > (sent ? sightings.indexOf(sent) : -1)) {
		return decided('failed', failed);
	}
	if (sent) return decided('arrived', sent);
	if (run && !hasEnded(run)) return decided('inProgress');
	const status = run && statusOf(run.status);
	return decided(status === undefined || status === STATUS.success ? 'received' : 'failed');
}

/** What became of a value, by what became of it in each flow. */
export function overallOutcome(flows: FlowOutcome[]): Outcome {
	const has = (outcome: Outcome) => flows.some((flow) => flow.outcome === outcome);
	if (flows.length === 0) return 'notFound';
	if (has('failed')) return 'failed';
	if (has('inProgress')) return 'inProgress';
	return has('arrived') ? 'arrived' : 'received';
}
