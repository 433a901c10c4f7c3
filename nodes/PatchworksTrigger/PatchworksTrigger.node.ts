import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { API_KEY_CREDENTIAL, OAUTH_CREDENTIAL } from '../../credentials/common/names';
import { authenticationField } from '../api/settings/authentication';
import { fields } from './fields';
import { latestFlowRun } from './polling/latestRun';
import { loadOptions } from './loadOptions';
import { oneAtATime } from './polling/oneAtATime';
import { pollFlowRuns } from './polling/poll';

/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-logs-and-queue */
export class PatchworksTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Patchworks Trigger',
		name: 'patchworksTrigger',
		icon: {
			light: 'file:../Patchworks/patchworks.svg',
			dark: 'file:../Patchworks/patchworks.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ [$parameter["events"]].flat().join(", ").replace(/([A-Z])/g, " $1").toTitleCase() }}',
		description:
			'Starts the workflow when a flow run in Patchworks starts or ends, or when one is overdue, runs too long, waits in the queue or fails too often',
		defaults: { name: 'Patchworks Trigger' },
		polling: true,
		// For n8n's assistants that build workflows; versions before it ignore it.
		builderHint: {
			searchHint:
				'Starts a workflow by what happens to Patchworks flow runs, each once: failed, finished, succeeded, started. Also by what does not happen: a flow that is overdue, a run that takes too long, a queue that backs up, too many failures. An item has event, flowRunId, flowName and statusName. A webhook or schedule is not needed.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-patchworks.patchworks',
					relationHint: 'Says why the run failed, retries it, traces an order',
				},
			],
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: API_KEY_CREDENTIAL,
				required: true,
				displayOptions: { show: { authentication: ['apiKey'] } },
			},
			{
				name: OAUTH_CREDENTIAL,
				required: true,
				displayOptions: { show: { authentication: ['oAuth'] } },
			},
		],
		properties: [authenticationField, ...fields],
	};

	methods = { loadOptions };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const items =
			this.getMode() === 'manual'
				? await latestFlowRun(this)
				: await oneAtATime(this, async () => await pollFlowRuns(this));
		return items && [items];
	}
}
