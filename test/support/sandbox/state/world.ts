import { operation } from '../../../conformance/contract/document';
import { Accounts } from './accounts';
import type { Caller } from './accounts';
import { invalid, refuse } from '../serving/answers';
import { Clock } from './clock';
import { Collections } from './collections';
import { deployedOf, FLOW_SEEDS, FLOWS, rowsOf } from './flows';
import type { FlowSeed, Outcome } from './flows';
import type { Row } from './lists';
import { ActiveMoods } from '../moods/activeMoods';
import { Runs, toPayload } from './runs';
import type { Payload, Run } from './runs';

const HOUR = 3_600_000;

/** What last night's runs were, so that a new sandbox has something to look into. */
const LAST_NIGHT: Array<{ flow: number; hoursAgo: number; payload?: string; outcome?: Outcome }> = [
	{ flow: FLOWS.nightlyExport, hoursAgo: 12 },
	{ flow: FLOWS.catalogue, hoursAgo: 11, payload: '<catalogue><product sku="A-1"/></catalogue>' },
	{
		flow: FLOWS.orders,
		hoursAgo: 10.5,
		payload: '{"order":1001,"lines":[{"sku":"A-1","quantity":2}]}',
	},
	{ flow: FLOWS.stock, hoursAgo: 10, payload: '{"sku":"A-1","stock":7}' },
	{
		flow: FLOWS.orders,
		hoursAgo: 9.5,
		payload: '{"order":1002,"lines":[{"quantity":1}]}',
		outcome: 'failure',
	},
	{
		flow: FLOWS.customers,
		hoursAgo: 9,
		payload: '[{"email":"user@example.com"},{"email":"none"}]',
	},
	{ flow: FLOWS.orders, hoursAgo: 8.5, payload: '{"order":1003,"lines":[]}' },
	{ flow: FLOWS.stock, hoursAgo: 8, payload: '{"sku":"B-2","stock":0}', outcome: 'success' },
];

/** A run for a test to put into the past, or to let run now. */
export interface NewRun {
	flowId: number;
	/** Unix milliseconds; now when left out, and only then in the moods of the sandbox. */
	startedAt?: number;
	/** Milliseconds. */
	duration?: number;
	outcome?: Outcome;
	trigger?: string;
	/** Text is kept as it is, anything else as JSON. */
	payload?: unknown;
	virtualEnvironmentId?: string;
}

/** What a caller asks for when it starts a flow. */
export interface StartInput {
	flowId: string;
	versionId?: string;
	trigger: string;
	payload?: Payload;
	virtualEnvironmentId?: string;
	/** JSON text. */
	variables?: string;
	retryOf?: string;
}

/** How a new world is to be. */
export interface WorldOptions {
	apiKey: string;
	username: string;
	password: string;
	tokenLifetime: number;
	role: Caller['role'];
	runDuration: number;
	history: boolean;
	standsAt?: number;
	moods?: readonly string[];
}

/** Everything the sandbox remembers: the made-up company, its flows, runs and collections. */
export class World {
	readonly clock: Clock;

	readonly accounts: Accounts;

	readonly collections: Collections;

	readonly runs: Runs;

	readonly moods: ActiveMoods;

	private readonly seeds = new Map<string, FlowSeed>();

	constructor(readonly options: WorldOptions) {
		const { username, password, tokenLifetime, role, apiKey } = options;
		this.clock = new Clock(options.standsAt);
		this.collections = new Collections(this.clock);
		this.runs = new Runs(this.clock);
		this.moods = new ActiveMoods(options.moods);
		this.accounts = new Accounts(this.clock, username, password, tokenLifetime, role);
		this.accounts.keys.add(apiKey);
		for (const path of ['/api/v1/flows', '/api/v1/flow-versions', '/api/v1/flow-steps']) {
			this.collections.fill(path, []);
		}
		this.collections.fill('/api/v1/script-versions', [exampleOf('getScriptVersion')]);
		FLOW_SEEDS.forEach((seed) => this.addFlow(seed));
		if (options.history) this.addLastNight();
	}

	/** Adds a flow with its versions and steps. */
	addFlow(seed: FlowSeed): void {
		const { flow, versions, steps } = rowsOf(seed, this.clock.now());
		this.seeds.set(String(seed.id), seed);
		this.collections.rows('/api/v1/flows').push(flow);
		this.collections.rows('/api/v1/flow-versions').push(...versions);
		this.collections.rows('/api/v1/flow-steps').push(...steps);
	}

	/** Puts a run into the world without a request. */
	addRun(run: NewRun): Run {
		const { flowId, startedAt, duration, outcome, payload } = run;
		// A schedule starts a flow without data.
		const { trigger = payload === undefined ? 'Schedule' : 'Webhook' } = run;
		const text = typeof payload === 'string' ? payload : JSON.stringify(payload ?? '');
		return this.runs.start({
			...this.startable(String(flowId)),
			trigger,
			startedAt,
			duration: duration ?? this.options.runDuration,
			outcome,
			payload: payload === undefined ? undefined : toPayload(Buffer.from(text)),
			virtualEnvironment: this.virtualEnvironment(run.virtualEnvironmentId),
			...(startedAt === undefined && this.moods.habits),
		});
	}

	/**
	 * Starts a flow as the Start host does.
	 *
	 * @throws Refusal with 404 for an unknown flow or version, 422 when nothing is deployed, the flow is not
	 *   enabled, or the virtual environment or the variables are not right
	 */
	start(input: StartInput): Run {
		const flow = this.collections.find('/api/v1/flows', {}, input.flowId);
		if (!flow.is_enabled) throw refuse(422, 'The flow is not enabled.');
		return this.runs.start({
			...this.startable(input.flowId, input.versionId),
			trigger: input.trigger,
			payload: input.payload,
			retryOf: input.retryOf,
			virtualEnvironment: this.virtualEnvironment(input.virtualEnvironmentId),
			variables: parseVariables(input.variables),
			duration: this.options.runDuration,
			...this.moods.habits,
		});
	}

	private startable(flowId: string, versionId?: string) {
		const versions = this.collections.rows('/api/v1/flows/{flow}/versions', { flow: flowId });
		const version = versionId
			? this.collections.find('/api/v1/flows/{flow}/versions', { flow: flowId }, versionId)
			: deployedOf(versions);
		if (!version) throw refuse(422, 'The flow has no deployed version.');
		const ownSteps = this.collections
			.rows('/api/v1/flow-steps')
			.filter((step) => step.flow_version_id === version.id);
		const others = this.collections
			.rows('/api/v1/flow-steps')
			.filter((step) => versions.some(({ id }) => id === step.flow_version_id));
		return {
			flow: this.seeds.get(flowId) as FlowSeed,
			versionId: version.id,
			steps: ownSteps.length ? ownSteps : others,
		};
	}

	private virtualEnvironment(id: string | undefined): Row | undefined {
		if (id === undefined) return undefined;
		const all = this.collections.rows('/api/v1/flow-version-deployments/virtual-environments');
		const found = all.find((row) => String(row.id) === id);
		if (!found) {
			throw invalid('virtual_environment_id', 'The selected virtual environment id is invalid.');
		}
		return found;
	}

	private addLastNight(): void {
		for (const { flow, hoursAgo, payload, outcome } of LAST_NIGHT) {
			const startedAt = this.clock.now() - hoursAgo * HOUR;
			this.addRun({ flowId: flow, startedAt, payload, outcome, duration: 42_000 });
		}
	}
}

function exampleOf(operationId: string): Row {
	const schema = operation(operationId).op.responses['200'].content?.['application/json'].schema;
	const { data } = (schema as { properties: { data: { example: Row } } }).properties;
	return { ...data.example };
}

function parseVariables(text: string | undefined): Record<string, unknown> | undefined {
	if (text === undefined) return undefined;
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value === 'object' && value && !Array.isArray(value)) {
			return value as Record<string, unknown>;
		}
	} catch {
		// Refused below, like any other value that is no object.
	}
	throw invalid('flow_variables', 'The flow variables must be a valid JSON object.');
}
