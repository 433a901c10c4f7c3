import type { IDataObject } from 'n8n-workflow';

import { CLOUD } from '../../support/harness/patchworks';
import type { SeenRequest } from '../../support/harness/requests';
import { answerAll } from '../../support/harness/requests';
import { pageOf } from '../support/pageOf';

/** A way in which runs of a flow fail. */
export interface SimulatedCause {
	flowId: number;
	step: { id: number; name: string };
	/** The message that the run with a number logs. */
	message: (run: number) => string;
	/** How many runs fail so. */
	count: number;
}

/** A night of runs. */
export interface SimulatedNight {
	/** When it begins, in Unix milliseconds. */
	from: number;
	causes: SimulatedCause[];
	/** All runs, those included that fail. */
	runs: number;
	/** Whether the list gives what the runs logged. */
	givesLogs?: boolean;
}

interface NightRun {
	id: number;
	startedAt: number;
	flowId: number;
	status: number;
	log?: IDataObject;
}

const NIGHT_MS = 10 * 3_600_000;
const FLOWS = 5;

/** A Patchworks whose flows ran through a night, and that remembers what it was asked. */
export class PatchworksAfterANight {
	readonly requests: SeenRequest[];

	private readonly runs: NightRun[];

	constructor(private readonly night: SimulatedNight) {
		this.runs = runsOf(night);
		this.requests = answerAll(CLOUD.core, ({ url }) => [
			200,
			this.answer(new URL(url, CLOUD.core)),
		]);
	}

	/** How often a part of the API was asked: flow runs by their status, or the paths of others. */
	asked(): Record<string, number> {
		const counts: Record<string, number> = {};
		for (const { url } of this.requests) {
			const { pathname, searchParams } = new URL(url, CLOUD.core);
			const isList = pathname === '/api/v1/flow-runs';
			const name = isList
				? `runs ${searchParams.get('filter[trigger]') ?? searchParams.get('filter[status]') ?? 'all'}`
				: pathname.replace('/api/v1/', '').replace(/\d+/g, '{id}');
			counts[name] = (counts[name] ?? 0) + 1;
		}
		return counts;
	}

	private answer({ pathname, searchParams }: URL): object {
		const steps = /flow-versions\/(\d+)\/steps$/.exec(pathname);
		if (steps) return pageOf(this.stepsOf(Number(steps[1])), searchParams);
		const logs = /flow-runs\/(\d+)\/flow-run-logs$/.exec(pathname);
		if (logs)
			return pageOf([this.runs.find(({ id }) => id === Number(logs[1]))?.log ?? {}], searchParams);

		const status = searchParams.get('filter[status]');
		const flow = searchParams.get('filter[flow_id]');
		const isRetry = searchParams.get('filter[trigger]') === 'Retry';
		const after = Number(searchParams.get('filter[started_after]') ?? 0);
		const before = Number(searchParams.get('filter[started_before]') ?? Infinity);
		const found = this.runs.filter(
			(run) =>
				!isRetry &&
				(status === null || run.status === Number(status)) &&
				(flow === null || run.flowId === Number(flow)) &&
				run.startedAt > after &&
				run.startedAt < before,
		);
		return pageOf(found, searchParams, (run) => this.rowOf(run));
	}

	private stepsOf(versionId: number): IDataObject[] {
		return this.night.causes
			.filter(({ flowId }) => flowId * 10 === versionId)
			.map(({ step }) => ({ ...step }));
	}

	private rowOf({ id, flowId, status, startedAt, log }: NightRun): IDataObject {
		return {
			id,
			name: `Flow ${flowId}`,
			flow_id: flowId,
			flow_version_id: flowId * 10,
			flow: { id: flowId, name: `Flow ${flowId}` },
			status,
			trigger: 'Schedule',
			started_at: new Date(startedAt).toISOString(),
			...(this.night.givesLogs !== false && { error_warning_logs: log ? [log] : [] }),
		};
	}
}

/** The runs of a night, the latest first, with those that fail spread all over it. */
function runsOf({ from, causes, runs }: SimulatedNight): NightRun[] {
	const failing = causes.flatMap((cause) => Array.from({ length: cause.count }, () => cause));
	const spread = new Map(
		failing.map((cause, index) => [Math.floor((index * runs) / failing.length), cause]),
	);
	return Array.from({ length: runs }, (_, index): NightRun => {
		const cause = spread.get(index);
		const startedAt = from + Math.round(((index + 1) * NIGHT_MS) / (runs + 1));
		const id = 100_000 + index;
		return {
			id,
			startedAt,
			flowId: cause?.flowId ?? 1 + (index % FLOWS),
			status: cause ? 3 : 2,
			...(cause && { log: logOf(cause, id, startedAt) }),
		};
	}).reverse();
}

function logOf({ step, message }: SimulatedCause, run: number, at: number): IDataObject {
	return {
		id: run * 10,
		log_level: 'ERROR',
		log_message: message(run),
		flow_step_id: step.id,
		created_at: new Date(at).toISOString(),
	};
}

const ERRORS: Array<(run: number) => string> = [
	(run) =>
		`Request timed out after ${(run % 50) + 10} seconds: POST https://shop.example.com/orders/${run}`,
	(run) => `HTTP 422: order ${run} refused`,
	(run) => `HTTP 503: order ${run} refused`,
	(run) => `Product 'Shirt ${run}' not found`,
	(run) => `{"message":"The sku field is required.","order":"A-${run}"}`,
	(run) => `Duplicate entry "${run}" at ${new Date(run * 1_000_000).toISOString()}`,
	(run) => `Script error in line 12: order ${run} has no address`,
	(run) => `Login failed for user${run}@example.com`,
];

/** Forty causes in five flows: eight errors in each, of different frequency. */
export function fortyCauses(): SimulatedCause[] {
	return Array.from({ length: FLOWS }, (_flow, flow) =>
		ERRORS.map((message, error): SimulatedCause => {
			const step = (flow + 1) * 100 + (error % 3);
			return {
				flowId: flow + 1,
				step: { id: step, name: `Shape ${error % 3}` },
				message,
				count: 20 + flow * 8 + error,
			};
		}),
	).flat();
}
