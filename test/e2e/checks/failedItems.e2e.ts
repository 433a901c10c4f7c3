import type { INode } from 'n8n-workflow';

import { FLOWS } from '../../support/sandbox';
import { expectSuccess } from '../expectations';
import { jsonOf } from '../n8n/rest-client';
import type { World } from '../setting';
import { startWorld } from '../setting';
import { node, onClick, patchworks } from '../workflows';

const NO_FLOW = '999999';
const ORDERS = [FLOWS.orders, NO_FLOW, FLOWS.orders].map((flow, index) => ({
	order: index + 1,
	flow: String(flow),
	message: 'for the shop',
}));

const FAILURE = {
	message: expect.stringContaining(NO_FLOW) as string,
	description: expect.any(String) as string,
	httpCode: '404',
	response: { message: expect.stringContaining(NO_FLOW) as string },
};

let world: World;
beforeAll(async () => {
	world = await startWorld();
});
afterAll(async () => await world?.stop());

/** Runs an operation for three orders, of which the second has a flow that does not exist. */
async function run(operation: string, onError: INode['onError'], more: INode['parameters'] = {}) {
	const workflow = onClick(
		node('Orders', 'n8n-nodes-base.code', {
			jsCode: `return ${JSON.stringify(ORDERS)}.map((json) => ({ json }));`,
		}),
		patchworks(
			{ resource: 'flow', operation, flowId: '={{ $json.flow }}', ...more },
			world.credentials.apiKey,
			{ onError },
		),
	);
	const execution = await world.n8n.rest.runNew(workflow);
	expectSuccess(execution);
	return [0, 1].map((output) => jsonOf(execution, 'Patchworks', output));
}

describe.each(['get', 'start', 'startAndWait'])(
	'Flow: %s, with one order of three failing',
	(operation) => {
		it('gives that one to the error output, with its input, the message and the details', async () => {
			const [given, failed] = await run(operation, 'continueErrorOutput');

			expect(given).toHaveLength(2);
			expect(failed).toEqual([{ ...ORDERS[1], error: FAILURE }]);
		});

		it('gives it in its place where the node goes on by its one output', async () => {
			const [given, failed] = await run(operation, 'continueRegularOutput');

			expect(given).toHaveLength(3);
			expect(given[1]).toEqual({ error: FAILURE });
			expect(failed).toEqual([]);
		});
	},
);

describe('Flow: Start and Wait, with Include Input Fields', () => {
	const included = { includeInputFields: true };

	it('has the input of the failed one in its error on the error output', async () => {
		const [given, failed] = await run('startAndWait', 'continueErrorOutput', included);

		expect(given.map(({ input }) => input)).toEqual([ORDERS[0], ORDERS[2]]);
		expect(failed).toEqual([{ ...ORDERS[1], error: { ...FAILURE, input: ORDERS[1] } }]);
	});

	it('has it where the others have it on the one output', async () => {
		const [given] = await run('startAndWait', 'continueRegularOutput', included);

		expect(given.map(({ input }) => input)).toEqual(ORDERS);
		expect(given[1].error).toEqual(FAILURE);
	});
});

describe('Flow: Start and Wait, with a setting that is wrong for all', () => {
	const never = { waitLimit: '={{ 0 }}' };
	const message = expect.stringContaining("'Timeout (Minutes)' has to be a number") as string;

	it('starts nothing, and gives each order to the error output', async () => {
		const before = world.sandbox.runs.length;

		const [given, failed] = await run('startAndWait', 'continueErrorOutput', never);

		expect(world.sandbox.runs).toHaveLength(before);
		expect(given).toEqual([]);
		expect(failed).toEqual(ORDERS.map((order) => ({ ...order, error: { message } })));
	});

	it('gives each of them an error on the one output', async () => {
		const [given, failed] = await run('startAndWait', 'continueRegularOutput', never);

		expect(given).toEqual(ORDERS.map(() => ({ error: { message } })));
		expect(failed).toEqual([]);
	});
});
