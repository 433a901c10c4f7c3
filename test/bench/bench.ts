import { sleep } from 'n8n-workflow';

import { fs, process } from '../support/node';
import { storeBinaryDataOnDisk } from './binaryData';
import type { Way } from './cases';
import {
	addKey,
	addUser,
	createBenchEngine,
	list,
	reportFailures,
	runNode,
	singles,
} from './cases';
import { CAUSES } from './failedRuns';
import type { Counts } from './localServer';
import { LocalServer } from './localServer';
import { forkHere } from './processes';

/**
 * Measures the node against n8n's HTTP Request node and a bare loop with fetch, all in one process and
 * one run, in rounds that alternate between them. The first rounds do not count: an n8n that has been
 * running for a while has compiled what it runs. Every other round goes backwards, as each way leaves
 * garbage that is collected while the next one runs.
 */

/** By the delay: rounds with one take a minute. */
const ROUNDS: Record<number, number> = { 0: 11, 100: 5 };
const WARM_UP_ROUNDS = 20;

const CASES = {
	'200 single requests': singles,
	'A list of 20,000 rows': list,
};

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const print = (line: string) => process.stdout.write(`${line}\n`);

async function compare(): Promise<void> {
	const server = await LocalServer.start();
	const engine = await createBenchEngine(server);
	print(
		`Medians of ${Object.values(ROUNDS).join(' and ')} alternating rounds; Node.js ${process.version}`,
	);
	print('');
	print('| | delay | way | ms | of HTTP Request | of bare fetch | requests |');
	print('|---|---|---|---|---|---|---|');
	for (const delay of Object.keys(ROUNDS).map(Number)) {
		for (const [name, ways] of Object.entries(CASES)) {
			// With a delay, page after page takes 20 s, and Split Out adds nothing that would show.
			const measured = (Object.keys(ways) as Way[]).filter(
				(way) => way !== 'HTTP Request, Split Out' || delay === 0,
			);
			const times = new Map<Way, number[]>(measured.map((way) => [way, []]));
			const counts = new Map<Way, Counts>();
			for (let round = delay === 0 ? -WARM_UP_ROUNDS : 0; round < ROUNDS[delay]; round++) {
				for (const way of round % 2 === 0 ? measured : [...measured].reverse()) {
					await server.set({ delay });
					const startedAt = performance.now();
					await ways[way]?.(engine, server);
					if (round >= 0) times.get(way)?.push(performance.now() - startedAt);
					counts.set(way, await server.counts());
				}
			}
			const medians = new Map([...times].map(([way, values]) => [way, median(values)]));
			const ratio = (way: Way, to: Way) =>
				((medians.get(way) ?? 0) / (medians.get(to) ?? 1)).toFixed(2);
			for (const way of measured) {
				print(
					`| ${name} | ${delay} ms | ${way} | ${medians.get(way)?.toFixed(0)} | ${ratio(way, 'HTTP Request node')} | ${ratio(way, 'bare fetch')} | ${counts.get(way)?.requests} |`,
				);
			}
		}
	}
	await logins(server);
	await report(server);
	await rateLimit(server);
	server.stop();
}

/** How long 1,000 items take under a limit, and how many requests are refused; 24 s are the least. */
async function rateLimit(server: LocalServer): Promise<void> {
	const flowId = { __rl: true, mode: 'id', value: '1' };
	const cases = {
		reads: { resource: 'flow', operation: 'get', flowId },
		starts: { resource: 'flow', operation: 'start', flowId },
	};
	print('');
	print('| 1,000 items, 240 requests in 6 s | s | requests | of them refused |');
	print('|---|---|---|---|');
	for (const [name, parameters] of Object.entries(cases)) {
		// What one learned of the limit, another has to learn anew.
		const engine = await createBenchEngine(server);
		addKey(engine, server, `made-up-key-${name}`);
		await server.set({ limit: 240, windowMs: 6_000 });
		const startedAt = performance.now();
		await runNode(engine, 'n8n-nodes-patchworks.patchworks', parameters, 1_000);
		const seconds = (performance.now() - startedAt) / 1_000;
		const { requests, refused } = await server.counts();
		print(`| ${name} | ${seconds.toFixed(1)} | ${requests} | ${refused} |`);
	}
}

/** How many logins a burst of items takes, by the token that is stored before it. */
async function logins(server: LocalServer): Promise<void> {
	const engine = await createBenchEngine(server);
	const burst = async (items: number) =>
		await runNode(
			engine,
			'n8n-nodes-patchworks.patchworks',
			{
				authentication: 'oAuth',
				resource: 'flow',
				operation: 'get',
				flowId: { __rl: true, mode: 'id', value: '1' },
			},
			items,
			{ PatchworksOAuth: { id: 'user', name: 'user' } },
		);
	print('');
	print('| logins in a burst of | 1 | 100 | 1,000 items |');
	print('|---|---|---|---|');
	for (const stored of ['no token', 'an expired token', 'a revoked token']) {
		const cells: number[] = [];
		for (const items of [1, 100, 1_000]) {
			await server.set();
			// Another password is another login, so that none is shared with the burst before.
			addUser(engine, server.origin, `made-up-password-${stored}-${items}`);
			if (stored !== 'no token') {
				// A second is the shortest lifetime that is heeded.
				await server.set({ lifetime: stored === 'an expired token' ? 1 : 3_600 });
				await burst(1).catch(() => {});
				if (stored === 'an expired token') await sleep(1_000);
				await server.set({ revoke: stored === 'a revoked token' });
			}
			await burst(items);
			cells.push((await server.counts()).logins);
		}
		print(`| ${stored} | ${cells.join(' | ')} |`);
	}
}

/** How long a report of 10,000 failed runs takes, and how many requests. */
async function report(server: LocalServer): Promise<void> {
	const engine = await createBenchEngine(server);
	print('');
	print('| report of 10,000 failed runs | ms | requests | causes |');
	print('|---|---|---|---|');
	for (const [delay, rounds] of Object.entries(ROUNDS)) {
		const times: number[] = [];
		let causes = 0;
		let requests = 0;
		for (let round = 0; round < rounds; round++) {
			await server.set({ delay: Number(delay) });
			const startedAt = performance.now();
			causes = await reportFailures(engine);
			times.push(performance.now() - startedAt);
			({ requests } = await server.counts());
		}
		if (causes !== CAUSES) throw new Error(`The report found ${causes} of ${CAUSES} causes`);
		print(`| ${delay} ms delay | ${median(times).toFixed(0)} | ${requests} | ${causes} |`);
	}
}

const MEMORY_CASES = [
	'nothing but n8n',
	'20,000 rows, Patchworks node',
	'20,000 rows, HTTP Request node',
	'100,000 rows, Patchworks node',
	'100,000 rows, HTTP Request node',
	'report of 10,000 failed runs',
	'download of 64 MB, to disk',
	'download of 64 MB, in memory',
] as const;

type MemoryCase = (typeof MEMORY_CASES)[number];

/** Runs each case in a process of its own, which reports the most memory it held. */
async function memory(cases: readonly MemoryCase[] = MEMORY_CASES): Promise<void> {
	print('');
	print('| peak memory | MB | above n8n alone |');
	print('|---|---|---|');
	let base = 0;
	for (const [index, name] of cases.entries()) {
		const peak = await new Promise<number>((resolve, reject) => {
			const child = forkHere('bench.ts', ['--memory', String(MEMORY_CASES.indexOf(name))]);
			child.once('message', (message) => resolve(Number(message)));
			child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
		});
		if (index === 0) base = peak;
		print(`| ${name} | ${peak.toFixed(0)} | ${(peak - base).toFixed(0)} |`);
	}
}

async function memoryCase(name: MemoryCase): Promise<void> {
	const server = await LocalServer.start();
	const engine = await createBenchEngine(server);
	await server.set({ rows: name.startsWith('100,000') ? 100_000 : 20_000 });
	if (name.startsWith('report')) await reportFailures(engine);
	if (name.includes('rows')) {
		const way = name.endsWith('HTTP Request node') ? 'HTTP Request node' : 'Patchworks node';
		await list[way]?.(engine, server);
	}
	if (name.startsWith('download')) {
		const folder = name.endsWith('disk') ? await storeBinaryDataOnDisk() : undefined;
		await runNode(
			engine,
			'n8n-nodes-patchworks.patchworks',
			{
				resource: 'payload',
				operation: 'download',
				payloadId: { __rl: true, mode: 'id', value: '1' },
			},
			1,
		);
		if (folder) fs.rmSync(folder, { recursive: true });
	}
	server.stop();
	process.send?.(process.resourceUsage().maxRSS / 1024);
}

/** The parts that can be run alone. */
const PARTS: Record<string, (server: LocalServer) => Promise<void>> = {
	'--limit': rateLimit,
	'--logins': logins,
	'--report': async (server) => {
		await report(server);
		await memory(['nothing but n8n', 'report of 10,000 failed runs']);
	},
};

async function runAlone(part: (server: LocalServer) => Promise<void>): Promise<void> {
	const server = await LocalServer.start();
	await part(server);
	server.stop();
}

async function main(): Promise<void> {
	const [flag, index] = process.argv.slice(2);
	if (flag === '--memory') return await memoryCase(MEMORY_CASES[Number(index)]);
	if (flag in PARTS) return await runAlone(PARTS[flag]);
	await compare();
	await memory();
}

void main();
