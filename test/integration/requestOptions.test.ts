import type { IDataObject, INode } from 'n8n-workflow';
import nock from 'nock';

import { byId } from '../support/harness/operations';
import type { Engine } from '../support/harness/engine';
import { API_KEY, createEngine, runPatchworks } from '../support/harness/patchworks';
import { http } from '../support/node';

let engine: Engine;
let proxy: import('node:http').Server;
let proxyUrl: string;
let asked: Array<{ method?: string; url?: string; headers: IDataObject }>;

const HOST = 'http://core.example.com';
const GET = { resource: 'flow', operation: 'get', flowId: byId('7') };
const START_AND_WAIT = {
	resource: 'flow',
	operation: 'startAndWait',
	flowId: byId('7'),
	payload: '{}',
};

beforeAll(async () => {
	// nock would take the place of the proxy's agent.
	nock.restore();
	engine = await createEngine();
	engine.credentials.add('proxied', 'PatchworksApiKey', {
		apiKey: API_KEY,
		hosting: 'selfHosted',
		coreUrl: HOST,
		startUrl: HOST,
	});
	proxy = http.createServer(({ method, url, headers }, response) => {
		asked.push({ method, url, headers: headers as IDataObject });
		if (url?.includes('/flows/silent')) return;
		const data = method === 'POST' ? { id: 9001 } : { id: 9001, status: 2 };
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify({ data }));
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	const { port } = proxy.address() as import('node:net').AddressInfo;
	proxyUrl = `http://127.0.0.1:${port}`;
});
beforeEach(() => {
	asked = [];
});
afterAll(() => {
	proxy.closeAllConnections();
	proxy.close();
});

const run = async (parameters: INode['parameters'], requestOptions: IDataObject) =>
	await runPatchworks(
		engine,
		{ ...parameters, requestOptions: requestOptions as INode['parameters'] },
		{ credentialId: 'proxied' },
	);

describe("n8n's Request Options", () => {
	it('send a request through a proxy', async () => {
		const { error } = await run(GET, { proxy: proxyUrl });

		expect(error).toBeUndefined();
		expect(asked).toMatchObject([
			{ method: 'GET', url: `${HOST}/api/v1/flows/7`, headers: { authorization: API_KEY } },
		]);
	});

	it('sign in at the proxy', async () => {
		await run(GET, { proxy: proxyUrl.replace('://', '://user:pass%20word@') });

		expect(asked[0].headers['proxy-authorization']).toBe(`Basic ${btoa('user:pass word')}`);
	});

	it('go for all requests of an operation that sends several', async () => {
		const { error } = await run(START_AND_WAIT, { proxy: proxyUrl });

		expect(error).toBeUndefined();
		expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
			`POST ${HOST}/api/v1/flows/7/start/raw`,
			`GET ${HOST}/api/v1/flow-runs/9001?include=flow`,
		]);
	});

	it('take a proxy with a slash at its end', async () => {
		const { error } = await run(GET, { proxy: `${proxyUrl}/` });

		expect(error).toBeUndefined();
		expect(asked).toHaveLength(1);
	});

	it.each([
		'proxy.example.com',
		'proxy.example.com:3128',
		'http://proxy.example.com',
		'http://:3128',
		'http://user:3128@proxy.example.com',
	])('refuse the proxy %s before anything is sent', async (address) => {
		const { error } = await run(GET, { proxy: address });

		expect(error?.message).toBe(
			"'Proxy' is not an address with a port [item 0]. Nothing was sent.",
		);
		expect(error?.description).toBe('Enter it like http://proxy.example.com:3128.');
		expect(error?.context?.itemIndex).toBe(0);
	});

	it('end a request after the timeout', async () => {
		const { error } = await run(
			{ ...GET, flowId: byId('silent-1'), requestHandling: { retries: 0 } },
			{ proxy: proxyUrl, timeout: 100 },
		);

		expect(error?.message).toBe(
			'Patchworks did not answer at core.example.com: no answer came in time.',
		);
	});
});
