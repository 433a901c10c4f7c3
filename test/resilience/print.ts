import { createEngine } from '../support/harness/patchworks';
import { process } from '../support/node';
import { FaultyServer } from './support/faultyServer';
import type { Method, Outcomes } from './matrix';
import { FAULTS, REQUESTS, runCell, tableOf } from './matrix';

/** Runs the whole matrix and prints it, as docs/reliability.md holds it. */
async function main(): Promise<void> {
	// Waits back off with full jitter; here they are drawn short.
	Math.random = () => 0.02;
	const engine = await createEngine();
	const server = await FaultyServer.start();
	const outcomes: Outcomes = new Map();
	for (const fault of FAULTS) {
		const cells = new Map();
		outcomes.set(fault.name, cells);
		for (const method of Object.keys(REQUESTS) as Method[]) {
			cells.set(method, await runCell(engine, server, fault, method));
		}
	}
	process.stdout.write(`${tableOf(outcomes)}\n`);
	await server.close();
	process.exit();
}

void main();
