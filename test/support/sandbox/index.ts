import type { Host } from '../../conformance/contract/document';
import { ORIGINS } from '../../conformance/contract/document';
import type { Caller } from './state/accounts';
import type { FlowSeed } from './state/flows';
import type { Row } from './state/lists';
import { RateLimiter } from './serving/rateLimit';
import type { RateLimit } from './serving/rateLimit';
import type { LoggedRequest } from './serving/requestLog';
import type { Run } from './state/runs';
import { serve } from './serving/server';
import type { RequestHook, ServerOptions } from './serving/server';
import { CALLBACKS, COMPANY, WEBHOOKS } from './serving/scenario';
import type { StartAnswer, TriggerSeed } from './serving/scenario';
import { World } from './state/world';
import type { NewRun } from './state/world';

export { FLOWS } from './state/flows';
export type { FlowSeed } from './state/flows';
export type { LoggedRequest } from './serving/requestLog';
export type { HookAnswer, RequestHook } from './serving/server';
export type { NewRun } from './state/world';
export { STATUS } from './state/runs';
export type { Run } from './state/runs';

/** How a sandbox is to be; everything has a default. */
export interface SandboxOptions {
	apiKey?: string;
	username?: string;
	password?: string;
	/** Seconds that a token is good for; 86,400 when left out. */
	tokenLifetime?: number;
	/** What the user may do; administrator when left out. An API key is always a manager. */
	role?: Caller['role'];
	/** Requests a minute for one credential, or another window; 240 a minute when left out, false for none. */
	rateLimit?: number | RateLimit | false;
	/** Milliseconds that a run takes; 2,000 when left out. */
	runDuration?: number;
	/** Whether there are runs of last night; true when left out. */
	history?: boolean;
	/** The time, in Unix milliseconds, which then goes on only where a test moves it; the real time when left out. */
	standsAt?: number;
	/** In which ways it differs from what is documented, by name; see `moods/index.ts`. None when left out. */
	moods?: readonly string[];
	/** Where the start answer carries the run's id, which is not published; `data.flow_run_id` when left out. */
	startAnswer?: StartAnswer;
	/** Any free port for each host that is left out. */
	ports?: Partial<Record<Host, number>>;
}

/** A webhook or callback with its whole address. */
export interface SandboxTrigger {
	/** Without the signature. */
	url: string;
	signature: string;
	flowId: number;
	hmacKey?: string;
}

/** A running sandbox. Each host has its own port, so that a request to the wrong one is noticed. */
export interface Sandbox {
	coreUrl: string;
	startUrl: string;
	loginUrl: string;
	webhooksUrl: string;
	callbacksUrl: string;
	apiKey: string;
	username: string;
	password: string;
	webhooks: SandboxTrigger[];
	callbacks: SandboxTrigger[];

	/** Every request, in the order they came. */
	requests: LoggedRequest[];
	/** The requests that a filter picks out, e.g. `{ operationId: 'login' }`. */
	requestsTo(filter: Partial<LoggedRequest>): LoggedRequest[];
	/** Forgets the requests so far. */
	clearRequests(): void;
	/** Lets a test answer requests its own way; the first answer wins. Gives a function that ends it. */
	onRequest(hook: RequestHook): () => void;

	/** Unix milliseconds of the sandbox's clock. */
	now(): number;
	/** Moves the clock on by that many milliseconds: runs go on, tokens and payloads expire. */
	advance(milliseconds: number): void;

	/** Makes every token invalid. */
	revokeTokens(): void;
	/** Seconds; for the logins to come. */
	setTokenLifetime(seconds: number): void;
	setPassword(password: string): void;
	setRole(role: Caller['role']): void;
	addApiKey(key: string): void;
	revokeApiKey(key: string): void;
	setRateLimit(limit: number | RateLimit | false): void;
	/** Puts these moods in place of those before, for what comes from now on; runs that were started keep theirs. */
	setMoods(names: readonly string[]): void;

	/** Adds a flow with its versions and steps. */
	addFlow(flow: FlowSeed): void;
	/** Puts a run into the past, or lets one run now, without a request. */
	addRun(run: NewRun): Run;
	/** Every run there is. */
	runs: readonly Run[];
	/** Keeps a payload of any size and type as one of a run's, and gives its id. */
	addPayload(runId: string, bytes: Buffer, type: string): string;
	/**
	 * The rows behind a list, to look at or to change.
	 *
	 * @param path as the contract writes it, e.g. `/api/v1/labels`
	 * @param params the values in its braces
	 */
	rows(path: string, params?: Record<string, string>): Row[];

	close(): Promise<void>;
}

function toRateLimit(limit: number | RateLimit | false): RateLimit | undefined {
	if (limit === false) return undefined;
	return typeof limit === 'number' ? { requests: limit, windowMs: 60_000 } : limit;
}

function addressed(seeds: TriggerSeed[], origin: string): SandboxTrigger[] {
	return seeds.map(({ id, ...rest }) => ({ ...rest, url: `${origin}/api/v1/${COMPANY}/${id}` }));
}

/**
 * Starts a local Patchworks on loopback ports: the hosts of the contract, each enforcing it, with the
 * state of one made-up company.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const world = new World({
		apiKey: options.apiKey ?? 'made-up-key-1',
		username: options.username ?? 'user@example.com',
		password: options.password ?? 'made-up-password-1',
		tokenLifetime: options.tokenLifetime ?? 86_400,
		role: options.role ?? 'administrator',
		runDuration: options.runDuration ?? 2_000,
		history: options.history ?? true,
		standsAt: options.standsAt,
		moods: options.moods,
	});
	const shared: ServerOptions = {
		world,
		limiter: new RateLimiter(world.clock, toRateLimit(options.rateLimit ?? 240)),
		requests: [],
		hooks: new Set(),
		origins: {} as Record<Host, string>,
		startAnswer: options.startAnswer ?? 'data.flow_run_id',
	};
	const hosts = Object.keys(ORIGINS) as Host[];
	const servers = await Promise.all(
		hosts.map(async (host) => await serve(host, options.ports?.[host] ?? 0, shared)),
	);
	hosts.forEach((host, index) => (shared.origins[host] = servers[index].url));
	const urlOf = (host: Host) => shared.origins[host];
	const { accounts, clock, collections, runs } = world;

	return {
		coreUrl: urlOf('core'),
		startUrl: urlOf('start'),
		loginUrl: urlOf('login'),
		webhooksUrl: urlOf('webhooks'),
		callbacksUrl: urlOf('callbacks'),
		apiKey: world.options.apiKey,
		username: world.options.username,
		password: world.options.password,
		webhooks: addressed(WEBHOOKS, urlOf('webhooks')),
		callbacks: addressed(CALLBACKS, urlOf('callbacks')),

		requests: shared.requests,
		requestsTo: (filter) =>
			shared.requests.filter((request) =>
				Object.entries(filter).every(
					([key, value]) => request[key as keyof LoggedRequest] === value,
				),
			),
		clearRequests: () => {
			shared.requests.length = 0;
		},
		onRequest: (hook) => {
			shared.hooks.add(hook);
			return () => shared.hooks.delete(hook);
		},

		now: () => clock.now(),
		advance: (milliseconds) => clock.advance(milliseconds),

		revokeTokens: () => accounts.revokeTokens(),
		setTokenLifetime: (seconds) => {
			accounts.tokenLifetime = seconds;
		},
		setPassword: (password) => {
			accounts.password = password;
		},
		setRole: (role) => {
			accounts.role = role;
		},
		addApiKey: (key) => accounts.keys.add(key),
		revokeApiKey: (key) => accounts.keys.delete(key),
		setRateLimit: (limit) => {
			shared.limiter.limit = toRateLimit(limit);
		},

		setMoods: (names) => world.moods.set(names),

		addFlow: (flow) => world.addFlow(flow),
		addRun: (run) => world.addRun(run),
		runs: runs.all,
		addPayload: (runId, bytes, type) => {
			const run = runs.find(runId);
			if (!run) throw new Error(`The sandbox has no run ${runId}`);
			const stepId = run.steps[0]?.id;
			return runs.addPayload({
				bytes,
				type,
				runId,
				stepId,
				versionId: run.versionId,
				at: clock.now(),
			});
		},
		rows: (path, params) => collections.rows(path, params),

		close: async () => {
			await Promise.all(servers.map(async (server) => await server.close()));
		},
	};
}
