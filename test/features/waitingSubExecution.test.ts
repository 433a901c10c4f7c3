import type { IDataObject, IRun, IWorkflowSettings } from 'n8n-workflow';

import nock from 'nock';

import { jsonOf, node, outputOf } from '../support/harness/engine';
import { http } from '../support/node';
import { FLOWS } from '../support/sandbox';
import type { WaitsOptions } from './support/waits';
import { MINUTE, SECOND, start, waitFor, Waits, WAITS } from './support/waits';

// n8n's Wait node uses it for forms alone, and Jest cannot load it on Node.js 20.
jest.mock('sanitize-html', () => (html: string) => html);

let waits: Waits;
const open = async (options: WaitsOptions = {}) => {
	waits = await Waits.open({
		...options,
		sandbox: { runDuration: 5 * MINUTE, ...options.sandbox },
	});
};
afterEach(async () => await waits.close());

/** The settings of the one sub-execution there was. */
const subSettings = (): IWorkflowSettings | undefined => {
	expect(waits.executions.subWorkflows).toHaveLength(1);
	return waits.executions.subWorkflows[0].settings;
};
/** What n8n stored of the executions while they slept. */
const stored = () =>
	[...waits.executions.sleeping.values()].map(
		({ data, workflow }) => data + JSON.stringify(workflow),
	);
const isRaw = (json: IDataObject) => 'flow_version_id' in json;

describe('A wait of more than a minute', () => {
	it.each([
		['at once', 5 * SECOND],
		['after a sleep', 5 * MINUTE],
	])('gives each item as Simplify says for it, %s', async (_when, runDuration) => {
		await open({ sandbox: { runDuration } });

		const result = await waits.runThrough(
			start(FLOWS.orders, { simplify: '={{ $json.simple }}', payload: '{}' }),
			[{ simple: true }, { simple: false }, { simple: true }],
		);

		expect(jsonOf(result, 'After').map(isRaw)).toEqual([false, true, false]);
	});

	it.each([
		['at once', 5 * SECOND],
		['after a sleep', 5 * MINUTE],
	])('takes Simplify from another node, %s', async (_when, runDuration) => {
		await open({ sandbox: { runDuration } });
		const run = waits.patchworks.sandbox.addRun({ flowId: FLOWS.orders, duration: runDuration });

		const result = await waits.runThrough(
			waitFor(run.id, { simplify: "={{ $('Items').first().json.simple }}" }),
			[{ simple: true }],
			{ before: [node('Between', 'n8n-nodes-base.set', { keepOnlySet: true })] },
		);

		expect(result.data.resultData.error).toBeUndefined();
		expect(jsonOf(result, 'After').map(isRaw)).toEqual([false]);
	});

	it('looks as often and as long as it was to, and passes failed runs on', async () => {
		await open();

		const result = await waits.runThrough(
			start(FLOWS.stock, { onFailedRun: 'passOn', pollInterval: 120, waitLimit: 7 }),
		);

		expect(result.data.resultData.error).toBeUndefined();
		expect(jsonOf(result, 'After')).toEqual([
			expect.objectContaining({ failureSummary: expect.objectContaining({ failed: true }) }),
		]);
		const [sub] = waits.executions.subWorkflows;
		expect(sub.nodes.map(({ parameters }) => parameters)).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ amount: 120 }),
				expect.objectContaining({ onFailedRun: 'passOn', pollInterval: 120, waitLimit: 7 }),
			]),
		);
	});

	it('starts no flow when Simplify cannot be read for an item', async () => {
		await open();

		const result = await waits.run(
			start(FLOWS.orders, { simplify: "={{ $('Nowhere').first().json.simple }}" }),
			[{}, {}],
		);

		expect(result.data.resultData.error?.message).toContain('Referenced node');
		expect(waits.patchworks.sandbox.runs).toHaveLength(0);
	});

	it('holds nothing of the node that the looks do not need', async () => {
		await open();

		await waits.run(start(FLOWS.orders, { payload: '{"order":"made-up-order"}' }), [{ order: 1 }]);

		expect(JSON.stringify(waits.executions.subWorkflows)).not.toContain('made-up-order');
	});
});

describe('A credential that is an expression', () => {
	const KEYS = ['made-up-key-of-company-a', 'made-up-key-of-company-b'];
	const ITEMS = KEYS.map((key) => ({ key }));

	/** Adds a credential whose key is an expression, and gives the keys of all requests by run. */
	const watch = (apiKey: string) => {
		const { sandbox, engine } = waits.patchworks;
		for (const key of KEYS) sandbox.addApiKey(key);
		engine.credentials.add('companies', 'PatchworksApiKey', {
			apiKey,
			hosting: 'selfHosted',
			coreUrl: sandbox.coreUrl,
			startUrl: sandbox.startUrl,
		});
		const used: Record<string, Set<string>> = {};
		sandbox.onRequest(({ operationId, path, headers }) => {
			if (operationId !== 'getFlowRun') return;
			(used[path.split('/').at(-1) ?? ''] ??= new Set()).add(headers.authorization);
		});
		return used;
	};
	const companies = { credentials: { PatchworksApiKey: { id: 'companies', name: 'Companies' } } };

	it('looks at the run of each company with the key of that company, before and after a sleep', async () => {
		await open();
		const used = watch('={{ $json.key }}');

		const result = await waits.runThrough(start(FLOWS.orders, { payload: '{}' }), ITEMS, {
			node: companies,
		});

		expect(result.data.resultData.error).toBeUndefined();
		const [first, second] = waits.patchworks.sandbox.runs.map(({ id }) => id);
		expect(used).toEqual({ [first]: new Set([KEYS[0]]), [second]: new Set([KEYS[1]]) });
		expect(jsonOf(result, 'After').map(({ flowRunId }) => flowRunId)).toEqual([first, second]);
		expect(JSON.stringify(jsonOf(result, WAITS))).not.toContain('made-up-key');
	});

	it('looks with the right key when the other company’s run has ended before', async () => {
		await open();
		const used = watch('={{ $json.key }}');
		const { sandbox } = waits.patchworks;
		sandbox.onRequest(({ operationId, path }) => {
			const id = sandbox.runs.at(0)?.id;
			return operationId === 'getFlowRun' && path.endsWith(`/${id}`)
				? { status: 200, body: { data: { id, status: 2 } } }
				: undefined;
		});

		const result = await waits.runThrough(start(FLOWS.orders, { payload: '{}' }), ITEMS, {
			node: companies,
		});

		expect(result.data.resultData.error).toBeUndefined();
		expect(used[sandbox.runs[1].id]).toEqual(new Set([KEYS[1]]));
	});

	it('says at the first look that it cannot be made of another node, and what was started', async () => {
		await open();
		watch("={{ $('Items').item.json.key }}");

		await waits.run(start(FLOWS.orders, { payload: '{}' }), ITEMS, { node: companies });
		const { run, sleeps } = await waits.sleepThrough();

		expect(sleeps).toBe(1);
		const { message, description } = run.data.resultData.error ?? {};
		expect(message).toContain('The credential cannot be read while waiting');
		const [first, second] = waits.patchworks.sandbox.runs.map(({ id }) => id);
		for (const said of ['no other node', `flow run ${first}`, `${second} (item 1, not ended)`]) {
			expect(description).toContain(said);
		}
	});
});

describe('The sub-execution of a wait', () => {
	const settings: IWorkflowSettings = {
		timezone: 'Asia/Tokyo',
		saveDataSuccessExecution: 'none',
		saveDataErrorExecution: 'none',
		saveExecutionProgress: true,
		executionTimeout: 3_600,
		redactionPolicy: 'all',
		errorWorkflow: 'made-up-workflow',
	};

	it('has the settings of the workflow', async () => {
		await open();

		await waits.run(start(FLOWS.orders), [{}], { settings });

		const { errorWorkflow, ...others } = settings;
		expect(errorWorkflow).toBe('made-up-workflow');
		expect(subSettings()).toMatchObject(others);
	});

	it.each([
		['the instance', {}, 'none'],
		['the workflow', { callerPolicy: 'none' }, undefined],
		['a list', { callerPolicy: 'workflowsFromAList', callerIds: '7' }, undefined],
	] as const)(
		'may be run where %s lets no other workflow run one',
		async (_where, policy, callerPolicyDefault) => {
			await open({ executions: { ...(callerPolicyDefault && { callerPolicyDefault }) } });

			const result = await waits.runThrough(start(FLOWS.orders), [{}], {
				settings: { ...settings, ...policy },
			});

			expect(result.data.resultData.error).toBeUndefined();
			expect(subSettings()?.callerPolicy).toBe('workflowsFromSameOwner');
			expect(jsonOf(result, 'After')).toEqual([expect.objectContaining({ status: 2 })]);
		},
	);

	it.each([
		['leaves its error to the workflow where n8n hands it on', '2.40', 'trigger', undefined],
		['reports its error where n8n does not hand it on', '2.8', 'trigger', 'made-up-workflow'],
		['reports no error of a run by hand', '2.8', 'manual', undefined],
	] as const)('%s', async (_what, version, mode, errorWorkflow) => {
		await open({ executions: { version } });

		await waits.run(start(FLOWS.orders), [{}], { settings, mode });

		expect(subSettings()?.errorWorkflow).toBe(errorWorkflow);
	});

	it('is not saved where runs by hand are not', async () => {
		await open();

		await waits.run(start(FLOWS.orders), [{}], {
			settings: { saveManualExecutions: false, saveDataSuccessExecution: 'all' },
			mode: 'manual',
		});

		expect(subSettings()).toMatchObject({
			saveDataSuccessExecution: 'none',
			saveDataErrorExecution: 'none',
		});
	});

	it.each([
		['this one is none', false, 'trigger'],
		['runs by hand are saved as the instance has it', 'DEFAULT', 'manual'],
		['runs by hand are saved', true, 'manual'],
	] as const)(
		'is saved as the workflow says where %s',
		async (_where, saveManualExecutions, mode) => {
			await open();

			await waits.run(start(FLOWS.orders), [{}], {
				settings: { saveManualExecutions, saveDataSuccessExecution: 'all' },
				mode,
			});

			expect(subSettings()).toMatchObject({ saveDataSuccessExecution: 'all' });
			expect(subSettings()).not.toHaveProperty('saveDataErrorExecution');
		},
	);

	it('has the settings of the workflow also where n8n does not tell them', async () => {
		await open({ executions: { version: '2.4' } });

		const result = await waits.runThrough(start(FLOWS.orders), [{}], { settings });

		expect(subSettings()).toMatchObject(settings);
		expect(jsonOf(result, 'After')).toEqual([expect.objectContaining({ status: 2 })]);
	});
});

describe('Request Options of a wait of more than a minute', () => {
	let proxy: import('node:http').Server;
	let address: string;
	let proxied: Array<{ method?: string; authorization: unknown }>;

	beforeAll(() => {
		// nock would take the place of the proxy's agent.
		nock.restore();
	});
	beforeEach(async () => {
		proxied = [];
		// Passes each request on to the sandbox.
		proxy = http.createServer((incoming, outgoing) => {
			const { method, url = '', headers } = incoming;
			proxied.push({ method, authorization: headers['proxy-authorization'] });
			const onward = http.request(url, { method, headers }, (answer) => {
				outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
				answer.pipe(outgoing);
			});
			incoming.pipe(onward);
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
		address = `127.0.0.1:${(proxy.address() as import('node:net').AddressInfo).port}`;
	});
	afterEach(() => {
		proxy.closeAllConnections();
		proxy.close();
	});

	const through = async (proxyOption: string, items: IDataObject[]): Promise<IRun> =>
		await waits.runThrough(
			start(FLOWS.orders, { payload: '{}', requestOptions: { proxy: proxyOption } }),
			items,
			{ before: [node('Between', 'n8n-nodes-base.set', { keepOnlySet: true })] },
		);

	it('are those of each item, also from another node', async () => {
		await open();

		const result = await through("={{ $('Items').item.json.proxy }}", [
			{ proxy: `http://${address}` },
			{ proxy: '' },
		]);

		expect(result.data.resultData.error).toBeUndefined();
		const requests = waits.patchworks.sandbox.requestsTo({ operationId: 'getFlowRun' });
		expect(requests.length).toBeGreaterThan(8);
		expect(proxied.filter(({ method }) => method === 'GET')).toHaveLength(requests.length / 2);
	});

	it('leave no password of a proxy in the execution that waits', async () => {
		await open();
		const password = ['made', 'up', 'proxy', 'password'];
		const expression = `={{ 'http://user:' + ${JSON.stringify(password)}.join('-') + '@${address}' }}`;

		const first = await waits.run(
			start(FLOWS.orders, { payload: '{}', requestOptions: { proxy: expression } }),
			[{}],
		);

		expect(first.status).toBe('waiting');
		expect(stored()).toHaveLength(2);
		expect(stored().join()).not.toContain(password.join('-'));
		const { run } = await waits.sleepThrough();
		expect(run.data.resultData.error).toBeUndefined();
		const expected = `Basic ${btoa(`user:${password.join('-')}`)}`;
		expect(new Set(proxied.map(({ authorization }) => authorization))).toEqual(new Set([expected]));
	});

	it.each<['continueRegularOutput' | undefined]>([[undefined], ['continueRegularOutput']])(
		'name the run that was started where they cannot be read any more (%s)',
		async (onError) => {
			await open();
			// For its password it is not stored, and is read anew by an execution that lacks the node.
			const secret = "={{ 'http://user:made-up-password@' + $('Items').first().json.address }}";

			const first = await waits.run(
				start(FLOWS.orders, { payload: '{}', requestOptions: { proxy: secret } }),
				[{ address }],
				{ node: { onError } },
			);
			expect(first.status).toBe('waiting');
			const { run, sleeps } = await waits.sleepThrough();

			const [{ id }] = waits.patchworks.sandbox.runs;
			expect(sleeps).toBe(1);
			if (onError) {
				expect(jsonOf(run, 'After')).toEqual([
					{ error: expect.objectContaining({ flowRunId: id }) },
				]);
			} else {
				expect(run.data.resultData.error?.description).toContain(
					`For this item flow run ${id} was started. Starting the flow again would run it twice.`,
				);
			}
		},
	);
});

describe('An n8n 1.x, which gives a node nothing of a sub-execution that slept', () => {
	it('waits for the run in the execution itself', async () => {
		await open({ executions: { version: '1.123' } });

		const result = await waits.run(start(FLOWS.orders), [{ order: 1 }, { order: 2 }]);

		expect(result.status).toBe('success');
		expect(waits.executions.subWorkflows).toEqual([]);
		expect(jsonOf(result, 'After')).toEqual([
			expect.objectContaining({ status: 2 }),
			expect.objectContaining({ status: 2 }),
		]);
		expect(outputOf(result, WAITS).map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
		expect(waits.waited).toBeGreaterThan(4 * MINUTE);
	});

	it('ends the wait at its limit', async () => {
		await open({ executions: { version: '1.123' } });

		const result = await waits.run(start(FLOWS.orders, { waitLimit: 3 }));

		expect(result.data.resultData.error?.message).toContain('had not ended after 3 minutes');
		expect(waits.waited).toBeGreaterThanOrEqual(3 * MINUTE);
		expect(waits.waited).toBeLessThan(4 * MINUTE);
	});
});
