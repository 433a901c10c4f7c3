import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { cloudOrigin } from '../../credentials/common/hosts';
import { API_KEY_CREDENTIAL, OAUTH_CREDENTIAL } from '../../credentials/common/names';
import { listSearch } from './methods/listSearch';
import { customOperations } from './operations';
import { resources } from './resources';
import { authenticationField } from './shared/authentication';
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
			// Not an expression on the credential: n8n would work it out twice for each item. The transport
			// puts the credential's own host in its place.
			baseURL: cloudOrigin('core'),
			headers: { Accept: 'application/json' },
		},
		requestOperations: { pagination: send },
		properties: [authenticationField, ...describeResources(resources), sendingFields],
	};

	methods = { listSearch };

	customOperations = customOperations;
}
