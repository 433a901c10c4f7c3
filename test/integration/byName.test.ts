import type { IDataObject } from 'n8n-workflow';

import { searchList } from '../support/harness/editor';
import type { Engine } from '../support/harness/engine';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

const FLOWS = [
	{ id: 101, name: 'Orders to warehouse' },
	{ id: 102, name: 'Stock to shop' },
	{ id: 103, name: 'Returns' },
	{ id: 104, name: 'returns' },
];
const ENVIRONMENTS = [{ id: 12, name: 'Staging' }];

const named = (value: string) => ({ __rl: true, mode: 'name', value });

/** Patchworks with some flows and environments, and the paths of what reached it. */
function patchworks() {
	const seen = answerAll(CLOUD.core, ({ url }) => {
		const { pathname } = new URL(url, CLOUD.core);
		if (pathname.endsWith('/virtual-environments')) return [200, page(ENVIRONMENTS, 1, 1)];
		if (pathname === '/api/v1/flows') return [200, page(FLOWS, 1, 1)];
		if (pathname.endsWith('/versions')) return [200, page([{ id: 7, name: 'First' }], 1, 1)];
		return [200, { data: { id: Number(pathname.split('/').pop()), name: 'The flow' } }];
	});
	const starts = answerAll(CLOUD.start, () => [200, { data: { flow_run_id: 9001 } }]);
	const paths = (requests: typeof seen) => requests.map(({ url }) => url.split('?')[0]);
	return { lists: () => paths(seen), started: () => paths(starts), starts };
}

async function get(name: string, items: IDataObject[] = [{}]) {
	return await runPatchworks(
		engine,
		{ resource: 'flow', operation: 'get', flowId: named(name) },
		{ items },
	);
}

describe('A flow by name', () => {
	it.each(['Orders to warehouse', ' ORDERS to Warehouse '])('is found as "%s"', async (name) => {
		const { lists } = patchworks();

		const { error, items } = await get(name);

		expect(error).toBeUndefined();
		expect(lists()).toEqual(['/api/v1/flows', '/api/v1/flows/101']);
		expect(items[0].id).toBe(101);
	});

	it.each(['NFC', 'NFD'])(
		'is found with an accent that is written in the form %s',
		async (form) => {
			answerAll(CLOUD.core, ({ url }) =>
				url.startsWith('/api/v1/flows?')
					? [200, page([{ id: 105, name: 'Café orders'.normalize('NFC') }], 1, 1)]
					: [200, { data: { id: 105 } }],
			);

			const { error, items } = await get('Café orders'.normalize(form));

			expect(error).toBeUndefined();
			expect(items[0].id).toBe(105);
		},
	);

	it('may be another for each item, and the list is read once for all', async () => {
		const { lists } = patchworks();

		const { error } = await get('={{ $json.flow }}', [
			{ flow: 'Orders to warehouse' },
			{ flow: 'Stock to shop' },
			{ flow: 'orders to warehouse' },
		]);

		expect(error).toBeUndefined();
		expect(lists().filter((path) => path === '/api/v1/flows')).toHaveLength(1);
		expect(lists().slice(1).sort()).toEqual([
			'/api/v1/flows/101',
			'/api/v1/flows/101',
			'/api/v1/flows/102',
		]);
	});

	it('that nothing has is an error with the nearest names, before anything is started', async () => {
		const { started } = patchworks();

		const { error } = await runPatchworks(
			engine,
			{ resource: 'flow', operation: 'start', flowId: named('={{ $json.flow }}') },
			{ items: [{ flow: 'Orders to warehouse' }, { flow: 'Order to warehouse' }] },
		);

		expect(error?.message).toContain('has no match for the name "Order to warehouse"');
		expect(error?.message).toContain('[item 1]');
		expect(error?.description).toMatch(/^The nearest names are "Orders to warehouse", /);
		expect(started()).toEqual([]);
	});

	it('that is a whole document is an error that does not repeat it', async () => {
		patchworks();

		const { error } = await get('={{ $json.document }}', [
			{ document: 'Returned'.repeat(100_000) },
		]);

		const start = 'Returned'.repeat(13).slice(0, 100);
		expect(error?.message).toBe(
			`'Flow' has no match for the name "${start}" [item 0]. Nothing was sent.`,
		);
		expect(error?.description).toMatch(/^The nearest names are "/);
	});

	it('that two have is an error with both IDs', async () => {
		patchworks();

		const { error } = await get('Returns');

		expect(error?.message).toContain('has 2 matches for the name "Returns": IDs 103, 104');
	});

	it('whose list Patchworks refuses is an error that says what was looked up', async () => {
		answerAll(CLOUD.core, () => [403, { message: 'This action is unauthorized.' }]);

		const { error } = await get('Orders to warehouse');

		expect(error?.message).toBe('This action is unauthorized.');
		expect(error?.description).toContain(
			"This was the list in which the name in 'Flow' is looked up.",
		);
	});

	it('whose list cannot be read fails each item, and the list is asked for once', async () => {
		const core = answerAll(CLOUD.core, () => [403, { message: 'This action is unauthorized.' }]);

		const { failed, failedOutput } = await runPatchworks(
			engine,
			{ resource: 'flow', operation: 'get', flowId: named('={{ $json.flow }}') },
			{
				items: [{ flow: 'Returns' }, { flow: 'Stock to shop' }, { flow: 'Returns' }],
				onError: 'continueErrorOutput',
			},
		);

		expect(core).toHaveLength(1);
		expect(failed.map(({ flow }) => flow)).toEqual(['Returns', 'Stock to shop', 'Returns']);
		for (const { error } of failed) {
			const { message, description, httpCode } = error as Record<string, string>;
			expect(message).toMatch(/^This action is unauthorized\. \[item \d\]$/);
			expect(httpCode).toBe('403');
			expect(description.match(/This was the list/g)).toHaveLength(1);
		}
		expect(failedOutput.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2].map((item) => ({ item })),
		);
	});

	it('that is empty is an error', async () => {
		const { lists } = patchworks();

		const { error } = await get('={{ $json.missing }}');

		expect(error?.message).toContain('is empty');
		expect(lists()).toEqual([]);
	});

	it('goes to the error output alone where the node goes on', async () => {
		patchworks();

		const { items, failed } = await runPatchworks(
			engine,
			{ resource: 'flow', operation: 'get', flowId: named('={{ $json.flow }}') },
			{
				items: [{ flow: 'Nothing' }, { flow: 'Stock to shop' }],
				onError: 'continueErrorOutput',
			},
		);

		expect(items.map(({ id }) => id)).toEqual([102]);
		expect(failed).toHaveLength(1);
	});
});

it('Another field by name is resolved, too, and what the request needs is the ID', async () => {
	const { starts } = patchworks();

	const { error } = await runPatchworks(engine, {
		resource: 'flow',
		operation: 'start',
		flowId: named('Orders to warehouse'),
		virtualEnvironmentId: named('staging'),
	});

	expect(error).toBeUndefined();
	expect(starts.map(({ url }) => url)).toEqual([
		'/api/v1/flows/101/start/raw?virtual_environment_id=12',
	]);
});

it.each([
	['left empty is none, as it is by ID', '', undefined],
	['of an expression that gives nothing is an error', '={{ $json.missing }}', 'is empty'],
])('A field that may be empty and is by name: one %s', async (_title, name, problem) => {
	const { starts } = patchworks();

	const { error } = await runPatchworks(engine, {
		resource: 'flow',
		operation: 'start',
		flowId: named('Orders to warehouse'),
		virtualEnvironmentId: named(name),
	});

	if (problem !== undefined) expect(error?.message).toContain(problem);
	else expect(error?.message).toBeUndefined();
	expect(starts.map(({ url }) => url)).toEqual(
		problem === undefined ? ['/api/v1/flows/101/start/raw'] : [],
	);
});

it('Each company looks up in its own lists', async () => {
	engine.credentials.add('perItem', 'PatchworksApiKey', {
		apiKey: '={{ $json.key }}',
		hosting: 'cloud',
	});
	const seen = answerAll(CLOUD.core, ({ url, authorization }) => {
		const id = authorization === 'made-up-key-a' ? 1 : 2;
		return url.startsWith('/api/v1/flows?')
			? [200, page([{ id, name: 'Orders' }], 1, 1)]
			: [200, { data: { id } }];
	});

	const { error, items } = await runPatchworks(
		engine,
		{ resource: 'flow', operation: 'get', flowId: named('Orders') },
		{ items: [{ key: 'made-up-key-a' }, { key: 'made-up-key-b' }], credentialId: 'perItem' },
	);

	expect(error).toBeUndefined();
	expect(items.map(({ id }) => id)).toEqual([1, 2]);
	expect(seen.map(({ url, authorization }) => `${authorization} ${url.split('?')[0]}`)).toContain(
		'made-up-key-b /api/v1/flows/2',
	);
});

it('Each self-hosted company looks up in its own lists, also where the keys are the same', async () => {
	engine.credentials.add('installs', 'PatchworksApiKey', {
		apiKey: 'made-up-key',
		hosting: 'selfHosted',
		coreUrl: '={{ $json.host }}',
		startUrl: '={{ $json.host }}',
	});
	const hosts = ['https://a.example.com', 'https://b.example.com'];
	const own = hosts.map((host, index) =>
		answerAll(host, ({ url }) =>
			url.startsWith('/api/v1/flows?')
				? [200, page([{ id: index + 1, name: 'Orders' }], 1, 1)]
				: [200, { data: { id: 9 } }],
		),
	);

	const { error } = await runPatchworks(
		engine,
		{ resource: 'flow', operation: 'start', flowId: named('Orders') },
		{ items: hosts.map((host) => ({ host })), credentialId: 'installs' },
	);

	expect(error).toBeUndefined();
	expect(own.map((seen) => seen.map(({ url }) => url.split('?')[0]))).toEqual([
		['/api/v1/flows', '/api/v1/flows/1/start/raw'],
		['/api/v1/flows', '/api/v1/flows/2/start/raw'],
	]);
});

it('A list in the editor that depends on a flow takes the flow by its name', async () => {
	const { lists } = patchworks();

	const { results } = await searchList(engine, 'searchFlowVersions', {
		flowId: named('Stock to shop'),
	});

	expect(results.map(({ value }) => value)).toEqual(['7']);
	expect(lists()).toEqual(['/api/v1/flows', '/api/v1/flows/102/versions']);
});
