import type { IRun } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { jsonOf } from '../support/harness/engine';
import { FLOWS } from '../support/sandbox';
import type { WaitsOptions } from './support/waits';
import { MINUTE, SECOND, start, waitFor, Waits, WAITS } from './support/waits';

// n8n's Wait node uses it for forms alone, and Jest cannot load it on Node.js 20.
jest.mock('sanitize-html', () => (html: string) => html);

let waits: Waits;
const open = async (options: WaitsOptions = {}) => {
	waits = await Waits.open(options);
};
afterEach(async () => await waits.close());

const THREE = [{ flow: FLOWS.orders }, { flow: FLOWS.stock }, { flow: FLOWS.orders }];
const startEach = (more: object = {}) => start('={{ $json.flow }}', { ...more });
const ids = () => waits.patchworks.sandbox.runs.map(({ id }) => id);
const posts = () => waits.patchworks.sandbox.requestsTo({ method: 'POST' });

/** Lets Patchworks say that a run goes on. */
function keepGoing(which: number): void {
	waits.patchworks.sandbox.onRequest(({ operationId, path }) => {
		const id = ids()[which];
		if (operationId !== 'getFlowRun' || !path.endsWith(`/${id}`)) return undefined;
		return { status: 200, body: { data: { id, flow_id: FLOWS.orders, status: 1 } } };
	});
}

function errorOf({ data }: IRun) {
	const { message, description } = data.resultData.error ?? {};
	return { message, description };
}

describe('The error of one of several started runs', () => {
	it.each([
		['at once', 5 * SECOND],
		['after a sleep', 5 * MINUTE],
	])('names the others and how they are when its run fails %s', async (_when, runDuration) => {
		await open({ sandbox: { runDuration } });
		keepGoing(2);

		const result = await waits.runThrough(startEach(), THREE);

		const [first, second, third] = ids();
		expect(errorOf(result)).toEqual({
			message: expect.stringContaining(`Flow run ${second} of "Stock to shop" failed`),
			description: expect.stringContaining(
				`For other items flows were started: flow runs ${first} (item 0, ended), ${third} (item 2, not ended). Starting them again would run them twice.`,
			),
		});
		expect(posts()).toHaveLength(3);
	});

	it('says which others failed, and is that of the first item of those that did', async () => {
		await open();
		// The later item is answered first.
		waits.patchworks.sandbox.onRequest(async ({ operationId, path }) => {
			if (operationId === 'getFlowRun' && path.endsWith(`/${ids()[0]}`)) await sleep(50);
		});

		const result = await waits.run(startEach(), [
			{ flow: FLOWS.stock },
			{ flow: FLOWS.orders },
			{ flow: FLOWS.stock },
		]);

		const [first, second, third] = ids();
		expect(errorOf(result)).toEqual({
			message: expect.stringContaining(`Flow run ${first} of`),
			description: expect.stringContaining(
				`flow runs ${second} (item 1, ended), ${third} (item 2, failed).`,
			),
		});
	});

	it('names the others when a run may no longer be read', async () => {
		await open({ sandbox: { runDuration: 10 * MINUTE } });
		const { sandbox } = waits.patchworks;
		sandbox.onRequest(({ operationId, path }) =>
			operationId === 'getFlowRun' && path.endsWith(`/${ids()[0]}`)
				? { status: 403, body: { message: 'Forbidden' } }
				: undefined,
		);

		const result = await waits.run(startEach(), THREE);

		const [first, second, third] = ids();
		expect(errorOf(result)).toEqual({
			message: 'Forbidden [item 0]',
			description: expect.stringContaining(
				`For this item flow run ${first} was started. Starting the flow again would run it twice. For other items flows were started: flow runs ${second} (item 1, not ended), ${third} (item 2, not ended). Starting them again would run them twice.`,
			),
		});
	});

	it('looks at no more runs than are under way when one may no longer be read', async () => {
		await open({ sandbox: { runDuration: 10 * MINUTE } });
		const { sandbox } = waits.patchworks;
		sandbox.onRequest(({ operationId }) =>
			operationId === 'getFlowRun' ? { status: 403, body: { message: 'Forbidden' } } : undefined,
		);

		const result = await waits.run(
			startEach(),
			Array.from({ length: 22 }, () => ({ flow: FLOWS.orders })),
		);

		expect(errorOf(result).message).toBe('Forbidden [item 0]');
		expect(errorOf(result).description).toContain(`${ids()[21]} (item 21, not ended)`);
		expect(sandbox.requests.filter(({ url }) => url.includes('/flow-runs/'))).toHaveLength(20);
	});

	it('names the others when the wait is over for all', async () => {
		await open({ sandbox: { runDuration: 10 * MINUTE } });

		const result = await waits.runThrough(startEach({ waitLimit: 3 }), THREE);

		const [first, second, third] = ids();
		expect(errorOf(result)).toEqual({
			message: `Flow run ${first} had not ended after 3 minutes. Look at flow run ${first}: it goes on in Patchworks. [item 0]`,
			description: expect.stringContaining(
				`flow runs ${second} (item 1, not ended), ${third} (item 2, not ended).`,
			),
		});
	});

	it('names the others when n8n does not go on with the wait, and says why', async () => {
		await open({ sandbox: { runDuration: 10 * MINUTE } });
		const { executions } = waits;
		jest.spyOn(executions, 'refuses').mockReturnValue('No sub-workflows here');
		waits.patchworks.sandbox.onRequest(({ operationId, path }) =>
			operationId === 'getFlowRun' && path.endsWith(`/${ids()[1]}`)
				? { status: 200, body: { data: { id: ids()[1], status: 2 } } }
				: undefined,
		);

		const result = await waits.run(startEach(), THREE);

		const [first, second, third] = ids();
		expect(errorOf(result).message).toBe(
			`Flow run ${first} had not ended after a minute. Look at flow run ${first}: it goes on in Patchworks. [item 0]`,
		);
		for (const said of [
			'n8n does not go on with the wait: No sub-workflows here. Flow Run: Wait goes on',
			`flow runs ${second} (item 1, ended), ${third} (item 2, not ended).`,
			'Starting the flow again would run it twice.',
		]) {
			expect(errorOf(result).description).toContain(said);
		}
	});

	it('keeps what has ended when n8n does not go on with the wait and the node continues', async () => {
		await open({ sandbox: { runDuration: 10 * MINUTE } });
		jest.spyOn(waits.executions, 'refuses').mockReturnValue('No sub-workflows here');
		waits.patchworks.sandbox.onRequest(({ operationId, path }) =>
			operationId === 'getFlowRun' && path.endsWith(`/${ids()[1]}`)
				? { status: 200, body: { data: { id: ids()[1], status: 2 } } }
				: undefined,
		);

		const result = await waits.run(startEach(), THREE, {
			node: { onError: 'continueErrorOutput' },
		});

		const [first, second, third] = ids();
		expect(jsonOf(result, 'After')).toEqual([expect.objectContaining({ flowRunId: second })]);
		expect(jsonOf(result, 'Failed').map(({ error }) => error)).toEqual([
			expect.objectContaining({ message: expect.stringContaining(`Look at flow run ${first}`) }),
			expect.objectContaining({ message: expect.stringContaining(`Look at flow run ${third}`) }),
		]);
	});

	it('names the others when the execution is cancelled', async () => {
		await open({ sandbox: { runDuration: 10 * MINUTE } });
		let cancel = (): void => {};
		let looks = 0;
		waits.patchworks.sandbox.onRequest(({ operationId }) => {
			if (operationId === 'getFlowRun' && ++looks > 6) cancel();
		});

		const { run } = await waits.patchworks.run(startEach(), {
			items: THREE,
			onCancelable: (given) => {
				cancel = given;
			},
		});

		const [first, second, third] = ids();
		expect(errorOf(run)).toEqual({
			message: `Flow run ${first} had not ended when the execution was cancelled. Look at flow run ${first}: it goes on in Patchworks. [item 0]`,
			description: expect.stringContaining(
				`flow runs ${second} (item 1, not ended), ${third} (item 2, not ended).`,
			),
		});
	});

	it('names 50 of many, and says how to find the others', async () => {
		await open({ sandbox: { runDuration: 10 * MINUTE } });

		const result = await waits.runThrough(
			startEach({ waitLimit: 1 }),
			Array.from({ length: 53 }, () => ({ flow: FLOWS.orders })),
		);

		const { description } = errorOf(result);
		expect(description).toContain(`${ids()[50]} (item 50, not ended) and 2 more`);
		expect(description).not.toContain('(item 51,');
		expect(description).toContain("Flow Run: Get Many lists them, with 'Started After'");
	});

	it('is silent on others where the node has started none', async () => {
		await open();
		const { sandbox } = waits.patchworks;
		const [good, bad] = [FLOWS.orders, FLOWS.stock].map((flowId) =>
			sandbox.addRun({ flowId, duration: SECOND }),
		);

		const result = await waits.run(waitFor('={{ $json.id }}'), [{ id: good.id }, { id: bad.id }]);

		expect(errorOf(result).message).toContain(`Flow run ${bad.id} of "Stock to shop" failed`);
		expect(errorOf(result).description).not.toContain('were started');
	});
});

describe('An answer to a start that does not say which run it is', () => {
	const sayNothing = (...items: number[]) => {
		let starts = 0;
		waits.patchworks.sandbox.onRequest(({ operationId }) =>
			operationId === 'startFlowRaw' && items.includes(starts++)
				? { status: 200, body: { message: 'Flow initialised.' } }
				: undefined,
		);
	};

	it('is said with the runs that were started before', async () => {
		await open();
		sayNothing(1);

		const result = await waits.run(startEach(), THREE);

		expect(errorOf(result)).toEqual({
			message:
				'Patchworks started the flow but did not say which run it is, so it cannot be waited for [item 1]',
			description: expect.stringContaining(
				'For other items flows were started: flow runs ' + ids()[0],
			),
		});
	});

	it('is said for each such item where all are sent at once', async () => {
		await open();
		sayNothing(0, 1, 2);

		const result = await waits.run(
			startEach({ requestHandling: { sendItems: 'atOnce' } }),
			THREE.map(() => ({ flow: FLOWS.orders })),
		);

		expect(errorOf(result)).toEqual({
			message: expect.stringContaining('did not say which run it is'),
			description: expect.stringContaining(
				'For other items flows were started without a word on their runs: items 1, 2. Starting them again would run them twice.',
			),
		});
	});

	it('starts no flow for the items after it', async () => {
		await open();
		sayNothing(0, 1, 2);

		const result = await waits.run(startEach(), THREE);

		expect(errorOf(result).description).not.toContain('For other items');
		expect(posts()).toHaveLength(1);
	});

	it('is said for each such item where the node continues', async () => {
		await open();
		sayNothing(1);

		const result = await waits.run(startEach(), THREE, {
			node: { onError: 'continueErrorOutput' },
		});

		expect(jsonOf(result, 'Failed')).toEqual([
			expect.objectContaining({
				flow: FLOWS.stock,
				error: expect.objectContaining({
					message: expect.stringContaining('did not say which run it is'),
				}),
			}),
		]);
		expect(jsonOf(result, 'After')).toHaveLength(2);
	});
});

describe('A wait that n8n cut short', () => {
	it('gives an item for each run, to look at and not to start again', async () => {
		await open({
			sandbox: { runDuration: 5 * MINUTE },
			executions: { version: '2.8' },
		});

		const result = await waits.runThrough(startEach(), THREE);

		expect(errorOf(result).message).toBeUndefined();
		expect(jsonOf(result, WAITS)).toEqual(
			ids().map((id) => ({
				error: {
					message: `The wait was cut short. Look at flow run ${id}: it may go on in Patchworks. Starting the flow again would run it twice.`,
					flowRunId: id,
				},
			})),
		);
	});
});
