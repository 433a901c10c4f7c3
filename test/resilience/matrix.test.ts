import type { Engine } from '../support/harness/engine';
import { createEngine } from '../support/harness/patchworks';
import { fs, path } from '../support/node';
import { FaultyServer } from './support/faultyServer';
import type { Method, Outcomes } from './matrix';
import { FAULTS, REQUESTS, runCell, tableOf } from './matrix';

let engine: Engine;
let server: FaultyServer;
const outcomes: Outcomes = new Map();

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
		const outcome = await runCell(engine, server, fault, method);
		outcomes.set(fault.name, (outcomes.get(fault.name) ?? new Map()).set(method, outcome));
		const { error, sent, carriedOut } = outcome;

		const expected = fault.sees[method];
		if (expected) expect(error).toMatch(expected);
		else expect(error).toBeUndefined();
		expect(sent).toBe(fault.sent[method]);
		if (method === 'POST' || method === 'PATCH') expect(carriedOut).toBeLessThanOrEqual(1);
	});
});

describe('docs/reliability.md', () => {
	it('holds the matrix as it is', () => {
		const document = fs.readFileSync(path.join('docs', 'reliability.md'), 'utf8');
		expect(document).toContain(tableOf(outcomes));
	});
});
