import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { loggerOfN8n } from '../support/harness/logger';
import { callTools } from '../support/harness/tools';
import { FLOWS } from '../support/sandbox';
import type { HookAnswer, SandboxOptions } from '../support/sandbox';
import type { NodeRunOptions } from '../support/harness/patchworks';
import type { Sandboxed } from './support/sandboxed';
import { byId, SANDBOX_CREDENTIAL, startSandboxed } from './support/sandboxed';

const ENVIRONMENT = '601';
const HOUR = 3_600_000;

let patchworks: Sandboxed;
let warnings: string[];
let now: number;

beforeEach(() => {
	warnings = [];
	now = Date.UTC(2030, 0, 15, 12);
	jest
		.spyOn(loggerOfN8n(), 'warn')
		.mockImplementation((message: string) => void warnings.push(message));
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await patchworks.sandbox.close();
});

const open = async (options: SandboxOptions = {}) => {
	patchworks = await startSandboxed(options);
};
const start = async (items = 1, more: IDataObject = {}, options: Partial<NodeRunOptions> = {}) =>
	await patchworks.run(
		{
			resource: 'flow',
			operation: 'start',
			flowId: byId(String(FLOWS.orders)),
			virtualEnvironmentId: byId(ENVIRONMENT),
			...more,
		} as never,
		{ items: Array.from({ length: items }, () => ({})), ...options },
	);
const starts = () => patchworks.sandbox.requestsTo({ method: 'POST' }).length;
const looks = () =>
	patchworks.sandbox.requests.filter(({ url }) => url.includes('/flow-runs/')).length;

/** Lets Patchworks not know a run for so many looks. */
function hideRuns(times: number): void {
	let count = 0;
	patchworks.sandbox.onRequest(({ operationId }) =>
		operationId === 'getFlowRun' && count++ < times
			? { status: 404, body: { message: 'Not found.' } }
			: undefined,
	);
}

/** Holds the next look at a run until it is told to answer. */
function holdLook(answer: HookAnswer) {
	let now = () => {};
	const isOver = new Promise<void>((resolve) => (now = resolve));
	const isAsked = new Promise<void>((resolve) => {
		const release = patchworks.sandbox.onRequest(async ({ operationId }) => {
			if (operationId !== 'getFlowRun') return undefined;
			release();
			resolve();
			await isOver;
			return answer;
		});
	});
	return { isAsked, now };
}

/** Begins another execution, and lets it come as far as it does. */
async function startedBeside() {
	const read = jest.spyOn(patchworks.engine.credentials, 'getDecrypted');
	const run = start();
	while (read.mock.calls.length === 0) await sleep(1);
	await sleep(50);
	return { run };
}

describe('Flow: Start in a virtual environment', () => {
	it('reads back one run an hour of a flow, and none where no environment is asked for', async () => {
		await open();

		expect((await start(3)).error).toBeUndefined();
		expect((await start(2)).error).toBeUndefined();
		await start(1, { virtualEnvironmentId: byId('') });
		expect([starts(), looks()]).toEqual([6, 1]);

		now += HOUR;
		await start();
		expect([starts(), looks()]).toEqual([7, 2]);
		expect(warnings).toEqual([]);
	});

	it('starts nothing for the other items once the first is elsewhere, nor at the next execution', async () => {
		await open({ moods: ['environment-ignored'] });

		const { error } = await start(3);
		const [{ id }] = patchworks.sandbox.runs;
		expect(error).toMatchObject({
			message: `Flow run ${id} was started in virtual environment none, although ${ENVIRONMENT} was asked for [item 0]`,
			description: 'It goes on in Patchworks. Starting the flow again would run it twice.',
		});
		expect((await start()).error).toMatchObject({
			message: `Patchworks did not start flow run ${id} in virtual environment ${ENVIRONMENT}, as was asked for, but in none [item 0]. Nothing was sent.`,
		});
		expect([starts(), looks()]).toEqual([1, 1]);
	});

	it('looks before the next start where the run cannot be read yet, and says so', async () => {
		await open({ moods: ['environment-ignored'] });
		hideRuns(1);

		expect((await start()).error).toBeUndefined();
		expect(warnings).toEqual([
			expect.stringMatching(
				/^It could not be told whether flow run \d+ is in virtual environment 601/,
			),
		]);
		expect((await start()).error?.message).toMatch(/^Patchworks did not start flow run/);
		expect([starts(), looks()]).toEqual([1, 2]);
	});

	it('goes on where the run cannot be read at all, and says so', async () => {
		await open();
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'getFlowRun' ? { status: 403, body: { message: 'Forbidden' } } : undefined,
		);

		expect((await start(3)).error).toBeUndefined();
		expect([starts(), looks()]).toEqual([3, 1]);
		expect(warnings).toHaveLength(1);
	});

	it('starts no more for Start and Wait either', async () => {
		await open({ moods: ['environment-ignored'] });

		const { error } = await start(3, { operation: 'startAndWait' });

		expect(error?.message).toMatch(/was started in virtual environment none, although 601/);
		expect(starts()).toBe(1);
	});

	it('starts nothing for the other items either where the node goes on after errors', async () => {
		await open({ moods: ['environment-ignored'] });

		const { items } = await start(3, {}, { onError: 'continueRegularOutput' });

		expect(starts()).toBe(1);
		const messages = items.map(({ error }) => (error as IDataObject).message);
		expect(messages).toEqual([
			expect.stringMatching(/^Flow run \d+ was started in virtual environment none/),
			expect.stringMatching(/^Patchworks did not start flow run .* Nothing was sent\.$/),
			expect.stringMatching(/^Patchworks did not start flow run .* Nothing was sent\.$/),
		]);
	});

	it('says of each run that was sent beside the first that it is elsewhere', async () => {
		await open({ moods: ['environment-ignored'] });

		const { items } = await start(
			3,
			{ requestHandling: { sendItems: 'atOnce' } },
			{ onError: 'continueRegularOutput' },
		);

		const ids = patchworks.sandbox.runs.slice(-3).map(({ id }) => id);
		const messages = items.map(({ error }) => String((error as IDataObject).message));
		expect(
			messages.map((message) => /^Flow run (\d+) was started in/.exec(message)?.[1]).sort(),
		).toEqual(ids.sort());
	});

	it('waits for no run where the other items start other flows', async () => {
		await open();
		hideRuns(Infinity);

		const flows = [FLOWS.orders, FLOWS.stock, FLOWS.nightlyExport].map((flow) => ({ flow }));
		const { error } = await start(3, { flowId: byId('={{ $json.flow }}') }, { items: flows });

		expect(error).toBeUndefined();
		expect([starts(), looks()]).toEqual([3, 3]);
	});

	it.each([503, 408])(
		'looks again before the next start where the first look was answered by %d',
		async (status) => {
			await open({ moods: ['environment-ignored'] });
			let count = 0;
			patchworks.sandbox.onRequest(({ operationId }) =>
				operationId === 'getFlowRun' && count++ === 0
					? { status, body: { message: 'Try later.' } }
					: undefined,
			);

			expect((await start()).error).toBeUndefined();
			expect((await start()).error?.message).toMatch(/^Patchworks did not start flow run/);
			expect([starts(), looks()]).toEqual([1, 2]);
		},
	);

	it('looks once for all items that are sent at once while the run before is not shown', async () => {
		await open();
		hideRuns(Infinity);
		await start();

		now += 60_000;
		const { error } = await start(5, { requestHandling: { sendItems: 'atOnce' } });

		expect(error).toBeUndefined();
		expect([starts(), looks()]).toEqual([6, 2]);
	});

	it('is held to the environment also while the first look is under way', async () => {
		await open({ moods: ['environment-ignored'] });
		const answer = holdLook({ status: 404, body: { message: 'Not found.' } });
		const first = start();
		await answer.isAsked;

		const second = await startedBeside();
		answer.now();

		await first;
		expect((await second.run).error?.message).toMatch(/^Patchworks did not start flow run/);
		expect(starts()).toBe(1);
	});

	it('looks itself where the execution is cancelled whose look it waits for', async () => {
		await open({ moods: ['environment-ignored'] });
		hideRuns(1);
		await start();
		now += 60_000;
		const answer = holdLook('answered');
		let cancel = () => {};
		const first = start(1, {}, { onCancelable: (how) => (cancel = how) });
		await answer.isAsked;

		const second = await startedBeside();
		cancel();
		await first.catch(() => {});

		expect((await second.run).error?.message).toMatch(/^Patchworks did not start flow run/);
		expect(starts()).toBe(1);
		answer.now();
	});

	it('knows an environment that is given by its name for the one with its ID', async () => {
		await open({ moods: ['environment-ignored'] });
		const [{ name }] = patchworks.sandbox
			.rows('/api/v1/flow-version-deployments/virtual-environments')
			.filter(({ id }) => String(id) === ENVIRONMENT);
		await start();

		const { error } = await start(1, {
			virtualEnvironmentId: { __rl: true, mode: 'name', value: String(name) },
		});

		expect(error?.message).toMatch(/^Patchworks did not start flow run .* environment 601/);
		expect(starts()).toBe(1);
	});

	it('names no run where the answer to one that was sent beside the first does not', async () => {
		await open({ moods: ['environment-ignored'] });
		let count = 0;
		patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'startFlowRaw' && count++ > 0
				? { status: 200, body: { message: 'Flow initialised.' } }
				: undefined,
		);

		const { items } = await start(
			2,
			{ requestHandling: { sendItems: 'atOnce' } },
			{ onError: 'continueRegularOutput' },
		);

		expect(items[1].error).toMatchObject({
			message: `A flow run of unknown ID was started in virtual environment none, although ${ENVIRONMENT} was asked for [item 1]`,
		});
	});

	it('starts one run in each environment, and each item of the others fails on the error output', async () => {
		await open({ moods: ['environment-ignored'] });

		const { items, failed } = await start(
			4,
			{ virtualEnvironmentId: byId('={{ $json.in }}') },
			{
				items: ['601', '602', '601', '602'].map((environment) => ({ in: environment })),
				onError: 'continueErrorOutput',
			},
		);

		expect(items).toEqual([]);
		expect(failed.map((item) => [item.in, (item.error as IDataObject).message])).toEqual([
			['601', expect.stringMatching(/^Flow run \d+ was started in virtual environment none/)],
			['602', expect.stringMatching(/^Flow run \d+ was started in virtual environment none/)],
			['601', expect.stringMatching(/^Patchworks did not start .* Nothing was sent\.$/)],
			['602', expect.stringMatching(/^Patchworks did not start .* Nothing was sent\.$/)],
		]);
		expect(starts()).toBe(2);
	});

	it('starts no more for an agent either, whose tool waits for the run', async () => {
		await open({ moods: ['environment-ignored'] });
		const call = async () => {
			const { results } = await callTools(patchworks.engine, [
				{
					name: 'tool',
					parameters: {
						resource: 'flow',
						operation: 'startAndWait',
						flowId: byId(String(FLOWS.orders)),
						virtualEnvironmentId: byId(ENVIRONMENT),
						payload: '',
					},
					credentials: { PatchworksApiKey: { id: SANDBOX_CREDENTIAL, name: 'Sandbox' } },
					args: {},
				},
			]);
			return results.tool;
		};

		expect(await call()).toMatch(/in virtual environment none, although 601/);
		expect(await call()).toMatch(/^Patchworks did not start flow run/);
		expect(starts()).toBe(1);
	});
});
