import { options } from '../../description/collections';
import { locator, notice } from '../../description/fields';
import { startedFlowRun } from '../../output/startedFlowRun';
import type { Operation } from '../../description/operation';
import { checkFirstEnvironment, refuseIgnoredEnvironment } from '../../features/environmentCheck';
import { NOT_IN_TOOL, ONLY_IN_TOOL } from '../../request/display';
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
	transforms: [startRequest, refuseIgnoredEnvironment],
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
		{
			displayName: 'Payload Format',
			name: 'payloadFormat',
			type: 'options',
			options: [
				{
					name: 'JSON',
					value: 'json',
					description: 'Send any JSON value as it is, which suits most flows',
				},
				{
					name: 'Text',
					value: 'text',
					description: 'Send XML, CSV or other text',
				},
			],
			default: 'json',
			description: 'Whether the flow gets JSON or other text',
		},
		{
			displayName: 'Payload',
			name: 'payload',
			type: 'json',
			displayOptions: { show: { payloadFormat: ['json'], ...NOT_IN_TOOL } },
			default: '={{ $json }}',
			description:
				'The data the flow starts with, up to 8 MB. By default it is the input item. Leave it empty to start without data.',
		},
		{
			displayName: 'Payload',
			name: 'payload',
			type: 'json',
			displayOptions: { show: { payloadFormat: ['json'], ...ONLY_IN_TOOL } },
			// The input item of a tool is what was said in the chat, which no flow is to get unasked.
			default: '',
			placeholder: 'e.g. {"order": 1001}',
			description:
				'The data the flow starts with, up to 8 MB, such as an order as JSON. Let the model define it, or leave it empty to start without data.',
		},
		{
			displayName: 'Payload',
			name: 'payload',
			type: 'string',
			typeOptions: { rows: 5 },
			displayOptions: { show: { payloadFormat: ['text'] } },
			default: '',
			placeholder: 'e.g. <order><number>1001</number></order>',
			description:
				'The text the flow starts with, up to 8 MB. Leave it empty to start without data.',
		},
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
