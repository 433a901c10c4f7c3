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

import { attemptOf, noteAttempt } from './common/attempts';
import { companyLabelField } from './common/companyLabel';
import {
	CONNECTION_TEST,
	checkConnection,
	isConnectionCheckDue,
	requireConnectionCheck,
} from './common/connectionTest';
import { AuthenticationNeededError, PatchworksCredentialError } from './common/errors';
import { assertOwnHost, hostingFields } from './common/hosts';
import { hasUsableToken } from './common/login';
import { logIn, loginInPlaceOf } from './common/logins';
import { OAUTH_CREDENTIAL } from './common/names';
import { isRefusedByCore } from './common/refusedTokens';

/**
 * A Patchworks user, whose name and password are turned into a bearer token.
 *
 * n8n runs `preAuthentication` when there is no token yet, after a 401, and when a connection is
 * tested, but never because a token is about to expire. So `authenticate` says when a login is needed,
 * and `preAuthentication` waits for it to say so.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/getting-started/using-the-patchworks-core-api/authentication
 */
export class PatchworksOAuthApi implements ICredentialType {
	name = OAUTH_CREDENTIAL;

	displayName = 'Patchworks User Login API';

	icon: Icon = {
		light: 'file:../nodes/Patchworks/patchworks.svg',
		dark: 'file:../nodes/Patchworks/patchworks.dark.svg',
	};

	documentationUrl =
		'https://doc.wearepatchworks.com/product-documentation/api-reference/getting-started/using-the-patchworks-core-api/authentication';

	properties: INodeProperties[] = [
		{
			displayName: 'User Name',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. name@example.com',
			description: 'The email address you sign in to the Patchworks dashboard with',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The password you sign in to the Patchworks dashboard with. Requests have the access of this user.',
		},
		...hostingFields(['core', 'start', 'login']),
		companyLabelField,
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Renew At',
			name: 'renewAt',
			type: 'hidden',
			default: 0,
		},
		{
			displayName: 'Login Fingerprint',
			name: 'loginFingerprint',
			type: 'hidden',
			default: '',
		},
	];

	preAuthentication = async function (
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		if (isConnectionCheckDue(credentials)) {
			assertFilledIn(credentials);
			const { login } = await logIn(this.helpers, credentials, { isTest: true });
			Object.assign(credentials, login);
			await checkConnection(
				this.helpers,
				credentials,
				authorizationOf(credentials),
				'token it gave for this user',
			);
			return login;
		}

		const attempt = attemptOf(credentials);
		if (!attempt) return {};

		assertFilledIn(credentials);
		const { sentToken: refusedToken, isSentAgainAfter401Only, cancelled } = attempt;
		if (
			refusedToken !== undefined &&
			!isSentAgainAfter401Only &&
			!(await isRefusedByCore(this.helpers, credentials, refusedToken))
		) {
			return {};
		}

		const { login, isNew } = await logIn(this.helpers, credentials, { refusedToken, cancelled });
		if (isNew || !isSentAgainAfter401Only) return login;

		// n8n stores what is returned. One of many items that share a login is enough for that.
		Object.assign(credentials, login);
		return {};
	};

	authenticate: IAuthenticate = async (credentials, requestOptions) => {
		assertOwnHost(credentials, ['core', 'start', 'login'], requestOptions);
		requireConnectionCheck(credentials, requestOptions);
		Object.assign(credentials, loginInPlaceOf(credentials));

		const isUsable = hasUsableToken(credentials);
		noteAttempt(
			credentials,
			requestOptions,
			isUsable ? String(credentials.accessToken) : undefined,
		);
		if (!isUsable) {
			throw new AuthenticationNeededError(
				'Patchworks gave no usable token for this user. Its clock or the lifetime of its tokens may be wrong.',
			);
		}
		requestOptions.headers = {
			...requestOptions.headers,
			Authorization: authorizationOf(credentials),
		};
		requestOptions.sendCredentialsOnCrossOriginRedirect = false;
		return requestOptions;
	};

	test: ICredentialTestRequest = CONNECTION_TEST;
}

function authorizationOf({ accessToken }: ICredentialDataDecryptedObject): string {
	return `Bearer ${String(accessToken)}`;
}

/** @throws PatchworksCredentialError when a field that a login needs is empty */
function assertFilledIn(credentials: ICredentialDataDecryptedObject): void {
	for (const [field, label] of [
		['username', 'User Name'],
		['password', 'Password'],
	]) {
		if (!credentials[field]) {
			throw new PatchworksCredentialError(`The ${label} of the Patchworks credential is empty.`);
		}
	}
}
