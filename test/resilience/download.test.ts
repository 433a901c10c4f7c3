import { BinaryDataService, FileTooLargeError } from 'n8n-core';

import type { Engine } from '../support/harness/engine';
import { API_KEY, createEngine, runPatchworks } from '../support/harness/patchworks';
import { global, timers, zlib } from '../support/node';
import type { Behaviour } from './support/faultyServer';
import { FaultyServer, json, text } from './support/faultyServer';
import { DOWNLOAD, GET, runAgainst, START } from './support/setup';

let engine: Engine;
let server: FaultyServer;
let other: FaultyServer;

beforeAll(async () => {
	engine = await createEngine();
	[server, other] = await Promise.all([FaultyServer.start(), FaultyServer.start()]);
	jest.spyOn(Math, 'random').mockReturnValue(0.02);
	const { setTimeout } = timers;
	jest.spyOn(global, 'setTimeout').mockImplementation(((callback: () => void, time = 0) => {
		const isSlice = time >= 100 && time <= 500;
		return setTimeout(callback, isStalled && isSlice ? 0 : time);
	}) as typeof setTimeout);
});
afterAll(async () => {
	jest.restoreAllMocks();
	await Promise.all([server.close(), other.close()]);
});

const CONTENT = 'order,quantity\n1001,2\n'.repeat(5_000);
const file = text(200, CONTENT, { 'content-type': 'text/csv' });

const half: Behaviour = (response) => {
	response.writeHead(200, { 'content-type': 'text/csv', 'content-length': CONTENT.length });
	response.write(CONTENT.slice(0, CONTENT.length / 2), () => response.socket?.destroy());
};
const half503: Behaviour = (response) => {
	response.writeHead(503, { 'content-type': 'application/json', 'content-length': 1_000 });
	response.write('{"message": "Unav', () => response.socket?.destroy());
};
let isStalled = false;
const stalled: Behaviour = (response) => {
	isStalled = true;
	response.on('close', () => (isStalled = false));
	response.writeHead(200, { 'content-type': 'text/csv', 'content-length': CONTENT.length });
	response.write(CONTENT.slice(0, CONTENT.length / 2));
};
const damaged: Behaviour = (response) => {
	const body = zlib.gzipSync(CONTENT);
	body.fill(0xff, 20, 60);
	response.writeHead(200, { 'content-type': 'text/csv', 'content-encoding': 'gzip' });
	response.end(body);
};

/** Enough for a whole file also on a busy machine; while a download stalls, a minute goes by at once. */
const OPTIONS = { requestHandling: { retries: 2 }, requestOptions: { timeout: 60_000 } };

describe('A download', () => {
	it.each([
		['breaks off', half],
		['stalls', stalled],
		['arrives damaged', damaged],
		['is answered with 503', json(503, { message: 'Unavailable' })],
		['is answered with a 503 that breaks off', half503],
	])('that %s is made again and is whole', async (_, fault) => {
		await server.plan(fault, file);
		const { output, error } = await runAgainst(engine, server, {
			...DOWNLOAD,
			...OPTIONS,
		});
		expect(error).toBeUndefined();
		expect(Buffer.from(output[0].binary?.data.data ?? '', 'base64').toString()).toBe(CONTENT);
		expect(output).toHaveLength(1);
		expect(server.requests).toHaveLength(2);
	});

	it.each([
		['breaks off', half, 'the connection was closed before the answer came'],
		['stalls', stalled, 'no answer came in time'],
		['arrives damaged', damaged, 'the answer was damaged on its way'],
	])('that always %s is an error that says so', async (_, fault, message) => {
		await server.plan(fault);
		const { error } = await runAgainst(engine, server, { ...DOWNLOAD, ...OPTIONS });
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/It was tried 3 times in \d+ s\./);
		expect(server.requests).toHaveLength(3);
	});

	it('asks for a file that is not compressed, since a compressed one that breaks off looks whole', async () => {
		await server.plan(file);
		await runAgainst(engine, server, DOWNLOAD);
		expect(server.requests[0].headers['accept-encoding']).toBe('identity');
	});

	it('follows a redirect to another host, without the key', async () => {
		await other.plan(file);
		await server.plan(text(302, '', { location: `${other.origin}/stored/payload.csv` }));
		const { output, error } = await runAgainst(engine, server, DOWNLOAD);
		expect(error).toBeUndefined();
		expect(Buffer.from(output[0].binary?.data.data ?? '', 'base64').toString()).toBe(CONTENT);
		expect(server.requests[0].headers.authorization).toContain(API_KEY);
		expect(other.requests).toHaveLength(1);
		expect(JSON.stringify(other.requests)).not.toContain(API_KEY);
	});

	it.each([
		['follows a redirect to a domain that the credential is held to', 'localhost', 1, undefined],
		[
			'does not follow one to another domain, and says so',
			'files.example.com',
			0,
			/^n8n stopped the request to .*: Domain not allowed: .* accessing localhost:\d+\. Only the following domains are allowed: 127\.0\.0\.1, files\.example\.com\.$/,
		],
	])('%s', async (name, allowedDomains, reached, said) => {
		await other.plan(file);
		const location = `${other.origin.replace('127.0.0.1', 'localhost')}/stored/payload.csv`;
		await server.plan(text(302, '', { location }));
		engine.credentials.add(name, 'PatchworksApiKey', {
			apiKey: API_KEY,
			hosting: 'selfHosted',
			coreUrl: server.origin,
			startUrl: server.origin,
			allowedHttpRequestDomains: 'domains',
			allowedDomains,
		});

		const { error } = await runPatchworks(engine, DOWNLOAD, { credentialId: name });

		if (said) expect(error?.message).toMatch(said);
		else expect(error).toBeUndefined();
		expect(other.requests).toHaveLength(reached);
	});

	it('that arrived fails in the words of n8n where n8n cannot keep the file', async () => {
		const tooLarge = { fileSizeMb: 600, maxFileSizeMb: 512, fileId: '1', fileName: 'payload.csv' };
		jest
			.spyOn(BinaryDataService.prototype, 'store')
			.mockRejectedValueOnce(new FileTooLargeError(tooLarge));
		await server.plan(file);

		const { error } = await runAgainst(engine, server, DOWNLOAD);

		expect(error?.message).toMatch(/^Failed to write binary file "payload\.csv"/);
		expect(server.requests).toHaveLength(1);
	});

	it('does not follow a redirect for ever', async () => {
		await server.plan((response, request) => {
			void text(302, '', { location: request.path })(response, request);
		});
		const { error } = await runAgainst(engine, server, DOWNLOAD);
		expect(error?.message).toMatch('it redirected again and again');
		expect(server.requests.length).toBeLessThan(30);
	});
});

describe('Any other request', () => {
	it.each([
		['GET', GET],
		['POST', START],
	])('by %s does not follow a redirect to another host', async (_, parameters) => {
		await other.plan(json(200, { data: {} }));
		await server.plan(text(307, '', { location: `${other.origin}/api/v1/flows` }));
		const { error } = await runAgainst(engine, server, parameters);
		expect(error?.message).toBe(
			`Patchworks answered with a redirect to ${other.host}, which is not followed.`,
		);
		expect(server.requests).toHaveLength(1);
		expect(other.connections).toBe(0);
	});
});
