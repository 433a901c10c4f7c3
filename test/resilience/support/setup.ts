import type { IDataObject, INode } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Engine } from '../../support/harness/engine';
import { loggerOfN8n } from '../../support/harness/logger';
import type { NodeRun, NodeRunOptions } from '../../support/harness/patchworks';
import { API_KEY, PASSWORD, runPatchworks, USERNAME } from '../../support/harness/patchworks';
import type { Behaviour, FaultyServer } from './faultyServer';
import { json } from './faultyServer';

let credentials = 0;

/**
 * Stores a new credential for the server, and gives its ID. A new one with a key of its own, because the
 * limiter remembers what another was told.
 */
export function addCredential(
	engine: Engine,
	{ origin }: Pick<FaultyServer, 'origin'>,
	type: 'PatchworksApiKey' | 'PatchworksOAuth' = 'PatchworksApiKey',
): string {
	const id = `faults-${++credentials}`;
	const hosting = { hosting: 'selfHosted', coreUrl: origin, startUrl: origin };
	engine.credentials.add(
		id,
		type,
		type === 'PatchworksApiKey'
			? { apiKey: `${API_KEY}-${id}`, ...hosting }
			: { username: `${id}-${USERNAME}`, password: PASSWORD, loginUrl: origin, ...hosting },
	);
	return id;
}

/** Runs the node with a new credential, as a user where the parameters say `oAuth`. */
export async function runAgainst(
	engine: Engine,
	server: Pick<FaultyServer, 'origin'>,
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

/**
 * Keeps answers back until so many requests are under way at once, so that it does not depend on the
 * machine whether they ever are. `most` says how many there were at most.
 */
export function together(size: number, answer: Behaviour): Behaviour & { most: number } {
	let underWay = 0;
	const behaviour: Behaviour & { most: number } = Object.assign(
		(async (response, request) => {
			behaviour.most = Math.max(behaviour.most, ++underWay);
			do await sleep(5);
			while (behaviour.most < size);
			await answer(response, request);
			underWay--;
		}) as Behaviour,
		{ most: 0 },
	);
	return behaviour;
}

/** Collects what n8n's log for debugging says of requests that wait to be sent again. */
export function waitsInLog(): string[] {
	const lines: string[] = [];
	jest.spyOn(loggerOfN8n(), 'debug').mockImplementation((message) => {
		if (message.includes('before it is sent again')) lines.push(message);
	});
	return lines;
}

/** Waits until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await sleep(5);
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
