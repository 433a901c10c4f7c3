import { RUNS_AGAIN } from '../../description/builderHints';
import { checkChosenPayload } from '../../features/replay/input';
import { replay as replayRun } from '../../features/replay/replay';
import { changePayloadFields, dryRun, skipIf } from '../../features/rerun/fields';
import { SKIP_RELATIONS } from '../../features/rerun/skipIf';
import { options } from '../../description/collections';
import { locator, notice } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { flowRunId } from './fields';

/**
 * Gets the run, its payloads and the steps of its version; downloads the payload that went in; starts the flow.
 *
 * https://doc.wearepatchworks.com/product-documentation/developer-hub/patchworks-core-api/core-api-spotlights/initialising-a-process-flow-and-sending-data-via-the-patchworks-api/the-steps/untitled
 */
export const replay: Operation = {
	option: {
		name: 'Replay',
		value: 'replay',
		action: 'Rerun flow run in deployed version',
		description:
			'Start the flow of a run again with the payload of its first shape, in the version that is deployed now. What the run has already sent may be sent twice.',
		builderHint: RUNS_AGAIN,
		routing: {
			request: {
				method: 'GET',
				url: '/api/v1/flow-runs/{flowRunId}',
				qs: { include: `${SKIP_RELATIONS},payloadSize` },
			},
		},
	},
	startsFlow: true,
	transforms: [checkChosenPayload],
	perform: replayRun,
	isAboutRuns: true,
	fields: [
		notice(
			'replayNotice',
			'This starts the flow again. Orders and other records that the run has already sent may be sent twice.',
		),
		flowRunId,
		skipIf,
		...changePayloadFields,
		options(
			dryRun,
			locator({
				name: 'payloadId',
				displayName: 'Payload',
				searchListMethod: 'searchPayloads',
				byName: false,
				placeholder: 'e.g. 5566',
				description: 'Another payload to start with; by default the one that went into the run',
				required: false,
			}),
		),
	],
};
