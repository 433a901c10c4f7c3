import { STARTS } from '../../description/builderHints';
import { options } from '../../description/collections';
import { locator, notice } from '../../description/fields';
import { payloadFields } from '../../description/payloadFields';
import { startedFlowRun } from '../../output/startedFlowRun';
import type { Operation } from '../../description/operation';
import { checkFirstEnvironment, refuseIgnoredEnvironment } from '../../features/environmentCheck';
import { startRequest } from '../../request/startRequest';
import { flowId } from './fields';

const startNotice = notice(
	'startNotice',
	'Each input item starts a run of its own. To send several records in one run, bring them together first, for example with an Aggregate node.',
);

/**
 * https://doc.wearepatchworks.com/product-documentation/developer-hub/patchworks-core-api/core-api-spotlights/initialising-a-process-flow-and-sending-data-via-the-patchworks-api/the-steps/untitled
 *
 * The query parameters are those of Patchworks' own client; the order of `manual/raw` in the path is inferred from `start/raw`.
 */
export const start: Operation = {
	option: {
		name: 'Start',
		value: 'start',
		action: 'Start process flow',
		description:
			'Start one run of a process flow for each input item. It waits in the queue until Patchworks picks it.',
		builderHint: STARTS,
		routing: {
			request: {
				method: 'POST',
				url: '/api/v1/flows/{flowId}/start/raw',
			},
			output: { postReceive: [startedFlowRun, checkFirstEnvironment] },
		},
	},
	host: 'start',
	startsFlow: true,
	transforms: [startRequest],
	beforeSending: refuseIgnoredEnvironment,
	fields: [
		startNotice,
		flowId,
		locator({
			name: 'virtualEnvironmentId',
			displayName: 'Virtual Environment',
			searchListMethod: 'searchVirtualEnvironments',
			placeholder: 'e.g. 12',
			description:
				'The virtual environment to run in, such as the one of a test shop. Empty for none: the run then uses the values of the flow itself.',
			required: false,
		}),
		...payloadFields(),
		options(
			{
				displayName: 'Flow Variables',
				name: 'flowVariables',
				type: 'json',
				default: '{}',
				placeholder: 'e.g. {"warehouse": "north"}',
				description:
					'Values for variables of the flow in this run, as a JSON object. Known to work for JSON that runs as API.',
			},
			{
				displayName: 'Run As',
				name: 'runAs',
				type: 'options',
				options: [
					{
						name: 'API',
						value: 'api',
						description: 'The run goes into the queue, and takes up to 8 MB',
					},
					{
						name: 'Manual',
						value: 'manual',
						description: 'The run starts at once, and takes up to 100,000 characters',
					},
				],
				default: 'api',
				description:
					'How the run is started, which Patchworks shows as its trigger. Manual runs in the dashboard do not go into the queue.',
			},
			locator({
				name: 'versionId',
				displayName: 'Version',
				searchListMethod: 'searchFlowVersions',
				byName: false,
				placeholder: 'e.g. 5678',
				description:
					'The version of the flow to run; by default the deployed one. It is the ID that counts, not the number shown in the dashboard.',
				required: false,
			}),
		),
	],
};
