import type { IConnections, IDataObject, INode, IRun } from 'n8n-workflow';

import { Engine, node } from '../support/harness/engine';
import type { LocalServer } from './localServer';

/** The ways to do the same work that the benchmark compares. */
export type Way =
	'Patchworks node' | 'HTTP Request node' | 'HTTP Request, Split Out' | 'bare fetch';

type Ways = Partial<Record<Way, (engine: Engine, server: LocalServer) => Promise<number>>>;

export const SINGLES = 200;

const CREDENTIAL = { PatchworksApiKey: { id: 'key', name: 'key' } };

/** An engine with what is published, and credentials for the local server. */
export async function createBenchEngine(server: LocalServer): Promise<Engine> {
	const engine = await Engine.create('dist');
	addKey(engine, server, 'made-up-key-1');
	addUser(engine, server.origin);
	return engine;
}

/** Stores the API key; requests with another one share no limiter. */
export function addKey(engine: Engine, { origin }: LocalServer, apiKey: string): void {
	engine.credentials.add('key', 'PatchworksApiKey', {
		apiKey,
		hosting: 'selfHosted',
		coreUrl: origin,
		startUrl: origin,
	});
}

/** Stores the user's credential as it is before its first login. */
export function addUser(engine: Engine, origin: string, password = 'made-up-password-1'): void {
	engine.credentials.add('user', 'PatchworksOAuth', {
		username: 'user@example.com',
		password,
		hosting: 'selfHosted',
		coreUrl: origin,
		startUrl: origin,
		loginUrl: origin,
	});
}

/** Runs one node behind a trigger, and gives how many items came out. */
export async function runNode(
	engine: Engine,
	type: string,
	parameters: IDataObject,
	items: number,
	credentials: Record<string, { id: string; name: string }> = CREDENTIAL,
	typeVersion = 1,
	after: INode[] = [],
): Promise<number> {
	const nodes = [
		node('Trigger', 'n8n-nodes-base.manualTrigger', {}),
		node('Node', type, parameters as never, { credentials, typeVersion }),
		...after,
	];
	const links = nodes
		.slice(1)
		.map(({ name }, index) => [
			nodes[index].name,
			{ main: [[{ node: name, type: 'main' as const, index: 0 }]] },
		]);
	const run = await engine.run(
		{ nodes, connections: Object.fromEntries(links) as IConnections },
		{
			pinData: {
				Trigger: Array.from({ length: items }, (_, index) => ({ json: { id: index + 1 } })),
			},
		},
	);
	return outputCount(run, nodes.at(-1)?.name ?? '');
}

function outputCount(run: IRun, name: string): number {
	const { error, runData } = run.data.resultData;
	if (error) throw error;
	return runData[name][0].data?.main[0]?.length ?? 0;
}

const PATCHWORKS = 'n8n-nodes-patchworks.patchworks';
const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';
const HTTP_REQUEST_VERSION = 4.2;

/** Runs the HTTP Request node with the API key. */
async function runHttpRequest(
	engine: Engine,
	parameters: IDataObject,
	items: number,
	after: INode[] = [],
): Promise<number> {
	return await runNode(
		engine,
		HTTP_REQUEST,
		{
			method: 'GET',
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'PatchworksApiKey',
			...parameters,
		},
		items,
		CREDENTIAL,
		HTTP_REQUEST_VERSION,
		after,
	);
}

/** Gets one flow for each of so many items. */
export const singles: Ways = {
	'Patchworks node': async (engine) =>
		await runNode(
			engine,
			PATCHWORKS,
			{
				authentication: 'apiKey',
				resource: 'flow',
				operation: 'get',
				flowId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				simplify: false,
			},
			SINGLES,
		),
	'HTTP Request node': async (engine, { origin }) =>
		await runHttpRequest(
			engine,
			{ url: `=${origin}/api/v1/flows/{{ $json.id }}`, options: {} },
			SINGLES,
		),
	'bare fetch': async (_engine, { origin }) => {
		const answers = await Promise.all(
			Array.from({ length: SINGLES }, async (_, index) => {
				const response = await fetch(`${origin}/api/v1/flows/${index + 1}`);
				return (await response.json()) as { data: unknown };
			}),
		);
		return answers.length;
	},
};

/** Gets all rows of a list with the HTTP Request node, which gives an item for each page. */
const listByHttpRequest =
	(...after: INode[]) =>
	async (engine: Engine, { origin }: LocalServer) =>
		await runHttpRequest(
			engine,
			{
				url: `${origin}/api/v1/flows`,
				sendQuery: true,
				queryParameters: { parameters: [{ name: 'per_page', value: '100' }] },
				options: {
					pagination: {
						pagination: {
							paginationMode: 'updateAParameterInEachRequest',
							parameters: {
								parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' }],
							},
							paginationCompleteWhen: 'other',
							completeExpression:
								'={{ $response.body.meta.current_page >= $response.body.meta.last_page }}',
							limitPagesFetched: false,
						},
					},
				},
			},
			1,
			after,
		);

/** Gets all rows of a list. Split Out makes an item of each row, as this package's node gives them. */
export const list: Ways = {
	'Patchworks node': async (engine) =>
		await runNode(
			engine,
			PATCHWORKS,
			{
				authentication: 'apiKey',
				resource: 'flow',
				operation: 'getAll',
				returnAll: true,
				simplify: false,
			},
			1,
		),
	'HTTP Request node': listByHttpRequest(),
	'HTTP Request, Split Out': listByHttpRequest(
		node('Rows', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'data', options: {} }),
	),
	'bare fetch': async (_engine, { origin }) => {
		const rows: unknown[] = [];
		for (let page = 1, lastPage = 1; page <= lastPage; page++) {
			const response = await fetch(`${origin}/api/v1/flows?page=${page}&per_page=100`);
			const body = (await response.json()) as { data: unknown[]; meta: { last_page: number } };
			rows.push(...body.data);
			lastPage = body.meta.last_page;
		}
		return rows.length;
	},
};

/** Reports why 10,000 runs failed, and gives how many causes there are. */
export async function reportFailures(engine: Engine): Promise<number> {
	return await runNode(
		engine,
		PATCHWORKS,
		{
			authentication: 'apiKey',
			resource: 'flowRun',
			operation: 'getFailureReport',
			period: 'fromTo',
			from: '2026-01-04T00:00:00Z',
			options: { addRunIds: true },
		},
		1,
	);
}
