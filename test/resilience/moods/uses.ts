import type { IDataObject } from 'n8n-workflow';

import { FLOWS } from '../../support/sandbox';
import type { Run } from '../../support/sandbox';
import { ENVIRONMENT, HOUR, MINUTE, ORDER, Refused } from './setting';
import type { Setting } from './setting';

/** What a use gave, and what is right according to the sandbox itself. */
export interface Result {
	gave: unknown;
	right: unknown;
}

/** Something that people use the nodes for. */
export interface Use {
	name: string;
	/**
	 * Does it.
	 *
	 * @throws Refused with the error that the user sees
	 */
	run(setting: Setting): Promise<Result>;
}

const byId = (value: string | number) => ({ __rl: true, mode: 'id', value: String(value) });

const ids = (rows: Array<{ id?: unknown; flowRunId?: unknown }>) =>
	rows.map(({ id, flowRunId = id }) => String(flowRunId));

const range = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

const NEW_ORDER = '{"order":1002}';

const contentOf = ({ payload }: Run) => payload?.bytes.toString();

/** The runs that Patchworks shows, the latest first. */
function latestFirst({ sandbox }: Setting): Run[] {
	return sandbox.runs
		.filter(({ showsAt }) => showsAt <= sandbox.now())
		.sort((a, b) => b.startedAt - a.startedAt || Number(b.id) - Number(a.id));
}

/** A use that starts one run. More than one is wrong, whatever error the user sees. */
function starting(
	name: string,
	run: (setting: Setting) => Promise<IDataObject>,
	startedRun: (setting: Setting) => IDataObject,
): Use {
	const runAndLook = async (setting: Setting, before: number): Promise<Result> => {
		const { flowRunId, ...gave } = await run(setting);
		const started = setting.startedSince(before);
		const [only] = started;
		// Where the answer names no run, the item cannot, but it must not name another.
		const namesRun = flowRunId !== undefined;
		return {
			gave: {
				runs: started.length,
				flow: only?.flow.id,
				content: only && contentOf(only),
				environment: String(only?.virtualEnvironment?.id),
				...(namesRun && { flowRunId }),
				...gave,
			},
			right: {
				runs: 1,
				content: NEW_ORDER,
				environment: 'undefined',
				...(namesRun && { flowRunId: only?.id }),
				...startedRun(setting),
			},
		};
	};
	return {
		name,
		run: async (setting) => {
			const before = setting.sandbox.runs.length;
			return await runAndLook(setting, before).catch((error: unknown) => {
				const count = setting.startedSince(before).length;
				if (count < 2) throw error;
				return { gave: `${count} runs, and: ${String(error)}`, right: 'one run' };
			});
		},
	};
}

const startOf = (flow: number, more: IDataObject = {}) => ({
	resource: 'flow',
	operation: 'start',
	flowId: byId(flow),
	payload: NEW_ORDER,
	...more,
});

const replayOf = (run: Run) => ({
	resource: 'flowRun',
	operation: 'replay',
	flowRunId: byId(run.id),
});

const waitFor = (run: Run) => ({
	resource: 'flowRun',
	operation: 'wait',
	flowRunId: byId(run.id),
});

/** What a trigger gives in a scenario of half an hour that begins after its first poll. */
function triggerUse(
	name: string,
	parameters: IDataObject,
	right: (scenario: Record<string, Run>) => string[],
): Use {
	return {
		name: `Trigger: ${name}`,
		run: async (setting) => {
			const { sandbox } = setting;
			// So that no run of another use is in the scenario.
			sandbox.advance(HOUR);
			const trigger = setting.trigger(parameters);
			const gave = (await trigger.poll()).map(eventOf);
			const begin = (flowId: number, duration: number, more: object = {}) =>
				sandbox.addRun({ flowId, duration, trigger: 'API', payload: ORDER, ...more });
			const scenario = {
				succeeded: begin(FLOWS.orders, 10_000),
				failed: begin(FLOWS.stock, 15_000),
				stopped: begin(FLOWS.nightlyExport, 20_000, { trigger: 'Schedule' }),
				long: begin(FLOWS.orders, 15 * MINUTE, { outcome: 'failure' }),
			};
			sandbox.advance(MINUTE);
			gave.push(...(await trigger.poll()).map(eventOf));
			const later = {
				partial: begin(FLOWS.catalogue, 10_000, { trigger: 'Schedule' }),
				elsewhere: begin(FLOWS.orders, 5_000, {
					outcome: 'failure',
					virtualEnvironmentId: ENVIRONMENT,
				}),
			};
			for (const minutes of [1, 1, 20, 1]) {
				sandbox.advance(minutes * MINUTE);
				gave.push(...(await trigger.poll()).map(eventOf));
			}
			return { gave: gave.sort(), right: right({ ...scenario, ...later }).sort() };
		},
	};
}

/** An item of the trigger as its run and what happened to it, and why where it says so. */
function eventOf({ flowRunId, event, failureSummary }: IDataObject): string {
	const { reason } = (failureSummary ?? {}) as IDataObject;
	return [flowRunId, event, reason].filter((part) => part !== undefined).join(' ');
}

const PROBLEM_OF_STOCK =
	'Update shop: Request timed out after 30 seconds: POST https://shop.example.com/stock';
const PROBLEM_OF_ORDERS = 'Send to warehouse: The warehouse refused the order: 422 sku: Required.';

/** The main uses of the nodes, each right, or refused with an error that says what is the matter. */
export const USES: Use[] = [
	{
		name: 'Get Many with Return All',
		run: async (setting) => {
			const { items } = await setting.run({
				resource: 'label',
				operation: 'getAll',
				returnAll: true,
			});
			return { gave: ids(items), right: range(1, 250) };
		},
	},
	{
		name: 'Get Many with Limit',
		run: async (setting) => {
			const { items } = await setting.run({ resource: 'label', operation: 'getAll', limit: 120 });
			return { gave: ids(items), right: range(1, 120) };
		},
	},
	{
		name: 'Flow Run: Get Many with Return All',
		run: async (setting) => {
			const { items } = await setting.run({
				resource: 'flowRun',
				operation: 'getAll',
				returnAll: true,
			});
			return { gave: ids(items), right: ids(latestFirst(setting)) };
		},
	},
	{
		name: 'Flow Run: Get Many that failed, with why',
		run: async (setting) => {
			const { items } = await setting.run({
				resource: 'flowRun',
				operation: 'getAll',
				returnAll: true,
				simplify: true,
				filters: { status: 3 },
				options: { addFailureSummary: true },
			});
			const { failed, elsewhere } = setting.history;
			return {
				gave: items.map(({ flowRunId, failureSummary: summary }) => [
					String(flowRunId),
					(summary as IDataObject | undefined)?.reason,
				]),
				right: [failed, elsewhere].map(({ id }) => [id, PROBLEM_OF_ORDERS]),
			};
		},
	},
	{
		name: 'Flow Run: Get Many, with what a flow caught',
		run: async (setting) => {
			const { items } = await setting.run({
				resource: 'flowRun',
				operation: 'getAll',
				returnAll: true,
				filters: { flowId: byId(FLOWS.customers) },
				options: { addFailureSummary: true },
			});
			const { caught } = setting.history;
			return {
				gave: items.map(({ flowRunId, failureSummary: summary }) => [
					String(flowRunId),
					(summary as IDataObject | undefined)?.caught,
				]),
				right: [[caught.id, true]],
			};
		},
	},
	{
		name: 'Flow Run: Get Many since a time',
		run: async (setting) => {
			const since = setting.sandbox.now() - 5 * HOUR;
			const { items } = await setting.run({
				resource: 'flowRun',
				operation: 'getAll',
				returnAll: true,
				filters: { startedAfter: new Date(since).toISOString() },
				options: {},
			});
			const runs = latestFirst(setting).filter(({ startedAt }) => startedAt > since);
			return { gave: ids(items), right: ids(runs) };
		},
	},
	{
		name: 'Flow Run: Get Many of a day without runs',
		run: async (setting) => {
			const { items } = await setting.run({
				resource: 'flowRun',
				operation: 'getAll',
				returnAll: true,
				filters: { startedOn: new Date(setting.sandbox.now() - 72 * HOUR).toISOString() },
				options: {},
			});
			return { gave: ids(items), right: [] };
		},
	},
	{
		name: 'Flow: Get',
		run: async (setting) => {
			const { items } = await setting.run({
				resource: 'flow',
				operation: 'get',
				flowId: byId(FLOWS.stock),
			});
			return {
				gave: items.map(({ id, name }) => [String(id), name]),
				right: [['102', 'Stock to shop']],
			};
		},
	},
	{
		name: 'Flow: Get of one that does not exist',
		run: async (setting) => {
			const gave = await setting
				.run({ resource: 'flow', operation: 'get', flowId: byId(1) })
				.catch((error: Error) => {
					if (/No query results for \[flows\] 1|HTTP 404/.test(error.message)) return 'not found';
					throw error;
				});
			return { gave, right: 'not found' };
		},
	},
	{
		name: 'Flow Run: Get Logs',
		run: async (setting) => {
			const { failed } = setting.history;
			const { items } = await setting.run({
				resource: 'flowRun',
				operation: 'getLogs',
				flowRunId: byId(failed.id),
				returnAll: true,
			});
			return {
				gave: items.map(({ log_message: message }) => message),
				right: failed.logs.map(({ message }) => message),
			};
		},
	},
	{
		name: 'Flow Run: Get Failure Summary',
		run: async (setting) => {
			const { failed } = setting.history;
			const { items } = await setting.run({
				resource: 'flowRun',
				operation: 'getFailureSummary',
				flowRunId: byId(failed.id),
			});
			const [{ flowRunId, statusName: status, reason, failed: isFailed, caught }] = items;
			return {
				gave: { flowRunId, status, reason, isFailed, caught },
				right: {
					flowRunId: failed.id,
					status: 'Failure',
					reason: PROBLEM_OF_ORDERS,
					isFailed: true,
					caught: false,
				},
			};
		},
	},
	{
		name: 'Payload: Download',
		run: async (setting) => {
			const [, { payloadId = '' }] = setting.history.failed.logs;
			const gave = await setting.download({
				resource: 'payload',
				operation: 'download',
				payloadId: byId(payloadId),
			});
			return { gave, right: ORDER };
		},
	},
	starting(
		'Flow: Start',
		async (setting) => {
			const [{ flowRunId }] = (await setting.run(startOf(FLOWS.orders))).items;
			return { flowRunId };
		},
		() => ({ flow: FLOWS.orders }),
	),
	{
		name: 'Flow: Start of two items in a virtual environment',
		run: async (setting) => {
			const before = setting.sandbox.runs.length;
			const environments = () =>
				setting.startedSince(before).map(({ virtualEnvironment: { id } = {} }) => String(id));
			const virtualEnvironmentId = byId(ENVIRONMENT);
			await setting
				.run(startOf(FLOWS.orders, { virtualEnvironmentId }), 2)
				.catch((error: unknown) => {
					// The first one shows it; the second must not follow.
					if (environments().length < 2) throw error;
				});
			return { gave: environments(), right: [ENVIRONMENT, ENVIRONMENT] };
		},
	},
	starting(
		'Flow: Start and Wait',
		async (setting) => {
			const { items } = await setting.run(
				startOf(FLOWS.orders, { operation: 'startAndWait', simplify: true }),
			);
			const [{ flowRunId, finishedAt }] = items;
			return { flowRunId, hasEnded: Boolean(finishedAt) };
		},
		() => ({ flow: FLOWS.orders, hasEnded: true }),
	),
	starting(
		'Flow: Start and Wait of one that fails',
		async (setting) => {
			const said = await setting
				.run(startOf(FLOWS.stock, { operation: 'startAndWait' }))
				.then(() => 'no error')
				.catch((error: unknown) => {
					if (error instanceof Refused && error.message.includes(PROBLEM_OF_STOCK)) return 'why';
					throw error;
				});
			return { said };
		},
		() => ({ flow: FLOWS.stock, said: 'why' }),
	),
	{
		name: 'Flow: Start of one that is not enabled',
		run: async (setting) => {
			const before = setting.sandbox.runs.length;
			const gave = await setting.run(startOf(FLOWS.prices)).catch((error: Error) => {
				if (/The flow is not enabled|HTTP 422/.test(error.message)) return 'refused';
				throw error;
			});
			return { gave: [gave, setting.startedSince(before).length], right: ['refused', 0] };
		},
	},
	{
		name: 'Flow Run: Wait for one that has ended',
		run: async (setting) => {
			const { ended } = setting.history;
			const { items } = await setting.run(waitFor(ended));
			return { gave: items.map(({ flowRunId }) => flowRunId), right: [ended.id] };
		},
	},
	{
		name: 'Flow Run: Wait for one that fails a while later',
		run: async (setting) => {
			const { sandbox } = setting;
			const run = sandbox.addRun({
				flowId: FLOWS.stock,
				startedAt: sandbox.now(),
				duration: 3 * MINUTE,
			});
			const gave = await setting
				.run(waitFor(run))
				.then(() => 'no error')
				.catch((error: unknown) => {
					if (error instanceof Refused && error.message.includes(PROBLEM_OF_STOCK)) return 'why';
					throw error;
				});
			return {
				gave: [gave, sandbox.now() >= run.finishesAt ? 'after its end' : 'too early'],
				right: ['why', 'after its end'],
			};
		},
	},
	starting(
		'Flow Run: Replay',
		async (setting) => ({
			flowRunId: (await setting.run(replayOf(setting.history.failed))).items[0].flowRunId,
		}),
		() => ({ flow: FLOWS.orders, content: ORDER }),
	),
	starting(
		'Flow Run: Replay in a virtual environment',
		async (setting) => ({
			flowRunId: (await setting.run(replayOf(setting.history.elsewhere))).items[0].flowRunId,
		}),
		() => ({ flow: FLOWS.orders, content: ORDER, environment: ENVIRONMENT }),
	),
	triggerUse(
		'all events',
		{ events: ['started', 'finished'] },
		({ succeeded, failed, stopped, long, partial, elsewhere }) => [
			...[succeeded, failed, stopped, long, partial, elsewhere].map(({ id }) => `${id} started`),
			`${succeeded.id} succeeded`,
			`${failed.id} failed`,
			`${stopped.id} stopped`,
			`${long.id} failed`,
			`${partial.id} partiallySucceeded`,
			`${elsewhere.id} failed`,
		],
	),
	triggerUse(
		'failures, with why',
		{ events: ['failed'], simplify: true, options: { includeFailureSummary: true } },
		({ failed, long, elsewhere }) => [
			`${failed.id} failed ${PROBLEM_OF_STOCK}`,
			`${long.id} failed ${PROBLEM_OF_ORDERS}`,
			`${elsewhere.id} failed ${PROBLEM_OF_ORDERS}`,
		],
	),
	triggerUse(
		'runs that were started by the API',
		{ events: ['finished'], filters: { triggers: ['API'] } },
		({ succeeded, failed, long, elsewhere }) => [
			`${succeeded.id} succeeded`,
			`${failed.id} failed`,
			`${long.id} failed`,
			`${elsewhere.id} failed`,
		],
	),
	triggerUse(
		'runs of two flows',
		{
			events: ['finished'],
			filters: { flowIds: [String(FLOWS.stock), String(FLOWS.nightlyExport)] },
		},
		({ failed, stopped }) => [`${failed.id} failed`, `${stopped.id} stopped`],
	),
	triggerUse(
		'runs in a virtual environment',
		{ events: ['finished'], filters: { virtualEnvironmentIds: [ENVIRONMENT] } },
		({ elsewhere }) => [`${elsewhere.id} failed`],
	),
	{
		name: 'Trigger: runs of the last two hours',
		run: async (setting) => {
			const { sandbox } = setting;
			const from = sandbox.now() - 2 * HOUR;
			const items = await setting
				.trigger({ events: ['started'], options: { includePast: 2 } })
				.poll();
			const runs = sandbox.runs.filter(
				({ startedAt, showsAt }) => startedAt > from && showsAt <= sandbox.now(),
			);
			return { gave: ids(items).sort(), right: ids(runs).sort() };
		},
	},
	{
		name: 'Editor: a list that Patchworks searches',
		run: async (setting) => {
			const found = await setting.search('searchLabels', 'Label 249');
			return { gave: found.map(({ value }) => value), right: ['249'] };
		},
	},
	{
		name: 'Editor: a list that is searched here',
		run: async (setting) => {
			const found = await setting.search('searchConnectorInstances', 'Shop 249');
			return { gave: found.map(({ value }) => value), right: ['249'] };
		},
	},
	{
		name: 'Editor: a list to its end',
		run: async (setting) => {
			const found = await setting.search('searchConnectorInstances');
			return { gave: found.map(({ value }) => value).sort(), right: range(1, 250).sort() };
		},
	},
	{
		name: 'Credential test: API key',
		run: async (setting) => ({ gave: await setting.test('PatchworksApiKey'), right: 'OK' }),
	},
	{
		name: 'Credential test: user',
		run: async (setting) => ({ gave: await setting.test('PatchworksOAuth'), right: 'OK' }),
	},
];
