import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

import { companyLabelField } from './common/companyLabel';
import {
	CONNECTION_TEST,
	checkConnection,
	isConnectionCheckDue,
	requireConnectionCheck,
} from './common/connectionTest';
import { PatchworksCredentialError } from './common/errors';
import { assertOwnHost, hostingFields } from './common/hosts';
import { API_KEY_CREDENTIAL } from './common/names';

/**
 * A Patchworks API key, sent bare in the Authorization header.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/getting-started/using-the-patchworks-core-api/authentication
 */
export class PatchworksApiKeyApi implements ICredentialType {
	name = API_KEY_CREDENTIAL;

	displayName = 'Patchworks API';

	icon: Icon = {
		light: 'file:../nodes/Patchworks/patchworks.svg',
		dark: 'file:../nodes/Patchworks/patchworks.dark.svg',
	};

	documentationUrl =
		'https://doc.wearepatchworks.com/product-documentation/developer-hub/patchworks-core-api/core-api-authentication/api-keys';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'A key from Settings > API Keys in the Patchworks dashboard. It has the access of a manager.',
		},
		...hostingFields(['core', 'start'], ['login']),
		companyLabelField,
		{
			// n8n runs preAuthentication in a connection test only where a field is expirable. It is
			// never empty, so that the hook does not run before ordinary requests.
			displayName: 'Connection Check',
			name: 'connectionCheck',
			type: 'hidden',
			typeOptions: { expirable: true },
			default: 'onlyWhenTesting',
		},
	];

	preAuthentication = async function (
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		if (isConnectionCheckDue(credentials)) {
			await checkConnection(this.helpers, credentials, keyOf(credentials), 'API key');
		}
		return {};
	};

	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		const apiKey = keyOf(credentials);
		assertOwnHost(
			credentials,
			credentials.hosting === 'selfHosted' ? ['core', 'start'] : ['core', 'start', 'login'],
			requestOptions,
		);
		requireConnectionCheck(credentials, requestOptions);
		requestOptions.headers = { ...requestOptions.headers, Authorization: apiKey };
		requestOptions.sendCredentialsOnCrossOriginRedirect = false;
		return requestOptions;
	};

	test: ICredentialTestRequest = CONNECTION_TEST;
}

/** @throws PatchworksCredentialError when the key is empty, or is not the bare key */
function keyOf(credentials: ICredentialDataDecryptedObject): string {
	const apiKey = String(credentials.apiKey ?? '').trim();
	if (apiKey === '') {
		throw new PatchworksCredentialError('The API Key of the Patchworks credential is empty.');
	}
	if (/^bearer\s/i.test(apiKey)) {
		throw new PatchworksCredentialError(
			'The API Key of the Patchworks credential starts with "Bearer". Enter the key alone.',
		);
	}
	if (/[^\x21-\x7e]/.test(apiKey)) {
		throw new PatchworksCredentialError(
			'The API Key of the Patchworks credential contains a space, a line break or another character that no key has. Copy it again.',
		);
	}
	return apiKey;
}
