import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { API_KEY_CREDENTIAL, OAUTH_CREDENTIAL } from '../../credentials/common/names';
import { authenticationField } from '../api/settings/authentication';
import { sendingFields } from '../api/settings/requestHandling';
import { describeResources } from './description/describeResources';
import { customOperationsOf } from './execute/customOperations';
import { executeTool } from './execute/executeTool';
import { resources } from './resources';
import { listSearch } from './resources/listSearch';

/** https://doc.wearepatchworks.com/product-documentation/api-reference */
export class Patchworks implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Patchworks',
		name: 'patchworks',
		icon: { light: 'file:patchworks.svg', dark: 'file:patchworks.dark.svg' },
		group: ['transform'],
		version: 1,
		// `getAll` of `flowRun` reads "Get Many: Flow Run".
		subtitle:
			'={{ ($parameter["operation"].replace("getAll", "getMany") + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toTitleCase() }}',
		description: 'Start process flows, watch their runs and work with everything around them',
		defaults: { name: 'Patchworks' },
		usableAsTool: true,
		// For n8n's assistants that build workflows; versions before it ignore it.
		builderHint: {
			searchHint:
				'Patchworks process flows: why runs failed (Flow Run: Get Failure Report for many, Get Failure Summary for one), where an order is (Tracked Data: Trace), starting a flow (Flow: Start), running a failed run again (Flow Run: Retry or Replay, with Skip If). Things are picked by name with mode "name". To react to failed runs use Patchworks Trigger.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-patchworks.patchworksTrigger',
					relationHint: 'Starts a workflow when a run fails, ends or is overdue',
				},
			],
		},
		inputs: [NodeConnectionTypes.Main],
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
		// By these n8n takes the node for declarative, and runs it as a tool; each request says the rest itself.
		requestDefaults: { headers: { Accept: 'application/json' } },
		requestOperations: { pagination: executeTool },
		properties: [authenticationField, ...describeResources(resources), sendingFields],
	};

	methods = { listSearch };

	customOperations = customOperationsOf(resources);
}
