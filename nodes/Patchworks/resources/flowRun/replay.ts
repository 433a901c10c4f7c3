import { checkChosenPayload } from '../../features/replay/input';
import { replay as replayRun } from '../../features/replay/replay';
import { changePayloadFields, dryRun, skipIf } from '../../features/rerun/fields';
import { SKIP_RELATIONS } from '../../features/rerun/skipIf';
import { locator, options } from '../../description/fields';
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
		action: 'Replay a flow run',
		description:
			'Start the flow of a run again with the payload of its first step. It runs in the version that is deployed now; Retry runs the old version.',
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
