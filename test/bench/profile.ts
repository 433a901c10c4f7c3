import { mapValues, sum, sumBy } from 'lodash';

import { inspector, process, projectRoot } from '../support/node';
import type { Way } from './cases';
import { createBenchEngine, list, singles } from './cases';
import { LocalServer } from './localServer';

/** Says where the time of the benchmark's cases goes that have no delay, in milliseconds a run. */

type CallFrame = import('node:inspector').Profiler.ProfileNode['callFrame'];

const WARM_UP_RUNS = 15;
const RUNS = 40;
const INTERVAL_MICROSECONDS = 100;
const WAYS: Way[] = ['Patchworks node', 'HTTP Request node', 'bare fetch'];

const PARTS: Record<string, (frame: CallFrame) => boolean> = {
	'this package': ({ url }) => url.includes(`${projectRoot}/dist/`),
	'reading JSON': ({ functionName }) =>
		/^(transformResponse|parseJSONFromBytes)$/.test(functionName),
	'collecting garbage': ({ functionName }) => functionName === '(garbage collector)',
	'waiting for the server': ({ functionName }) => functionName === '(idle)',
	'n8n and its HTTP client, Node.js': () => true,
};

async function main(): Promise<void> {
	const server = await LocalServer.start();
	const engine = await createBenchEngine(server);
	for (const [name, ways] of Object.entries({
		'200 single requests': singles,
		'a list of 20,000 rows': list,
	})) {
		for (const way of WAYS) {
			const run = async () => await ways[way]?.(engine, server);
			print(`${name}, ${way}`, await profile(run));
		}
	}
	server.stop();
}

/** Milliseconds a run by part. */
async function profile(run: () => Promise<unknown>): Promise<Record<string, number>> {
	for (let count = 0; count < WARM_UP_RUNS; count++) await run();
	const session = new inspector.Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.setSamplingInterval', { interval: INTERVAL_MICROSECONDS });
	await session.post('Profiler.start');
	for (let count = 0; count < RUNS; count++) await run();
	const { nodes, samples = [], timeDeltas = [] } = (await session.post('Profiler.stop')).profile;
	session.disconnect();

	const partOf = new Map(
		nodes.map(({ id, callFrame }) => [
			id,
			Object.keys(PARTS).find((part) => PARTS[part](callFrame)),
		]),
	);
	return mapValues(PARTS, (_, part) => {
		const microseconds = sumBy([...samples.keys()], (index) =>
			partOf.get(samples[index]) === part ? timeDeltas[index] : 0,
		);
		return microseconds / 1000 / RUNS;
	});
}

function print(title: string, parts: Record<string, number>): void {
	const total = sum(Object.values(parts));
	process.stdout.write(`${title}: ${total.toFixed(0)} ms\n`);
	for (const [part, milliseconds] of Object.entries(parts)) {
		process.stdout.write(`${milliseconds.toFixed(1).padStart(8)}  ${part}\n`);
	}
}

void main();
