import { createHmac } from 'crypto';

import { omit, orderBy } from 'lodash';

import { notFound, refuse } from './answers';
import type { Answer } from './answers';
import { addressOf, fieldsOf } from './call';
import type { Call } from './call';
import { deployedOf, FLOWS } from '../state/flows';
import {
	filtersOf,
	listOf,
	matches,
	onlyFields,
	page,
	relationKey,
	sorted,
	withEmptyRelations,
} from '../state/lists';
import type { Query, Row } from '../state/lists';
import { STATUS, toPayload } from '../state/runs';
import type { Run, StoredPayload } from '../state/runs';
import { timestamp } from '../state/clock';
import type { World } from '../state/world';

/** Where the start answer carries the id of the run: its key is not published. */
export type StartAnswer = 'data.flow_run_id' | 'data.id' | 'flow_run_id' | 'id';

/** A webhook or callback of the made-up company. */
export interface TriggerSeed {
	id: string;
	flowId: number;
	signature: string;
	/** The key of a webhook that wants an HMAC of the body. */
	hmacKey?: string;
}

/** The made-up company as it stands in webhook and callback URLs. */
export const COMPANY = 'made-up-company';

/** The webhooks that every sandbox starts with: one plain, one that wants an HMAC. */
export const WEBHOOKS: TriggerSeed[] = [
	{ id: '01MADEUPWEBHOOK', flowId: FLOWS.orders, signature: 'made-up-webhook-signature' },
	{
		id: '01MADEUPHMACWEBHOOK',
		flowId: FLOWS.orders,
		signature: 'made-up-hmac-webhook-signature',
		hmacKey: 'made-up-hmac-key',
	},
];

/** The callbacks that every sandbox starts with. */
export const CALLBACKS: TriggerSeed[] = [
	{ id: '01MADEUPCALLBACK', flowId: FLOWS.orders, signature: 'made-up-callback-signature' },
];

type Handler = (call: Call) => Answer;

const ok = (body: unknown): Answer => ({ status: 200, body });

/**
 * The operations with a scenario of their own: logging in, flows, starting them, their runs, logs and
 * payloads, webhooks and callbacks. By operation id.
 */
export function scenarioHandlers(world: World, startAnswer: StartAnswer): Record<string, Handler> {
	const { collections, runs, clock } = world;

	const started = (run: Run): Answer => {
		const message = 'Flow initialised.';
		const [outer, inner] = startAnswer.split('.');
		return ok(inner ? { message, [outer]: { [inner]: run.id } } : { message, [outer]: run.id });
	};

	const start =
		(trigger: string, raw: boolean): Handler =>
		(call) => {
			const text = raw ? call.raw : Buffer.from(String(fieldsOf(call).payload ?? ''));
			const { virtual_environment_id: virtualEnvironmentId, flow_variables: variables } =
				call.query;
			return started(
				world.start({
					flowId: call.params.flow_id,
					versionId: call.params.version_id,
					trigger,
					payload: toPayload(text),
					virtualEnvironmentId: virtualEnvironmentId as string | undefined,
					variables: variables as string | undefined,
				}),
			);
		};

	const requireRun = (id: string): Run => {
		const run = runs.find(id);
		if (!run) throw notFound(`[flow-run] ${id}`);
		return run;
	};

	const flowWith = (flow: Row, query: Query): Row => {
		const versions = collections.rows('/api/v1/flows/{flow}/versions', { flow: String(flow.id) });
		const latest = versions[versions.length - 1];
		const deployed = deployedOf(versions);
		const known: Row = {
			...flow,
			versions,
			versions_count: versions.length,
			latest_version: latest,
			deployed_version: deployed ?? null,
			current_version: deployed ?? latest,
		};
		const asked = listOf(query, 'include').map(relationKey);
		const plain = Object.entries(known).filter(([key]) => key in flow || asked.includes(key));
		return withEmptyRelations(Object.fromEntries(plain) as Row, query);
	};

	const runWith = (run: Run, query: Query): Row => {
		const row = runs.toRow(run);
		const flow = collections.find('/api/v1/flows', {}, String(run.flow.id));
		const logs = runs.logsOf(run);
		const retried = run.retryOf ? runs.find(run.retryOf) : undefined;
		const known: Row = {
			...row,
			flow: onlyFields(flow, query, 'flow'),
			flow_version: collections.find('/api/v1/flow-versions', {}, String(run.versionId)),
			flow_run_logs: logs,
			error_warning_logs: logs
				.filter(({ log_level }) => log_level !== 'INFO')
				.map((log) => omit(log, 'flow_step')),
			retried_flow_run: retried ? runs.toRow(retried) : null,
			payload_size: run.payload?.bytes.length ?? 0,
		};
		const asked = listOf(query, 'include').map(relationKey);
		const plain = Object.entries(known).filter(([key]) => key in row || asked.includes(key));
		return withEmptyRelations(Object.fromEntries(plain) as Row, query);
	};

	const trigger =
		(seeds: TriggerSeed[], idName: string, answer: (run: Run) => Answer): Handler =>
		(call) => {
			const seed = seeds.find(({ id }) => id === call.params[idName]);
			if (!seed || call.params.company !== COMPANY) throw notFound(`[${idName}]`);
			requireSignature(seed, call);
			const rest = omit(call.query, 'patchworks_signature');
			const fromUrl = Object.keys(rest).length
				? Buffer.from(JSON.stringify(rest))
				: Buffer.alloc(0);
			return answer(
				world.start({
					flowId: String(seed.flowId),
					trigger: call.host === 'webhooks' ? 'Webhook' : 'Callback',
					payload: toPayload(call.raw.length ? call.raw : fromUrl),
				}),
			);
		};
	const webhook = trigger(WEBHOOKS, 'webhook_id', () => ok({ message: 'Flow initialised.' }));
	const callback = trigger(CALLBACKS, 'callback_id', ({ payload }) => ({
		status: 200,
		headers: { 'content-type': payload?.type ?? 'application/json' },
		body: payload?.bytes ?? Buffer.from('[]'),
	}));

	return {
		login: (call) => {
			const { username, password } = fieldsOf(call);
			const { token, expiresIn } = world.accounts.login(username, password);
			return ok({ message: 'You have successfully logged in.', token, expires_in: expiresIn });
		},

		listFlows: (call) => {
			const rows = collections.rows('/api/v1/flows').map((flow) => flowWith(flow, call.query));
			return ok(page(rows, call.query, addressOf(call)));
		},
		getFlow: ({ params, query }) =>
			ok({ data: flowWith(collections.find('/api/v1/flows', {}, params.flow), query) }),
		createFlowVersion: ({ params }) => {
			const flow = collections.find('/api/v1/flows', {}, params.flow);
			const fields = {
				flow_name: flow.name,
				status: 'Draft',
				is_deployed: false,
				deployed_at: null,
			};
			return ok({ data: collections.create('/api/v1/flows/{flow}/versions', params, fields) });
		},

		startFlow: start('API', false),
		startFlowVersion: start('API', false),
		startFlowRaw: start('API', true),
		startFlowVersionRaw: start('API', true),
		startFlowManually: start('Manual', false),
		startFlowVersionManually: start('Manual', false),
		startFlowManuallyRaw: start('Manual', true),
		startFlowVersionManuallyRaw: start('Manual', true),

		listFlowRuns: (call) => {
			const { query } = call;
			const filters = Object.entries(filtersOf(query));
			const found = runs.shown.filter((run) =>
				filters.every(([name, value]) => runMatches(world, run, name, value)),
			);
			const order = listOf(query, 'sort')[0] === 'started_at' ? 'asc' : 'desc';
			const inOrder = orderBy(found, ['startedAt', ({ id }) => Number(id)], [order, order]);
			const result = page(inOrder, query, addressOf(call));
			return ok({ ...result, data: result.data.map((run) => runWith(run, query)) });
		},
		getFlowRun: ({ params, query }) => ok({ data: runWith(requireRun(params.flow_run), query) }),
		retryFlowRun: ({ params }) => {
			const run = requireRun(params.flow_run);
			const status = runs.statusOf(run);
			if (status === STATUS.started) throw refuse(422, 'The flow run has not finished.');
			// Retry is documented for failed runs.
			if (status === STATUS.success) throw refuse(422, 'The flow run has not failed.');
			world.start({
				flowId: String(run.flow.id),
				versionId: String(run.versionId),
				trigger: 'Retry',
				payload: run.payload,
				virtualEnvironmentId: run.virtualEnvironment && String(run.virtualEnvironment.id),
				retryOf: run.id,
			});
			return ok({ message: 'Flow run retried.' });
		},
		listFlowRunLogs: (call) => {
			const { params, query } = call;
			const logs = runs.logsOf(requireRun(params.flow_run), query.load_payload_ids === 'true');
			const fieldsAsked = listOf(query, 'fields[flowStep]').length > 0;
			const rows = logs.map(({ flow_step: step, ...log }) =>
				withEmptyRelations(
					fieldsAsked ? { ...log, flow_step: onlyFields(step as Row, query, 'flowStep') } : log,
					query,
				),
			) as Row[];
			return ok(page(sorted(rows, query), query, addressOf(call)));
		},

		listScheduledFlows: (call) => {
			const filters = Object.entries(filtersOf(call.query));
			const rows = [...collections.rows('/api/v1/scheduled-flows'), ...runs.queued.map(queuedRow)]
				.filter((row) => filters.every(([key, value]) => matches(row, key, value)))
				.map((row) => withEmptyRelations(row, call.query));
			return ok(page(rows, call.query, addressOf(call)));
		},

		listPayloadMetadata: (call) => {
			const filters = filtersOf(call.query);
			const rows = runs
				.storedPayloads()
				.filter((payload) => logOf(world, payload, filters.flow_log_id))
				.map(metadataOf)
				.filter((row) =>
					['id', 'flow_run_id', 'flow_step_id'].every(
						(key) => !filters[key] || filters[key].split(',').includes(String(row[key])),
					),
				);
			if (world.moods.habits.newestPayloadsFirst) rows.reverse();
			return ok(page(rows, call.query, addressOf(call)));
		},
		downloadPayload: ({ params }) => {
			const payload = runs.storedPayloads().find(({ id }) => id === params.payload_metadata);
			if (!payload) throw notFound(`[payload-metadata] ${params.payload_metadata}`);
			return { status: 200, headers: { 'content-type': payload.type }, body: payload.bytes };
		},

		deployScriptVersion: ({ params }) => {
			const changes = { status: 'Deployed', deployed_at: timestamp(clock.now()) };
			const path = '/api/v1/script-versions';
			return ok({ data: collections.update(path, {}, params.script_version, changes) });
		},

		triggerWebhook: webhook,
		triggerWebhookByGet: webhook,
		triggerWebhookInVirtualEnvironment: webhook,
		triggerWebhookInVirtualEnvironmentByGet: webhook,
		callCallback: callback,
		callCallbackByGet: callback,
		callCallbackInVirtualEnvironment: callback,
		callCallbackInVirtualEnvironmentByGet: callback,
	};
}

function requireSignature(seed: TriggerSeed, { query, headers, raw }: Call): void {
	const signature = query.patchworks_signature ?? headers['patchworks-signature'];
	if (signature !== seed.signature) throw refuse(401, 'Invalid signature.');
	if (!seed.hmacKey) return;
	const expected = createHmac('sha256', seed.hmacKey).update(raw).digest('hex');
	if (headers['x-hmac-hash'] !== expected) throw refuse(401, 'Invalid HMAC.');
}

/**
 * Whether a run passes a filter. started_after and started_before leave their own millisecond out;
 * started_on is the day in UTC.
 */
function runMatches({ runs }: World, run: Run, name: string, value: string): boolean {
	const isOneOf = (actual: unknown) => value.split(',').includes(String(actual));
	switch (name) {
		case 'started_after':
			return run.startedAt > Number(value);
		case 'started_before':
			return run.startedAt < Number(value);
		case 'started_on':
			return dayOf(run.startedAt) === dayOf(Number(value));
		case 'status':
			return isOneOf(runs.statusOf(run));
		case 'flow_id':
			return isOneOf(run.flow.id);
		case 'flow_version_id':
			return isOneOf(run.versionId);
		case 'virtual_environment_id':
			return isOneOf(run.virtualEnvironment?.id);
		case 'trigger':
			return isOneOf(run.trigger);
		case 'search':
			return `${run.id} ${run.flow.name}`.toLowerCase().includes(value.toLowerCase());
		case 'retried':
			return (run.retryOf !== undefined) === (value === 'true');
		default:
			return isOneOf(runs.toRow(run)[name]);
	}
}

function dayOf(milliseconds: number): string {
	return new Date(milliseconds).toISOString().slice(0, 10);
}

function metadataOf({ id, at, versionId, stepId, runId, bytes }: StoredPayload): Row {
	return {
		id,
		flow_version_id: versionId,
		flow_step_id: stepId,
		flow_run_id: runId,
		payload_store_reference: `made-up/${id}`,
		payload_size: bytes.length,
		dropped: false,
		created_at: timestamp(at),
		updated_at: timestamp(at),
	};
}

function queuedRow({ id, versionId, trigger, virtualEnvironment, queuedAt }: Run): Row {
	return {
		id: `queued-${id}`,
		flow_version_id: versionId,
		virtual_environment_version_id: virtualEnvironment?.id ?? null,
		payload_metadata_id: null,
		trigger,
		status: 'pending',
		created_at: timestamp(queuedAt),
		updated_at: timestamp(queuedAt),
	};
}

/** Whether the payload belongs to that log line; any line will do when none is asked for. */
function logOf({ runs }: World, payload: StoredPayload, logId: string | undefined): boolean {
	if (!logId) return true;
	const run = runs.find(payload.runId);
	return Boolean(
		run &&
		runs
			.logsOf(run, true)
			.some(({ id, payload_metadata_id }) => id === logId && payload_metadata_id === payload.id),
	);
}
