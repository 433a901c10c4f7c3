import type { Engine } from '../harness/engine';
import { createEngine } from '../harness/patchworks';
import { FaultyServer } from './faultyServer';
import type { Method } from './matrix';
import { FAULTS, REQUESTS, runCell } from './matrix';

let engine: Engine;
let server: FaultyServer;

beforeAll(async () => {
	engine = await createEngine();
	server = await FaultyServer.start();
	// Waits back off with full jitter; here they are drawn short.
	jest.spyOn(Math, 'random').mockReturnValue(0.02);
});
afterAll(async () => {
	jest.restoreAllMocks();
	await server.close();
});

describe.each(FAULTS)('$name', (fault) => {
	it.each(Object.keys(REQUESTS) as Method[])('%s', async (method) => {
		const { error, sent, carriedOut } = await runCell(engine, server, fault, method);

		const expected = fault.sees[method];
		if (expected) expect(error).toMatch(expected);
		else expect(error).toBeUndefined();
		expect(sent).toBe(fault.sent[method]);
		if (method === 'POST' || method === 'PATCH') expect(carriedOut).toBeLessThanOrEqual(1);
	});
});
