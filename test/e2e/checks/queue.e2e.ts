import { process } from '../../support/node';
import type { Service } from '../processes';
import type { Postgres } from '../services/postgres';
import { findPostgres, startPostgres } from '../services/postgres';
import type { Redis } from '../services/redis';
import { hasRedis, startRedis } from '../services/redis';
import { expectSuccess } from '../expectations';
import type { Execution } from '../n8n/rest-client';
import { jsonOf } from '../n8n/rest-client';
import type { World } from '../setting';
import { setting, startWorld } from '../setting';
import { startWorker } from '../n8n/start-n8n';
import { untilTaken, waitFor } from '../waiting';
import { chain, node, patchworks } from '../workflows';

const EXECUTIONS = 500;
const WORKERS = 2;
const EXECUTIONS_AT_A_TIME = 10;

let redis: Redis | undefined;
let postgres: Postgres | undefined;
let world: World;
let workers: Service[] = [];
let webhook: string;
let workflow: string;

beforeAll(async () => {
	const programs = findPostgres();
	if (!programs || !(await hasRedis())) {
		if (process.env.CI) {
			throw new Error('Queue mode cannot be checked: install redis-server and postgresql');
		}
		return;
	}
	[redis, postgres] = await Promise.all([startRedis(), startPostgres(programs)]);
	const env = {
		...postgres.env,
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		// Sooner than by default n8n takes a worker for dead, but not one that is only slow.
		QUEUE_WORKER_LOCK_DURATION: '20000',
		QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
		QUEUE_WORKER_STALLED_INTERVAL: '5000',
		// n8n 1.x runs again what a killed worker was at, unless it is told not to; n8n 2 never does.
		QUEUE_WORKER_MAX_STALLED_COUNT: '0',
	};
	world = await startWorld({ env, sandbox: { history: false } });
	const { install } = setting();
	const { userFolder } = world;
	workers = await Promise.all(
		Array.from({ length: WORKERS }, async () => await startWorker({ install, userFolder, env })),
	);
	workflow = await world.n8n.rest.createWorkflow(
		chain(
			node(
				'Order',
				'n8n-nodes-base.webhook',
				{ httpMethod: 'POST', path: 'orders', responseMode: 'onReceived' },
				{ typeVersion: 2, webhookId: 'orders' },
			),
			patchworks(
				{
					resource: 'flow',
					operation: 'start',
					flowId: { __rl: true, mode: 'id', value: '101' },
					payload: '={{ $json.body }}',
				},
				world.credentials.oAuth,
			),
		),
	);
	await world.n8n.rest.activate(workflow);
	webhook = `${world.n8n.url}/webhook/orders`;
	await waitFor('the webhook', async () => (await post({ order: 0 })).ok || undefined);
});
afterAll(async () => {
	await Promise.all(workers.map(async (worker) => await worker.stop()));
	await world?.stop();
	await postgres?.stop();
	await redis?.stop();
});

/** Skips, with a message, on a developer's machine without Redis or PostgreSQL. */
function inQueueMode(name: string, check: () => Promise<void>): void {
	it(name, async () => {
		if (redis) return await check();
		process.stdout.write(`    skipped, as redis-server or postgresql is not installed: ${name}\n`);
	});
}

async function post(body: object): Promise<Response> {
	return await untilTaken(
		async () =>
			await fetch(webhook, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			}),
	);
}

async function order(numbers: number[]): Promise<void> {
	const waiting = [...numbers];
	const sender = async () => {
		for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
			expect((await post({ order: number })).status).toBe(200);
		}
	};
	await Promise.all(Array.from({ length: 20 }, sender));
}

/** Executions by their number in this n8n, once they have ended. */
async function ended(ids: number[]): Promise<Execution[]> {
	const executions: Execution[] = [];
	for (const id of ids) executions.push(await world.n8n.rest.ended(String(id)));
	return executions;
}

const numbers = (from: number, count: number) =>
	Array.from({ length: count }, (_, index) => from + index);
const logins = () => world.sandbox.requestsTo({ operationId: 'login' }).length;
const startedOrders = () =>
	world.sandbox.runs.flatMap(({ payload }) =>
		payload ? [(JSON.parse(String(payload.bytes)) as { order?: number }).order ?? 0] : [],
	);

inQueueMode(
	`two workers start each of ${EXECUTIONS} flows once, and log in at most once each`,
	async () => {
		await order(numbers(1, EXECUTIONS - 1));
		const executions = await ended(numbers(1, EXECUTIONS));

		for (const execution of executions) {
			expectSuccess(execution);
			expect(jsonOf(execution, 'Patchworks')).toEqual([
				expect.objectContaining({ flowRunId: expect.any(String) }),
			]);
		}
		const runIds = executions.map((one) => jsonOf(one, 'Patchworks')[0].flowRunId);
		expect(new Set(runIds).size).toBe(EXECUTIONS);
		const orders = startedOrders();
		expect(orders.sort((a, b) => a - b)).toEqual(numbers(0, EXECUTIONS));
		expect(logins()).toBeGreaterThanOrEqual(1);
		expect(logins()).toBeLessThanOrEqual(WORKERS);
	},
);

inQueueMode(
	'when a worker is killed in mid-run, the other takes over what waits, and n8n tells what it was at',
	async () => {
		const [first, count] = [1_001, 60];
		let held = 0;
		let letGo = () => {};
		const killed = new Promise<void>((resolve) => {
			letGo = resolve;
		});
		const end = world.sandbox.onRequest(async ({ host }) => {
			if (host !== 'start') return;
			held += 1;
			await killed;
		});
		await order(numbers(first, count));
		// More than one worker takes at a time, so that each is at some.
		await waitFor('starts under way', () => held > EXECUTIONS_AT_A_TIME || undefined);
		await workers[0].kill();
		letGo();
		const executions = await ended(numbers(EXECUTIONS + 1, count));
		end();

		const broken = executions.filter(({ status }) => status !== 'success');
		expect(broken.length).toBeGreaterThanOrEqual(1);
		expect(broken.length).toBeLessThanOrEqual(EXECUTIONS_AT_A_TIME);
		for (const { status } of broken) expect(['error', 'crashed']).toContain(status);
		// Nobody else begins again with what the killed worker was at: an order might go out twice.
		const orders = startedOrders().filter((number) => number >= first);
		expect(orders).toHaveLength(new Set(orders).size);
		expect(orders.length).toBeGreaterThanOrEqual(count - broken.length);
	},
);
