import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { API_KEY_CREDENTIAL, OAUTH_CREDENTIAL } from '../../credentials/common/names';
import { listSearch } from './lists';
import { customOperations } from './execute/customOperations';
import { sendAsTool } from './execute/sendAsTool';
import { resources } from './resources';
import { authenticationField } from '../api/settings/authentication';
import { requestDefaults } from './description/requestDefaults';
import { describeResources } from './description/resource';
import { sendingFields } from '../api/settings/requestHandling';

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
		requestDefaults,
		requestOperations: { pagination: sendAsTool },
		properties: [authenticationField, ...describeResources(resources), sendingFields],
	};

	methods = { listSearch };

	customOperations = customOperations;
}
