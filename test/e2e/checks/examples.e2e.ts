import type { IDataObject } from 'n8n-workflow';

import { Outbox } from '../../demo/outbox';
import type { ExamplePart } from '../../demo/promises';
import { answersOf, brokenPromises, brokenSends, PROMISES } from '../../demo/promises';
import { exampleFiles, isOurs, prepared, readExample } from '../../demo/runExample';
import { FLOWS, startSandbox, STATUS } from '../../support/sandbox';
import { expectSuccess } from '../expectations';
import type { StoredCredential, WorkflowJson } from '../n8n/rest-client';
import { itemsOf, jsonOf } from '../n8n/rest-client';
import type { World } from '../setting';
import { setting, startWorld } from '../setting';
import { waitFor } from '../waiting';
import { using } from '../workflows';

let world: World;
let outbox: Outbox;
let mail: StoredCredential;
beforeAll(async () => {
	world = await startWorld({ sandbox: { runDuration: 1_000 } });
	outbox = await Outbox.open();
	mail = await world.n8n.rest.createCredential('smtp', outbox.smtp);
}, 300_000);
afterAll(async () => {
	await world?.stop();
	await outbox?.close();
});

/** n8n 1.x makes no data table by itself: it has to be given one. */
const NEED_N8N_2 = ['nightly-check-to-a-data-table.json'];
const isFirst = setting().install.version.startsWith('1.');

describe.each(exampleFiles().filter((file) => !isFirst || !NEED_N8N_2.includes(file)))(
	'%s',
	(file) => {
		it.each(['apiKey', 'oAuth'] as const)('gives what it promises, with %s', async (kind) => {
			const { then = [], ...first } = PROMISES[file];
			for (const part of [first, ...then]) {
				expect(await brokenIn(file, part, kind)).toEqual([]);
			}
		});
	},
);

describe('start-a-flow-by-webhook.json, as the system that calls it sees it', () => {
	let send: (order: IDataObject) => Promise<{ status: number; answer: IDataObject }>;

	beforeAll(async () => {
		const { rest, url } = world.n8n;
		const example = withCredential(
			readExample('start-a-flow-by-webhook.json') as WorkflowJson,
			'apiKey',
		);
		const starts = example.nodes.find(({ name }) => name === 'Start and Wait')!;
		starts.parameters.flowId = { __rl: true, mode: 'id', value: '={{ $json.body.flow }}' };
		const workflowId = await rest.createWorkflow(example);
		await rest.activate(workflowId);
		send = async (order) => {
			const response = await fetch(`${url}/webhook/start-a-flow`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(order),
			});
			return { status: response.status, answer: (await response.json()) as IDataObject };
		};
		// n8n activates on its own time.
		await waitFor('the webhook', async () =>
			(await send({ flow: '999999' })).status === 404 ? undefined : true,
		);
	});

	it('is 200 with the run when that succeeds, and the flow gets the order', async () => {
		const order = { flow: String(FLOWS.orders), order: 1001 };

		const { status, answer } = await send(order);

		expect([status, answer]).toEqual([
			200,
			{ flowRunId: expect.any(String), status: 'succeeded', finishedAt: expect.any(String) },
		]);
		const run = world.sandbox.runs.find(({ id }) => id === answer.flowRunId);
		expect(JSON.parse(String(run?.payload?.bytes))).toEqual(order);
	});

	it('is 502 with the reason when it fails', async () => {
		expect(await send({ flow: String(FLOWS.stock) })).toEqual({
			status: 502,
			answer: {
				flowRunId: expect.any(String),
				status: 'failed',
				message: expect.stringContaining('Request timed out'),
			},
		});
	});

	it('is 502 when Patchworks does not start it', async () => {
		expect(await send({ flow: '999999' })).toEqual({
			status: 502,
			answer: { status: 'notStarted', message: expect.stringContaining('999999') },
		});
	});

	it('is 202 with the run when that goes on after a minute', async () => {
		const stop = world.sandbox.onRequest(({ operationId, path }) =>
			operationId === 'getFlowRun'
				? {
						status: 200,
						body: {
							data: {
								id: /flow-runs\/(\w+)/.exec(path)?.[1],
								flow_id: FLOWS.orders,
								status: STATUS.started,
								started_at: new Date(world.sandbox.now()).toISOString(),
							},
						},
					}
				: undefined,
		);
		const { status, answer } = await send({ flow: String(FLOWS.orders) });
		stop();

		expect([status, answer]).toEqual([
			202,
			{
				flowRunId: expect.any(String),
				status: 'unknown',
				message: expect.stringContaining('it goes on in Patchworks'),
			},
		]);
	}, 180_000);
});

describe('morning-report-of-several-companies.json, with fields of its credential as expressions', () => {
	it('reads each company with its own key, and names one that cannot be read', async () => {
		const { rest } = world.n8n;
		const shoes = world.sandbox;
		const shirts = await startSandbox({ rateLimit: false, apiKey: 'made-up-key-of-shirts' });
		const credential = await rest.createCredential('PatchworksApiKey', {
			apiKey: '={{ $json.key }}',
			companyLabel: '={{ $json.company }}',
			hosting: 'selfHosted',
			coreUrl: '={{ $json.host }}',
			startUrl: '={{ $json.host }}',
		});
		const companies = [
			{ company: 'Made-Up Shoes', key: shoes.apiKey, host: shoes.coreUrl },
			{ company: 'Made-Up Shirts', key: shirts.apiKey, host: shirts.coreUrl },
			{ company: 'Made-Up Socks', key: 'made-up-wrong-key', host: shirts.coreUrl },
		];
		const example = prepared(
			readExample('morning-report-of-several-companies.json') as WorkflowJson,
			outbox,
		);
		const list = example.nodes.find(({ name }) => name === 'List the Companies')!;
		const { assignments } = list.parameters.assignments as { assignments: IDataObject[] };
		assignments[0].value = `={{ ${JSON.stringify(companies)} }}`;
		const nodes = example.nodes.map((one) => {
			if (one.credentials?.smtp) return { ...one, ...using(mail) };
			return isOurs(one) ? { ...one, ...using(credential) } : one;
		});
		shoes.clearRequests();
		outbox.empty();

		const execution = await rest.runNew({ ...example, nodes, settings: {} }, 'Each Morning');
		const answered = [shoes, shirts].map(
			({ requests }) => new Set(requests.map(({ auth }) => auth)),
		);
		await shirts.close();

		expectSuccess(execution);
		expect(answered).toEqual([new Set(['apiKey']), new Set(['apiKey', 'refused'])]);
		const reports = jsonOf(execution, 'Report Each Company');
		expect(reports).toEqual([
			expect.objectContaining({ companyLabel: 'Made-Up Shoes', failedRuns: expect.any(Number) }),
			expect.objectContaining({ companyLabel: 'Made-Up Shirts', failedRuns: expect.any(Number) }),
			expect.objectContaining({
				error: expect.objectContaining({
					message: 'Unauthenticated. [item 2]',
					description: expect.stringMatching(/refused the credential .* Company: Made-Up Socks\.$/),
				}),
			}),
		]);
		expect(JSON.stringify(reports)).not.toContain('made-up-wrong-key');
		const text =
			/, 1 could not be read[^]*Made-Up Socks.*could not be read: Unauthenticated\. \[item 2\] Patchworks refused/;
		expect(brokenSends([{ to: 'mail', text }], outbox.empty())).toEqual([]);
	});
});

/** Runs an example and says what of a promise it did not keep. */
async function brokenIn(
	file: string,
	part: ExamplePart,
	kind: 'apiKey' | 'oAuth',
): Promise<string[]> {
	const { sandbox, n8n } = world;
	const workflow = {
		...withCredential(prepared(readExample(file) as WorkflowJson, outbox), kind),
		pinData: answersOf(part, sandbox),
		settings: { executionOrder: 'v1' },
	};
	const trigger = workflow.nodes.find(({ type }) => /trigger$|\.webhook$/i.test(type))!;
	sandbox.clearRequests();

	const execution = await n8n.rest.runNew(workflow, part.startAt ?? trigger.name);

	expectSuccess(execution);
	const items = (name: string) => itemsOf(execution, name) as Parameters<typeof brokenPromises>[2];
	const counts = Object.entries(part.requests ?? {}).map(([operationId, count]) => [
		operationId,
		count,
		sandbox.requestsTo({ operationId }).length,
	]);
	return [
		...Object.entries(part.nodes).flatMap(([name, promised]) =>
			brokenPromises(name, promised, items(name)),
		),
		...brokenSends(part.sends, outbox.empty()),
		...counts
			.filter(([, promised, sent]) => promised !== sent)
			.map(([name, promised, sent]) => `${name} was sent ${sent} times, not ${promised}`),
	];
}

/** The example as a user has it who imported it and chose its credentials. */
function withCredential(example: WorkflowJson, kind: 'apiKey' | 'oAuth'): WorkflowJson {
	const nodes = example.nodes.map((one) => {
		if (one.credentials?.smtp) return { ...one, ...using(mail) };
		return isOurs(one)
			? {
					...one,
					parameters: { ...one.parameters, authentication: kind },
					...using(world.credentials[kind]),
				}
			: one;
	});
	return { ...example, nodes };
}
