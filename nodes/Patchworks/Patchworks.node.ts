import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { originExpression } from '../../credentials/common/hosts';
import { API_KEY_CREDENTIAL, OAUTH_CREDENTIAL } from '../../credentials/common/names';
import { listSearch } from './methods/listSearch';
import { resources } from './resources';
import { describeResources } from './shared/resource';
import { sendingFields } from './shared/settings';
import { send } from './shared/transport';

/** https://doc.wearepatchworks.com/product-documentation/api-reference */
export class Patchworks implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Patchworks',
		name: 'patchworks',
		icon: { light: 'file:patchworks.svg', dark: 'file:patchworks.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Start process flows, watch their runs and work with everything around them',
		defaults: { name: 'Patchworks' },
		usableAsTool: true,
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
		requestDefaults: {
			baseURL: originExpression('core'),
			headers: { Accept: 'application/json' },
		},
		requestOperations: { pagination: send },
		properties: [
			{
				displayName: 'Authentication',
				name: 'authentication',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'API Key',
						value: 'apiKey',
						description: 'A key with the access of a manager; it does not expire',
					},
					{
						name: 'User Name and Password',
						value: 'oAuth',
						description: 'Has the access of the user, also that of an administrator',
					},
				],
				default: 'apiKey',
				description: 'How to sign in to Patchworks',
			},
			...describeResources(resources),
			sendingFields,
		],
	};

	methods = { listSearch };
}
