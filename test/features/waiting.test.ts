import type { IDataObject, INode, IRun } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { jsonOf, outputOf } from '../support/harness/engine';
import { callTools } from '../support/harness/tools';
import { global, timers } from '../support/node';
import { FLOWS } from '../support/sandbox';
import { byId, SANDBOX_CREDENTIAL } from './support/sandboxed';
import { MINUTE, SECOND, start, waitFor, Waits, WAITS } from './support/waits';

// n8n's Wait node uses it for forms alone, and Jest cannot load it on Node.js 20.
jest.mock('sanitize-html', () => (html: string) => html);

let waits: Waits;

/** Starts anew, with runs that take so long. */
const open = async (runDuration: number) => {
	await waits.close();
	waits = await Waits.open({ sandbox: { runDuration } });
};
beforeEach(async () => {
	waits = await Waits.open();
});
afterEach(async () => await waits.close());

const posts = () => waits.patchworks.sandbox.requestsTo({ method: 'POST' });

describe('Flow: Start and Wait', () => {
	it('gives the finished runs, item by item, within seconds when they are short', async () => {
		const { data } = await waits.run(start(FLOWS.orders), [
			{ order: 1 },
			{ order: 2 },
			{ order: 3 },
		]);

		expect(data.resultData.error).toBeUndefined();
		const output = outputOf({ data } as IRun, 'After');
		expect(output.map(({ json }) => json)).toEqual(
			waits.patchworks.sandbox.runs.map(({ id }) =>
				expect.objectContaining({ flowRunId: id, status: 2, finishedAt: expect.any(String) }),
			),
		);
		expect(outputOf({ data } as IRun, WAITS).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(waits.patchworks.sandbox.runs.map(({ payload }) => payload?.bytes.toString())).toEqual([
			'{"order":1}',
			'{"order":2}',
			'{"order":3}',
		]);
		expect(posts()).toHaveLength(3);
		expect(waits.waited).toBeLessThan(10 * SECOND);
	});

	it('frees the worker when a run takes long, and then gives it', async () => {
		await open(10 * MINUTE);
		const begin = new Date().getTime();

		const first = await waits.run(start(FLOWS.orders), [{ order: 1 }, { order: 2 }]);

		expect(first.data.resultData.error).toBeUndefined();
		expect(first.status).toBe('waiting');
		expect(waits.waited).toBeLessThanOrEqual(60 * SECOND);
		expect(waits.executions.sleeping.size).toBe(2);
		const [next] = [...waits.executions.sleeping.values()].map(({ waitTill }) =>
			waitTill.getTime(),
		);
		expect(next - begin).toBeGreaterThan(65 * SECOND);
		const { run: last, sleeps } = await waits.sleepThrough();
		expect(sleeps).toBeGreaterThan(5);
		expect(last.data.resultData.error).toBeUndefined();
		expect(jsonOf(last, 'After')).toEqual([
			expect.objectContaining({ flowRunId: waits.patchworks.sandbox.runs[0].id, status: 2 }),
			expect.objectContaining({ flowRunId: waits.patchworks.sandbox.runs[1].id, status: 2 }),
		]);
		expect(outputOf(last, WAITS).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
		expect(posts()).toHaveLength(2);
	});

	it.each([
		['at once', 5 * SECOND],
		['after a sleep', 5 * MINUTE],
	])('fails with the run’s own error %s', async (_when, duration) => {
		await open(duration);

		const result = await waits.runThrough(start(FLOWS.stock));

		expect(result.data.resultData.error?.message).toBe(
			`Flow run ${waits.patchworks.sandbox.runs[0].id} of "Stock to shop" failed: Update shop: Request timed out after 30 seconds: POST https://shop.example.com/stock`,
		);
		expect(jsonOf(result, 'After')).toEqual([]);
	});

	it.each([
		['at once', 5 * SECOND],
		['after a sleep', 5 * MINUTE],
	])(
		'gives the input of each item beside its run, where that is chosen, %s',
		async (_, duration) => {
			await open(duration);

			const result = await waits.runThrough(start(FLOWS.orders, { includeInputFields: true }), [
				{ order: 1 },
				{ order: 2 },
			]);

			expect(jsonOf(result, 'After')).toEqual([
				expect.objectContaining({ status: 2, input: { order: 1 } }),
				expect.objectContaining({ status: 2, input: { order: 2 } }),
			]);
		},
	);

	it('passes a failed run on, with its summary, when that is chosen', async () => {
		const result = await waits.run(start(FLOWS.stock, { onFailedRun: 'passOn' }));

		expect(jsonOf(result, 'After')).toEqual([
			expect.objectContaining({
				status: 3,
				failureSummary: expect.objectContaining({ failed: true }),
			}),
		]);
	});

	it.each([
		[
			'passes a failed run on without its summary when the logs may not be read',
			'passOn',
			undefined,
		],
		[
			'fails with the run when the logs may not be read, and says so',
			'fail',
			/^Flow run \d+ of "Stock to shop" failed: Its logs could not be read: Forbidden$/,
		],
	])('%s', async (_what, onFailedRun, message) => {
		waits.patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'listFlowRunLogs'
				? { status: 403, body: { message: 'Forbidden' } }
				: undefined,
		);

		const result = await waits.run(start(FLOWS.stock, { onFailedRun }));

		expect(jsonOf(result, 'After')).toEqual(
			message
				? []
				: [expect.objectContaining({ status: 3, failureSummary: { error: 'Forbidden' } })],
		);
		const { error } = result.data.resultData;
		if (message) expect(error?.message).toMatch(message);
		else expect(error).toBeUndefined();
	});

	it('starts nothing when the input of one item is wrong', async () => {
		const result = await waits.run(start(FLOWS.orders, { payload: '={{ $json.text }}' }), [
			{ text: '{"order":1}' },
			{ text: '{"order"' },
		]);

		expect(result.data.resultData.error?.message).toContain("'Payload' is not valid JSON");
		expect(posts()).toHaveLength(0);
	});

	it('starts once where the node is to run once', async () => {
		await waits.run(start(FLOWS.orders), [{}, {}, {}], { node: { executeOnce: true } });

		expect(posts()).toHaveLength(1);
	});

	it('says what was started when one of several starts is refused', async () => {
		const result = await waits.run(start(FLOWS.orders, { flowId: byId('={{ $json.flow }}') }), [
			{ flow: 101 },
			{ flow: 103 },
			{ flow: 101 },
		]);

		const [first, ...others] = waits.patchworks.sandbox.runs;
		expect(others).toEqual([]);
		expect(result.data.resultData.error).toMatchObject({
			message: 'The flow is not enabled. [item 1]',
			description: expect.stringContaining(
				`For other items flows were started: flow runs ${first.id}.`,
			),
		});
	});

	it.each([
		['at once', 5 * SECOND],
		['after a sleep', 5 * MINUTE],
	])('sends failed items to the error output with their input, %s', async (_when, duration) => {
		await open(duration);

		const result = await waits.runThrough(
			start(FLOWS.orders, { flowId: byId('={{ $json.flow }}') }),
			[{ flow: 101 }, { flow: 102 }, { flow: 103 }, { flow: 101 }],
			{ node: { onError: 'continueErrorOutput' } },
		);

		expect(jsonOf(result, 'After').map(({ flowId }) => flowId)).toEqual(['101', '101']);
		expect(jsonOf(result, 'Failed')).toEqual([
			expect.objectContaining({
				flow: 102,
				error: expect.objectContaining({
					message: expect.stringContaining('failed: Update shop'),
					flowRunId: expect.stringMatching(/^\d+$/),
				}),
			}),
			expect.objectContaining({
				flow: 103,
				error: expect.objectContaining({ message: 'The flow is not enabled. [item 2]' }),
			}),
		]);
	});
});

describe('Flow Run: Wait', () => {
	it('waits for a run that was started elsewhere', async () => {
		const elsewhere = waits.patchworks.sandbox.addRun({
			flowId: FLOWS.orders,
			duration: 20 * SECOND,
		});

		const result = await waits.run(waitFor(elsewhere.id));

		expect(jsonOf(result, 'After')).toEqual([
			expect.objectContaining({ flowRunId: elsewhere.id, status: 2 }),
		]);
		expect(waits.waited).toBeGreaterThanOrEqual(15 * SECOND);
	});

	it('gives a run that has ended at once', async () => {
		const done = waits.patchworks.sandbox.addRun({
			flowId: FLOWS.catalogue,
			startedAt: waits.patchworks.sandbox.now() - MINUTE,
		});

		const result = await waits.run(waitFor(done.id, { simplify: false }));

		expect(jsonOf(result, 'After')).toEqual([
			expect.objectContaining({ id: done.id, status: 5, flow_version_id: done.versionId }),
		]);
		expect(waits.waited).toBe(0);
	});

	it('says at the limit which run to look at', async () => {
		const endless = waits.patchworks.sandbox.addRun({
			flowId: FLOWS.orders,
			duration: 900 * MINUTE,
		});
		const first = await waits.run(waitFor(endless.id, { waitLimit: 5 }));
		expect(first.data.resultData.error).toBeUndefined();
		expect(first.status).toBe('waiting');

		waits.advance(4 * MINUTE);
		const { run: last, sleeps } = await waits.sleepThrough();

		expect(sleeps).toBe(1);
		expect(last.data.resultData.error?.message).toBe(
			`Flow run ${endless.id} had not ended after 5 minutes. Look at flow run ${endless.id}: it goes on in Patchworks.`,
		);
	});

	it('ends at once when the execution is cancelled, and says which run goes on', async () => {
		jest.restoreAllMocks();
		let isPausing = false;
		const { setTimeout } = timers;
		jest.spyOn(global, 'setTimeout').mockImplementation(((callback: () => void, time = 0) => {
			isPausing ||= time >= 100 && time <= 500;
			return setTimeout(callback, time);
		}) as typeof setTimeout);
		const endless = waits.patchworks.sandbox.addRun({
			flowId: FLOWS.orders,
			duration: 900 * MINUTE,
		});
		let cancel = () => {};
		const running = waits.patchworks.run(waitFor(endless.id), {
			onCancelable: (how) => (cancel = how),
		});
		while (!isPausing) await sleep(10);
		cancel();

		const { run: cancelled } = await running;

		expect(cancelled.data.resultData.error?.message).toContain(
			`Look at flow run ${endless.id}: it goes on in Patchworks.`,
		);
	});

	it.each([0, 1])('fails an item by its own Request Options alone: item %d', async (bad) => {
		const { id } = waits.patchworks.sandbox.addRun({ flowId: FLOWS.orders, duration: 5_000 });
		const orders = [0, 1, 2].map((order) => ({ order, proxy: order === bad ? 'no proxy' : '' }));

		const result = await waits.run(
			waitFor(id, { requestOptions: { proxy: '={{ $json.proxy }}' } }),
			orders,
			{ node: { onError: 'continueErrorOutput' } },
		);

		expect(jsonOf(result, 'After')).toEqual([
			expect.objectContaining({ status: 2 }),
			expect.objectContaining({ status: 2 }),
		]);
		expect(jsonOf(result, 'Failed')).toEqual([
			{
				...orders[bad],
				error: {
					message: `'Proxy' is not an address with a port [item ${bad}]. Nothing was sent.`,
					description: 'Enter it like http://proxy.example.com:3128.',
					flowRunId: id,
				},
			},
		]);
	});

	it('goes on while Patchworks is away for a while', async () => {
		const slow = waits.patchworks.sandbox.addRun({ flowId: FLOWS.orders, duration: 4 * MINUTE });
		const first = await waits.run(waitFor(slow.id));
		expect(first.data.resultData.error).toBeUndefined();
		expect(first.status).toBe('waiting');
		const end = waits.patchworks.sandbox.onRequest(() => ({
			status: 500,
			body: { message: 'Away' },
		}));
		await waits.executions.wakeNext();
		end();

		const { run: last } = await waits.sleepThrough();

		expect(jsonOf(last, 'After')).toEqual([
			expect.objectContaining({ flowRunId: slow.id, status: 2 }),
		]);
	});

	it.each([
		['that does not exist', '1', /run/i],
		['without an ID', '={{ "" }}', "'Flow Run' is empty"],
		['with a path for an ID', '../flows/1', "'Flow Run' is not an ID"],
	])('refuses a run %s', async (_case, id, message) => {
		const result = await waits.run(waitFor(id));

		expect(result.data.resultData.error?.message).toMatch(message);
		expect(jsonOf(result, 'After')).toEqual([]);
	});

	it('refuses numbers that cannot be', async () => {
		const result = await waits.run(waitFor('1', { pollInterval: 0 }));

		expect(result.data.resultData.error?.message).toContain(
			"'Check Every (Seconds)' has to be a number",
		);
		expect(waits.patchworks.sandbox.requests).toHaveLength(0);
	});
});

/** Lets Patchworks answer all looks in its own way until so much time has gone by. */
function answerLooks(
	answer: { status: number; body?: unknown; headers?: Record<string, string> },
	milliseconds = Infinity,
): void {
	const { sandbox } = waits.patchworks;
	const until = sandbox.now() + milliseconds;
	sandbox.onRequest(({ operationId }) =>
		operationId === 'getFlowRun' && sandbox.now() < until
			? { body: { message: 'Made-up trouble' }, ...answer }
			: undefined,
	);
}

/** Also those that were answered in their own way. */
const looks = () =>
	waits.patchworks.sandbox.requests.filter(({ url }) => /flow-runs\/\d+\?/.test(url));

describe('Trouble while waiting', () => {
	it.each([408, 425, 429, 500, 502, 503, 504])(
		'ends nothing when it is HTTP %d',
		async (status) => {
			answerLooks({ status, headers: { 'retry-after': '50' } }, 30 * SECOND);

			const result = await waits.runThrough(start(FLOWS.orders));

			// No look holds on to its request until all is well; after a 429 none is sent until it may be.
			const least = status === 429 ? 1 : 2;
			expect(looks().filter((look) => look.status === status).length).toBeGreaterThanOrEqual(least);
			expect(jsonOf(result, 'After')).toEqual([expect.objectContaining({ status: 2 })]);
			expect(posts()).toHaveLength(1);
		},
	);

	it('ends nothing when the answer is a web page', async () => {
		const page = { status: 200, body: '<html>Down for maintenance</html>' };
		answerLooks({ ...page, headers: { 'content-type': 'text/html' } }, 10 * SECOND);

		const result = await waits.runThrough(start(FLOWS.orders));

		expect(jsonOf(result, 'After')).toEqual([expect.objectContaining({ status: 2 })]);
	});

	it.each([400, 401, 403])('ends the wait at once when it is HTTP %d', async (status) => {
		answerLooks({ status });

		const result = await waits.run(start(FLOWS.orders));

		expect(result.data.resultData.error?.message).toBe('Made-up trouble');
		expect(waits.waited).toBe(0);
	});

	it.each([
		['ends the wait at once when the password is refused', false, 1],
		['ends nothing when the login does not answer', true, 2],
	])('%s', async (_what, isAway, leastLogins) => {
		await open(5 * MINUTE);
		const { sandbox, engine } = waits.patchworks;
		engine.credentials.add('user', 'PatchworksOAuth', {
			username: sandbox.username,
			password: sandbox.password,
			hosting: 'selfHosted',
			coreUrl: sandbox.coreUrl,
			startUrl: sandbox.startUrl,
			loginUrl: sandbox.loginUrl,
		});
		const first = await waits.run(start(FLOWS.orders, { authentication: 'oAuth' }), [{}], {
			node: { credentials: { PatchworksOAuth: { id: 'user', name: 'User' } } },
		});
		expect(first.status).toBe('waiting');
		sandbox.clearRequests();
		sandbox.revokeTokens();
		const until = sandbox.now() + 3 * MINUTE;
		if (!isAway) sandbox.setPassword('changed');
		sandbox.onRequest(({ operationId }) =>
			isAway && operationId === 'login' && sandbox.now() < until
				? { status: 503, body: { message: 'Away' } }
				: undefined,
		);

		const { run, sleeps } = await waits.sleepThrough();

		const logins = sandbox.requests.filter(({ host }) => host === 'login');
		expect(logins.length).toBeGreaterThanOrEqual(leastLogins);
		if (isAway) {
			expect(jsonOf(run, 'After')).toEqual([expect.objectContaining({ status: 2 })]);
		} else {
			expect(sleeps).toBe(1);
			expect(logins).toHaveLength(1);
			expect(run.data.resultData.error?.description).toContain('Starting the flow again');
		}
	});

	it('is said when it goes on until the wait is over', async () => {
		answerLooks({ status: 500 });

		const result = await waits.runThrough(start(FLOWS.orders, { waitLimit: 2 }));

		expect(result.data.resultData.error).toMatchObject({
			message: expect.stringContaining('had not ended after 2 minutes'),
			description: expect.stringContaining('At the last look: Made-up trouble. Flow Run: Wait'),
		});
	});

	it('ends the wait when no look has seen the run that was started elsewhere', async () => {
		const elsewhere = waits.patchworks.sandbox.addRun({ flowId: FLOWS.orders });
		answerLooks({ status: 408 });

		const result = await waits.run(waitFor(elsewhere.id));

		expect(result.data.resultData.error?.message).toBe('Made-up trouble');
		expect(waits.waited).toBeLessThan(MINUTE);
	});
});

describe('A started run that Patchworks does not show yet', () => {
	it('is waited for', async () => {
		answerLooks({ status: 404 }, 8 * MINUTE);

		const result = await waits.runThrough(start(FLOWS.orders));

		expect(looks().filter(({ status }) => status === 404).length).toBeGreaterThan(8);
		expect(jsonOf(result, 'After')).toEqual([expect.objectContaining({ status: 2 })]);
	});

	it('is said to be missing after ten minutes, with where it may be', async () => {
		answerLooks({ status: 404 });

		const result = await waits.runThrough(start(FLOWS.orders));

		const [{ id }] = waits.patchworks.sandbox.runs;
		expect(result.data.resultData.error).toMatchObject({
			message: 'Made-up trouble',
			description: `Patchworks has started flow run ${id} and does not show it after 10 minutes. It may still be in the queue: see Queued Run: Get Many. Starting the flow again would run it twice.`,
		});
		const times = looks().map(({ at }) => at);
		expect(times[times.length - 1] - times[0]).toBeGreaterThanOrEqual(10 * MINUTE);
		expect(times[times.length - 1] - times[0]).toBeLessThan(12 * MINUTE);
	});

	it('is gone when it has been shown before', async () => {
		await open(5 * MINUTE);
		const first = await waits.run(start(FLOWS.orders));
		expect(first.status).toBe('waiting');
		answerLooks({ status: 404 });

		const { run, sleeps } = await waits.sleepThrough();

		expect(sleeps).toBe(1);
		expect(run.data.resultData.error?.message).toBe('Made-up trouble');
	});

	it('is waited for beyond ten minutes while the queue holds a run of its flow', async () => {
		waits.patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'listScheduledFlows'
				? { status: 200, body: { data: [{ id: 7, flow: { id: FLOWS.orders } }] } }
				: undefined,
		);
		answerLooks({ status: 404 }, 20 * MINUTE);

		const result = await waits.runThrough(start(FLOWS.orders));

		expect(jsonOf(result, 'After')).toEqual([expect.objectContaining({ status: 2 })]);
	});

	it('is missing at once when it was started elsewhere and the queue is empty', async () => {
		waits.patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'listScheduledFlows' ? { status: 200, body: { data: [] } } : undefined,
		);
		answerLooks({ status: 404 });

		const result = await waits.run(waitFor('1'));

		expect(result.data.resultData.error?.message).toBe('Made-up trouble');
		expect(waits.waited).toBe(0);
	});

	it('is missing within a minute when it was started elsewhere and may be in the queue', async () => {
		answerLooks({ status: 404 });

		const result = await waits.run(waitFor('1'));

		expect(result.data.resultData.error).toMatchObject({
			message: 'Made-up trouble',
			description: expect.stringContaining('may still be in the queue'),
		});
		expect(waits.waited).toBeGreaterThanOrEqual(30_000);
		expect(waits.waited).toBeLessThanOrEqual(MINUTE);
	});
});

describe('A run that is not the one which was started', () => {
	const answerRun = (row: object) =>
		waits.patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'getFlowRun'
				? { status: 200, body: { data: { id: '1', ...row } } }
				: undefined,
		);

	it('is refused when it is of another flow', async () => {
		answerRun({ flow_id: FLOWS.stock, status: 2 });

		const result = await waits.run(start(FLOWS.orders));

		expect(result.data.resultData.error?.message).toMatch(
			/answered the start of flow 101 with flow run \d+, which is of flow 102/,
		);
	});

	it('is refused when it is in another virtual environment', async () => {
		answerRun({ flow_id: FLOWS.orders, status: 2, virtual_environment_version: null });

		const result = await waits.run(start(FLOWS.orders, { virtualEnvironmentId: byId('601') }));

		expect(result.data.resultData.error?.message).toMatch(
			/was started in virtual environment none, although 601 was asked for/,
		);
	});

	it('is refused when it cannot be told whether it failed', async () => {
		answerRun({
			flow_id: FLOWS.orders,
			status: 'Verschwunden',
			finished_at: '2030-01-01T00:00:00Z',
		});

		const result = await waits.run(start(FLOWS.orders));

		expect(result.data.resultData.error?.message).toMatch(
			/has ended with status "Verschwunden", where 2 to 5 or Success, .* was expected/,
		);
	});
});

describe('A tool that waits', () => {
	const call = async (parameters: IDataObject) => {
		const { results } = await callTools(waits.patchworks.engine, [
			{
				name: 'tool',
				parameters: parameters as INode['parameters'],
				credentials: { PatchworksApiKey: { id: SANDBOX_CREDENTIAL, name: 'Sandbox' } },
				args: {},
			},
		]);
		return String(results.tool);
	};
	const startOne = start(FLOWS.orders, { payload: '{}' });

	it('gives the finished run, as simple as it is to be', async () => {
		const simple = JSON.parse(await call(startOne)) as IDataObject[];
		const raw = JSON.parse(await call({ ...startOne, simplify: false })) as IDataObject[];

		expect([simple, raw].map(([run]) => [run.status, 'flow_version_id' in run])).toEqual([
			[2, false],
			[2, true],
		]);
	});

	it('waits for a run that Patchworks does not show yet', async () => {
		answerLooks({ status: 404 }, 20 * SECOND);

		expect(await call(startOne)).toContain('"status":2');
	});

	it('waits for a run that was started elsewhere', async () => {
		const { id } = waits.patchworks.sandbox.addRun({ flowId: FLOWS.orders, duration: 5_000 });

		expect(await call(waitFor(id))).toContain('"status":2');
		expect(waits.waited).toBeGreaterThan(4 * SECOND);
	});

	it('ends the wait after a minute and says which run goes on', async () => {
		await open(5 * MINUTE);

		const answer = await call(startOne);

		const [{ id }] = waits.patchworks.sandbox.runs;
		expect(answer).toContain(
			`Flow run ${id} had not ended after a minute, and a tool cannot wait for longer. Look at flow run ${id}`,
		);
		expect(answer).toContain('Starting the flow again would run it twice.');
		expect(waits.waited).toBe(MINUTE);
	});

	/** Runs the tool in an n8n that runs its code as that of a node. */
	const runAsNode = async (parameters: IDataObject) => {
		const { nodeTypes } = waits.patchworks.engine.packages;
		const find = nodeTypes.getByNameAndVersion;
		const TOOL = 'n8n-nodes-patchworks.patchworksTool';
		nodeTypes.getByNameAndVersion = (name, version) =>
			find(name === TOOL ? 'n8n-nodes-patchworks.patchworks' : name, version);
		return await waits.run(parameters, [{}], { node: { type: TOOL } });
	};

	it('ends the wait after a minute, too, where n8n runs the code of a tool as that of a node', async () => {
		await open(5 * MINUTE);

		const result = await runAsNode(startOne);

		expect(result.status).toBe('error');
		expect(result.data.resultData.error?.message).toContain('and a tool cannot wait for longer');
	});

	it('starts no flow when Simplify cannot be read', async () => {
		const parameters = { ...startOne, simplify: "={{ $('Nowhere').first().json.simple }}" };

		const answer = await call(parameters);
		const result = await runAsNode(parameters);

		expect(answer).toContain('Referenced node');
		expect(result.data.resultData.error?.message).toContain('Referenced node');
		expect(posts()).toHaveLength(0);
	});

	it('names the run that it has started when that cannot be read', async () => {
		answerLooks({ status: 403 });

		const answer = await call(startOne);

		const [{ id }] = waits.patchworks.sandbox.runs;
		expect(answer).toContain('Made-up trouble');
		expect(answer).toContain(
			`For this item flow run ${id} was started. Starting the flow again would run it twice.`,
		);
	});

	it('names no run as started that was started elsewhere', async () => {
		const { id } = waits.patchworks.sandbox.addRun({ flowId: FLOWS.orders, duration: 5_000 });
		let looked = 0;
		waits.patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'getFlowRun' && looked++ > 0
				? { status: 403, body: { message: 'Forbidden' } }
				: undefined,
		);

		const answer = await call(waitFor(id));

		expect(answer).toContain('Forbidden');
		expect(answer).not.toContain('was started');
	});

	it('says so when the answer to the start does not say which run it is', async () => {
		waits.patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'startFlowRaw' ? { status: 200, body: { message: 'Fine' } } : undefined,
		);

		expect(await call(startOne)).toContain('did not say which run it is');
	});
});
