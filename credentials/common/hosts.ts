import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';

import { PatchworksCredentialError } from './errors';

/** Patchworks' hosts by what they serve. Core: the API itself. Start: starting flows. Login: the dashboard's login. */
export type PatchworksHost = 'core' | 'start' | 'login';

const CLOUD_ORIGINS: Record<PatchworksHost, string> = {
	core: 'https://core.wearepatchworks.com',
	start: 'https://start.wearepatchworks.com',
	login: 'https://app.wearepatchworks.com',
};

const FIELDS: Record<PatchworksHost, { name: string; displayName: string }> = {
	core: { name: 'coreUrl', displayName: 'Core URL' },
	start: { name: 'startUrl', displayName: 'Start URL' },
	login: { name: 'loginUrl', displayName: 'Login URL' },
};

/**
 * The n8n expression that gives a host's origin for the credential in use.
 *
 * An expression and not code, because n8n reads it to check the credential's allowed domains.
 */
export function originExpression(host: PatchworksHost): string {
	return `={{ $credentials.hosting === 'selfHosted' ? String($credentials.${FIELDS[host].name} ?? '').trim().replace(/\\/+$/, '') : '${CLOUD_ORIGINS[host]}' }}`;
}

/** What the credential's field with the address of a host is called. */
export function urlFieldOf(host: PatchworksHost): string {
	return FIELDS[host].displayName;
}

/**
 * The address of one of Patchworks' hosts for a credential, as it was entered.
 *
 * It is not checked here, but by {@link assertOwnHost} when the request is authenticated.
 */
export function addressOf(
	credentials: ICredentialDataDecryptedObject,
	host: PatchworksHost,
): string {
	if (credentials.hosting !== 'selfHosted') return CLOUD_ORIGINS[host];
	return String(credentials[FIELDS[host].name] ?? '')
		.trim()
		.replace(/\/+$/, '');
}

/**
 * The origin of one of Patchworks' hosts for a credential, without a trailing slash.
 *
 * A self-hosted install may serve all hosts under one origin with path prefixes (`/core-main`), so
 * a path is kept.
 *
 * @throws PatchworksCredentialError when a self-hosted URL is empty, not http or https, or carries a user name
 */
export function originOf(
	credentials: ICredentialDataDecryptedObject,
	host: PatchworksHost,
): string {
	if (credentials.hosting !== 'selfHosted') return CLOUD_ORIGINS[host];

	const { name, displayName } = FIELDS[host];
	const value = String(credentials[name] ?? '').trim();
	if (value === '') {
		throw new PatchworksCredentialError(
			`The credential's ${displayName} is empty. Enter the address of your Patchworks install.`,
		);
	}
	if (!URL.canParse(value)) {
		throw new PatchworksCredentialError(
			`The credential's ${displayName} is not a web address. Enter it with its scheme, e.g. https://core.example.com.`,
		);
	}
	const url = new URL(value);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw new PatchworksCredentialError(
			`The credential's ${displayName} must start with https:// or http://.`,
		);
	}
	if (url.username || url.password) {
		throw new PatchworksCredentialError(
			`The credential's ${displayName} must not contain a user name or password.`,
		);
	}
	if (url.search || url.hash) {
		throw new PatchworksCredentialError(
			`The credential's ${displayName} must not contain a query or a fragment.`,
		);
	}
	return value.replace(/\/+$/, '');
}

/** Where a request goes; `uri` is what n8n's HTTP Request node calls `url`. */
interface RequestTarget {
	url?: string;
	uri?: string;
	baseURL?: string;
}

/**
 * Refuses to let a key or token leave for a host that is not the credential's own.
 *
 * @param hosts the hosts that the credential type knows
 * @param target the address of the request
 * @throws PatchworksCredentialError naming the host that was refused
 */
export function assertOwnHost(
	credentials: ICredentialDataDecryptedObject,
	hosts: PatchworksHost[],
	target: RequestTarget,
): void {
	const own = hosts.map((host) => new URL(originOf(credentials, host)).origin);
	const requested = resolveUrl(target);
	if (!URL.canParse(requested)) {
		throw new PatchworksCredentialError(
			'The credential has no address for this host, so the request was not sent.',
		);
	}
	const { origin, hostname } = new URL(requested);
	if (own.includes(origin)) return;
	// Where the name is the same, scheme or port are not.
	const isOwnName = own.some((ownOrigin) => new URL(ownOrigin).hostname === hostname);
	const nameOf = (address: string) => (isOwnName ? address : new URL(address).host);
	throw new PatchworksCredentialError(
		`This Patchworks credential is not sent to ${nameOf(origin)}. It belongs to ${[...new Set(own)].map(nameOf).join(', ')}.`,
	);
}

function resolveUrl({ uri, url = uri ?? '', baseURL }: RequestTarget): string {
	if (!baseURL || /^[a-z][a-z\d+.-]*:/i.test(url) || url.startsWith('//')) return url;
	return `${baseURL.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`;
}

/**
 * The credential fields that say where Patchworks is.
 *
 * @param hosts the hosts for which a self-hosted install has to give an address
 * @param linked the hosts to which there are only links, so that it can leave their addresses out
 */
export function hostingFields(
	hosts: PatchworksHost[],
	linked: PatchworksHost[] = [],
): INodeProperties[] {
	return [
		{
			displayName: 'Hosting',
			name: 'hosting',
			type: 'options',
			options: [
				{
					name: 'Patchworks Cloud',
					value: 'cloud',
					description: 'You sign in at app.wearepatchworks.com',
				},
				{
					name: 'Self-Hosted',
					value: 'selfHosted',
					description: 'Your company runs Patchworks on servers of its own',
				},
			],
			default: 'cloud',
			description: 'Where your Patchworks account lives',
		},
		...[...hosts, ...linked].map((host): INodeProperties => ({
			displayName: FIELDS[host].displayName,
			name: FIELDS[host].name,
			type: 'string',
			default: '',
			required: hosts.includes(host),
			placeholder: `e.g. https://${host}.example.com`,
			description: `Address of the ${host === 'core' ? 'Core API' : host === 'start' ? 'service that starts flows' : 'dashboard, which serves the login'}, without /api/v1${linked.includes(host) ? '. Only for links to runs; it can stay empty.' : ''}`,
			displayOptions: { show: { hosting: ['selfHosted'] } },
		})),
	];
}
