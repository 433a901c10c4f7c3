import { timestamp } from './clock';
import type { Clock } from './clock';
import type { FlowSeed, Outcome } from './flows';
import type { Row } from './lists';

/** The status codes of a run, as the official client names them. */
export const STATUS = { started: 1, success: 2, failure: 3, stopped: 4, partial: 5 } as const;

const LOGS_KEPT_MS = 7 * 24 * 3_600_000;
const PAYLOADS_KEPT_MS = 72 * 3_600_000;

/** The bytes of a payload with their media type. */
export interface Payload {
	bytes: Buffer;
	type: string;
}

/** What a run is started with. */
export interface RunStart {
	flow: FlowSeed;
	versionId: string | number;
	steps: Row[];
	trigger: string;
	payload?: Payload;
	virtualEnvironment?: Row;
	variables?: Record<string, unknown>;
	retryOf?: string;
	/** Unix milliseconds; now when left out. */
	startedAt?: number;
	/** Milliseconds until it ends. */
	duration: number;
	/** In place of what flow and payload say. */
	outcome?: Outcome;
	/** Milliseconds that it waits in the queue before it starts. */
	queueMs?: number;
	/** Milliseconds after its start until it shows. */
	unseenMs?: number;
}

/** A payload of a run, with when and at which step it came to be. */
export interface StoredPayload extends Payload {
	id: string;
	runId: string;
	stepId: unknown;
	versionId: string | number;
	at: number;
}

interface LogLine {
	id: string;
	at: number;
	level: 'INFO' | 'WARNING' | 'ERROR';
	message: string;
	step: Row;
	payloadId?: string;
}

/** A run with its whole course, of which only what lies before now is to be seen. */
export interface Run extends RunStart {
	id: string;
	queuedAt: number;
	startedAt: number;
	/** From when on the API knows it. */
	showsAt: number;
	outcome: Outcome;
	finishesAt: number;
	logs: LogLine[];
}

/**
 * The runs of the sandbox. A run's course is laid down when it starts and shows as time goes by: by
 * itself, or when a test moves the clock.
 */
export class Runs {
	readonly all: Run[] = [];

	private readonly payloads = new Map<string, StoredPayload>();

	private lastRun = 9000;

	private lastLog = 70_000;

	private lastPayload = 80_000;

	constructor(private readonly clock: Clock) {}

	/** Starts a run. */
	start(input: RunStart): Run {
		const queuedAt = input.startedAt ?? this.clock.now();
		const startedAt = queuedAt + (input.queueMs ?? 0);
		const run: Run = {
			...input,
			id: String(++this.lastRun),
			queuedAt,
			startedAt,
			showsAt: startedAt + (input.unseenMs ?? 0),
			outcome: input.outcome ?? outcomeOf(input),
			finishesAt: startedAt + input.duration,
			logs: [],
		};
		run.logs = this.courseOf(run);
		this.all.push(run);
		return run;
	}

	/** The runs that the API knows of by now. */
	get shown(): Run[] {
		return this.all.filter(({ showsAt }) => showsAt <= this.clock.now());
	}

	/** The runs that wait to start. */
	get queued(): Run[] {
		return this.all.filter(({ startedAt }) => startedAt > this.clock.now());
	}

	find(id: string): Run | undefined {
		return this.shown.find((run) => run.id === id);
	}

	/** The status that shows now. */
	statusOf(run: Run): number {
		if (this.clock.now() < run.finishesAt) return STATUS.started;
		return STATUS[run.outcome === 'caught' ? 'success' : run.outcome];
	}

	/** The run as the API shows it, without relations. */
	toRow(run: Run): Row {
		const finished = this.clock.now() >= run.finishesAt;
		return {
			id: run.id,
			name: run.flow.name,
			status: this.statusOf(run),
			trigger: run.trigger,
			flow_id: run.flow.id,
			flow_version_id: run.versionId,
			user_id: 1,
			virtual_environment_version: run.virtualEnvironment
				? { id: run.virtualEnvironment.id, virtual_environment_id: run.virtualEnvironment.id }
				: null,
			summary: null,
			started_at: timestamp(run.startedAt),
			finished_at: finished ? timestamp(run.finishesAt) : null,
			duration: finished ? (run.finishesAt - run.startedAt) / 1000 : null,
			has_warnings: this.logsOf(run).some(({ log_level }) => log_level !== 'INFO'),
			retry_flow_run_id: run.retryOf ?? null,
			created_at: timestamp(run.queuedAt),
			updated_at: timestamp(finished ? run.finishesAt : run.startedAt),
		};
	}

	/** The log lines so far, oldest first; none once they are too old. */
	logsOf(run: Run, withPayloadIds = false): Row[] {
		const now = this.clock.now();
		return run.logs
			.filter(({ at }) => at <= now && now - at < LOGS_KEPT_MS)
			.map(({ id, at, level, message, step, payloadId }) => ({
				id,
				flow_run_id: run.id,
				flow_step_id: step.id,
				flow_step: { id: step.id, name: step.name },
				payload_metadata_id: withPayloadIds ? (payloadId ?? null) : null,
				log_level: level,
				log_message: message,
				created_at: timestamp(at),
			}));
	}

	/** The payloads that have come to be and are not too old. */
	storedPayloads(): StoredPayload[] {
		const now = this.clock.now();
		return [...this.payloads.values()].filter(({ at }) => at <= now && now - at < PAYLOADS_KEPT_MS);
	}

	/** Keeps a payload and gives its id. */
	addPayload(payload: Omit<StoredPayload, 'id'>): string {
		const id = String(++this.lastPayload);
		this.payloads.set(id, { ...payload, id });
		return id;
	}

	private courseOf(run: Run): LogLine[] {
		const stepTime = run.duration / Math.max(1, run.steps.length);
		const broken = run.outcome === 'success' ? -1 : brokenStep(run);
		const lines: LogLine[] = [];
		for (const [index, step] of run.steps.entries()) {
			const begins = run.startedAt + index * stepTime;
			const ends = index === run.steps.length - 1 ? run.finishesAt : begins + stepTime;
			const log = (at: number, level: LogLine['level'], message: string, payloadId?: string) =>
				lines.push({ id: String(++this.lastLog), at, level, message, step, payloadId });
			log(begins, 'INFO', `${step.name}: started`);
			const payloadId =
				run.payload &&
				this.addPayload({
					...payloadAfter(run.payload, index),
					runId: run.id,
					stepId: step.id,
					versionId: run.versionId,
					at: begins,
				});
			if (index !== broken) {
				log(ends, 'INFO', `${step.name}: finished`, payloadId);
				continue;
			}
			const level = run.outcome === 'failure' || run.outcome === 'caught' ? 'ERROR' : 'WARNING';
			log(ends, level, run.flow.problem ?? 'The step failed', payloadId);
			if (run.outcome === 'failure' || run.outcome === 'stopped') {
				run.finishesAt = ends;
				break;
			}
		}
		return lines;
	}
}

function brokenStep({ steps, outcome }: Run): number {
	return outcome === 'caught' || outcome === 'stopped'
		? Math.min(1, steps.length - 1)
		: steps.length - 1;
}

function payloadAfter(payload: Payload, step: number): Payload {
	if (step === 0 || payload.type !== 'application/json') return payload;
	const mapped = { mapped: JSON.parse(payload.bytes.toString('utf8')) };
	return { bytes: Buffer.from(JSON.stringify(mapped)), type: payload.type };
}

function outcomeOf({ flow, payload }: RunStart): Outcome {
	const text = payload?.type === 'application/json' ? payload.bytes.toString('utf8') : '';
	const asked = /"(fail|stop|partial|caught)"\s*:\s*true/.exec(text)?.[1];
	const outcomes: Record<string, Outcome> = {
		fail: 'failure',
		stop: 'stopped',
		partial: 'partial',
		caught: 'caught',
	};
	return asked ? outcomes[asked] : flow.outcome;
}

/** A payload from the bytes of a request or the text in one; its type is guessed from how it begins. */
export function toPayload(bytes: Buffer): Payload | undefined {
	if (!bytes.length) return undefined;
	const text = bytes.toString('utf8');
	if (isJson(text)) return { bytes, type: 'application/json' };
	return { bytes, type: text.trimStart().startsWith('<') ? 'application/xml' : 'text/plain' };
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
