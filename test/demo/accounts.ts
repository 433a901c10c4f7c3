import type { IDataObject } from 'n8n-workflow';

import { process } from '../support/node';
import type { Sandbox } from '../support/sandbox';

/** A credential that examples are run with. */
export interface Account {
	/** The value of the node's Authentication parameter. */
	authentication: 'apiKey' | 'oAuth';
	type: string;
	data: IDataObject;
}

/** Both kinds of credential for a sandbox. */
export function sandboxAccounts(sandbox: Sandbox): Account[] {
	const { coreUrl, startUrl, loginUrl, apiKey, username, password } = sandbox;
	const hosts = { hosting: 'selfHosted', coreUrl, startUrl };
	return [
		{ authentication: 'apiKey', type: 'PatchworksApiKey', data: { apiKey, ...hosts } },
		{
			authentication: 'oAuth',
			type: 'PatchworksOAuth',
			data: { username, password, loginUrl, ...hosts },
		},
	];
}

/**
 * The credentials for a real account that the environment holds.
 *
 * @throws Error when it holds none
 */
export function liveAccounts(): Account[] {
	const {
		PATCHWORKS_API_KEY: apiKey,
		PATCHWORKS_USERNAME: username,
		PATCHWORKS_PASSWORD: password,
		PATCHWORKS_CORE_URL: coreUrl,
		PATCHWORKS_START_URL: startUrl,
		PATCHWORKS_LOGIN_URL: loginUrl,
	} = process.env;
	const hosts = coreUrl
		? { hosting: 'selfHosted', coreUrl, startUrl: startUrl ?? coreUrl }
		: { hosting: 'cloud' };
	const accounts: Account[] = [];
	if (apiKey) {
		accounts.push({
			authentication: 'apiKey',
			type: 'PatchworksApiKey',
			data: { apiKey, ...hosts },
		});
	}
	if (username && password) {
		accounts.push({
			authentication: 'oAuth',
			type: 'PatchworksOAuth',
			data: { username, password, ...hosts, ...(loginUrl && { loginUrl }) },
		});
	}
	if (accounts.length === 0) {
		throw new Error(
			'Set PATCHWORKS_API_KEY, or PATCHWORKS_USERNAME and PATCHWORKS_PASSWORD, to run against a real account.',
		);
	}
	return accounts;
}
