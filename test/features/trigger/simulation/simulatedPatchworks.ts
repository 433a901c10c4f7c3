import { sortedLastIndexBy } from 'lodash';
import type { IDataObject } from 'n8n-workflow';

import { CLOUD } from '../../../support/harness/patchworks';
import type { SeenRequest } from '../../../support/harness/requests';
import { answerAll } from '../../../support/harness/requests';
import { pageOf } from '../../support/pageOf';

/** A run of the simulation. Times are Unix milliseconds. */
export interface SimulatedRun {
	id: string;
	startedAt: number;
	/** Infinity for one that never ends. */
	endsAt: number;
	/** 2 success, 3 failure, 4 stopped, 5 partial success. */
	endStatus: number;
	flowId: number;
	environmentId?: number;
	trigger?: string;
	/** When lists begin to show it; with its start when left out. */
	visibleFrom?: number;
	/** The error that it logs when it has failed. */
	error?: string;
	/** The version of the flow that it runs in, whose step fails; the list gives only the ID of the step. */
	version?: { id: number; stepId: number };
}

/** A run that waits in the queue of the simulation. Times are Unix milliseconds. */
export interface QueuedRun {
	id: string;
	queuedAt: number;
	/** Infinity for one that waits for ever. */
	leavesAt: number;
	flowId: number;
	trigger?: string;
}

/** The step that runs fail at, whatever its ID. */
const FAILING_STEP = 'Send to warehouse';

type Answer = [status: number, body?: unknown, headers?: Record<string, string>];

/**
 * The flow runs of a Patchworks with a clock of its own, for polls by the hundred. Its list is sorted
 * and filtered as the API's is, its pages shift while runs come in, and it can be made to fail.
 */
export class SimulatedPatchworks {
	/** The time at Patchworks, in Unix milliseconds. */
	now: number;

	/** Whether answers carry a Date header. */
	saysTheTime = true;

	/** Answers a request in its own way, or gives undefined to let it pass. */
	interrupt: (request: SeenRequest, url: URL) => Answer | Promise<Answer> | undefined = () =>
		undefined;

	readonly requests: SeenRequest[];

	/** The runs that wait to start at some time. */
	readonly queue: QueuedRun[] = [];

	private readonly byId = new Map<string, SimulatedRun>();

	/** In the order of their start. */
	private readonly runs: SimulatedRun[] = [];

	constructor(now: number) {
		this.now = now;
		this.requests = answerAll(CLOUD.core, (request) => this.answer(request));
	}

	/** Adds runs, which may start or end in the future. */
	add(...runs: SimulatedRun[]): void {
		for (const run of runs) this.byId.set(run.id, run);
		this.runs.push(...runs);
		this.runs.sort((a, b) => a.startedAt - b.startedAt);
	}

	/** Takes a run away, as Patchworks does with old ones. */
	remove(id: string): void {
		this.byId.delete(id);
		this.runs.splice(
			this.runs.findIndex((run) => run.id === id),
			1,
		);
	}

	/** The requests that something leads to. */
	async requestsDuring(action: () => Promise<unknown>): Promise<SeenRequest[]> {
		const before = this.requests.length;
		await action();
		return this.requests.slice(before);
	}

	private answer(request: SeenRequest): Answer | Promise<Answer> {
		const url = new URL(request.url, CLOUD.core);
		const headers: Record<string, string> = this.saysTheTime
			? { date: new Date(this.now).toUTCString() }
			: {};
		const interrupted = this.interrupt(request, url);
		if (interrupted) return interrupted;

		if (url.pathname === '/api/v1/scheduled-flows') {
			return [200, pageOf(this.queueRows(), url.searchParams), headers];
		}
		if (url.pathname.startsWith('/api/v1/flow-versions/')) {
			return [200, pageOf(this.stepsOf(url.pathname.split('/')[4]), url.searchParams), headers];
		}
		const path = url.pathname.replace('/api/v1/flow-runs', '');
		if (path === '') return [200, this.list(url.searchParams), headers];
		const [, id, logs] = path.split('/');
		const run = this.byId.get(id);
		if (!run) return [404, { message: 'Not found.' }, headers];
		if (logs) return [200, { data: this.logsOf(run), meta: { last_page: 1 } }, headers];
		return [200, { data: this.row(run, url.searchParams) }, headers];
	}

	private list(query: URLSearchParams): object {
		const after = Number(query.get('filter[started_after]') ?? -Infinity);
		const status = query.get('filter[status]');
		const flow = query.get('filter[flow_id]');
		const environment = query.get('filter[virtual_environment_id]');
		const trigger = query.get('filter[trigger]');
		const found = this.runs
			.slice(sortedLastIndexBy<{ startedAt: number }>(this.runs, { startedAt: after }, 'startedAt'))
			.filter(
				(run) =>
					(run.visibleFrom ?? run.startedAt) <= this.now &&
					(status === null || this.statusOf(run) === Number(status)) &&
					(flow === null || run.flowId === Number(flow)) &&
					(environment === null || run.environmentId === Number(environment)) &&
					(trigger === null || (run.trigger ?? 'Schedule') === trigger),
			);
		if (query.get('sort') === '-started_at') found.reverse();
		return pageOf(found, query, (run) => this.row(run, query));
	}

	private stepsOf(versionId: string): IDataObject[] {
		return this.runs
			.filter(({ version }) => String(version?.id) === versionId)
			.map(({ version }) => ({ id: version?.stepId, name: FAILING_STEP }));
	}

	private queueRows(): IDataObject[] {
		return this.queue
			.filter(({ queuedAt, leavesAt }) => queuedAt <= this.now && this.now < leavesAt)
			.map(({ id, queuedAt, flowId, trigger = 'Schedule' }) => ({
				id: Number(id),
				status: 'pending',
				trigger,
				flow: { id: flowId, name: `Flow ${flowId}` },
				created_at: new Date(queuedAt).toISOString(),
			}));
	}

	private statusOf(run: SimulatedRun): number {
		return run.endsAt <= this.now ? run.endStatus : 1;
	}

	/** A run as lists give it. */
	row(run: SimulatedRun, query = new URLSearchParams()): IDataObject {
		const status = this.statusOf(run);
		return {
			id: Number(run.id),
			name: `Flow ${run.flowId}`,
			flow_id: run.flowId,
			...(run.version && { flow_version_id: run.version.id }),
			status,
			trigger: run.trigger ?? 'Schedule',
			started_at: new Date(run.startedAt).toISOString(),
			finished_at: status === 1 ? null : new Date(run.endsAt).toISOString(),
			...(query.get('include')?.includes('virtualEnvironment') && {
				virtual_environment_version:
					run.environmentId === undefined
						? null
						: { virtual_environment: { id: run.environmentId } },
			}),
			...(query.get('include')?.includes('errorWarningLogs') &&
				run.error !== undefined && {
					error_warning_logs: this.logsOf(run).filter(({ log_level: level }) => level === 'ERROR'),
				}),
		};
	}

	private logsOf(run: SimulatedRun): IDataObject[] {
		return [
			{
				id: 1,
				log_level: this.statusOf(run) === 3 ? 'ERROR' : 'INFO',
				log_message: run.error ?? 'Request timed out',
				...(run.version
					? { flow_step_id: run.version.stepId }
					: { flow_step_id: 7, flow_step: { id: 7, name: FAILING_STEP } }),
				payload_metadata_id: 70,
				created_at: new Date(run.startedAt).toISOString(),
			},
		];
	}
}
