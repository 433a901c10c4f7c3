import type { IDataObject, INode } from 'n8n-workflow';

import type { Engine } from '../harness/engine';
import type { NodeRun, NodeRunOptions } from '../harness/patchworks';
import { API_KEY, PASSWORD, runPatchworks, USERNAME } from '../harness/patchworks';
import type { Behaviour, FaultyServer } from './faultyServer';
import { json } from './faultyServer';

let credentials = 0;

/**
 * Stores a new credential for the server, and gives its ID. A new one, because the limiter remembers
 * what another was told.
 */
export function addCredential(
	engine: Engine,
	{ origin }: FaultyServer,
	type: 'PatchworksApiKey' | 'PatchworksOAuth' = 'PatchworksApiKey',
): string {
	const id = `faults-${++credentials}`;
	const hosting = { hosting: 'selfHosted', coreUrl: origin, startUrl: origin };
	engine.credentials.add(
		id,
		type,
		type === 'PatchworksApiKey'
			? { apiKey: API_KEY, ...hosting }
			: { username: `${id}-${USERNAME}`, password: PASSWORD, loginUrl: origin, ...hosting },
	);
	return id;
}

/** Runs the node with a new credential, as a user where the parameters say `oAuth`. */
export async function runAgainst(
	engine: Engine,
	server: FaultyServer,
	parameters: INode['parameters'],
	options: NodeRunOptions = {},
): Promise<NodeRun> {
	const type = parameters.authentication === 'oAuth' ? 'PatchworksOAuth' : 'PatchworksApiKey';
	return await runPatchworks(engine, parameters, {
		credentialId: addCredential(engine, server, type),
		...options,
	});
}

/** Answers by the path: the login with one function, everything else with another. */
export function withLogin(login: Behaviour, others: Behaviour): Behaviour {
	return async (response, request) => {
		await (request.path === '/fabric/api/login' ? login : others)(response, request);
	};
}

/** A login that gives a new token each time: `token-1`, `token-2` and so on. */
export function tokens(lifetime = 3_600): Behaviour {
	let count = 0;
	return async (response, request) => {
		await json(200, { token: `token-${++count}`, expires_in: lifetime })(response, request);
	};
}

/** Rows of a list with these IDs. */
export function rows(from: number, to: number): IDataObject[] {
	return Array.from({ length: to - from + 1 }, (_, index) => ({ id: from + index }));
}

/** A page of a list. */
export function pageOf(data: IDataObject[], lastPage?: number): IDataObject {
	return { data, meta: { ...(lastPage !== undefined && { last_page: lastPage }) } };
}

export const GET_ALL: INode['parameters'] = {
	resource: 'flow',
	operation: 'getAll',
	returnAll: true,
	simplify: false,
};

export const GET: INode['parameters'] = {
	resource: 'flow',
	operation: 'get',
	flowId: { __rl: true, mode: 'id', value: '={{ $json.id ?? 1 }}' },
	simplify: false,
};

export const START: INode['parameters'] = {
	resource: 'flow',
	operation: 'start',
	flowId: { __rl: true, mode: 'id', value: '1' },
};

export const DOWNLOAD: INode['parameters'] = {
	resource: 'payload',
	operation: 'download',
	payloadId: { __rl: true, mode: 'id', value: '1' },
};
