import { brokenPromises, PROMISES } from '../../demo/promises';
import { exampleFiles, readExample } from '../../demo/runExample';
import { expectSuccess } from '../expectations';
import type { WorkflowJson } from '../rest-client';
import { itemsOf } from '../rest-client';
import type { World } from '../setting';
import { startWorld } from '../setting';
import { using } from '../workflows';

let world: World;
beforeAll(async () => {
	world = await startWorld({ sandbox: { runDuration: 1_000 } });
});
afterAll(async () => await world?.stop());

describe.each(exampleFiles())('%s', (file) => {
	it.each(['apiKey', 'oAuth'] as const)('gives what it promises, with %s', async (kind) => {
		const promise = PROMISES[file];
		const workflow = {
			...withCredential(readExample(file) as WorkflowJson, kind),
			...(promise.answers && { pinData: promise.answers }),
		};
		const trigger = workflow.nodes.find(({ type }) => /trigger$/i.test(type))!;
		world.sandbox.clearRequests();

		const execution = await world.n8n.rest.runNew(workflow, trigger.name);

		expectSuccess(execution);
		const broken = Object.entries(promise.nodes).flatMap(([name, expected]) =>
			brokenPromises(
				name,
				expected,
				itemsOf(execution, name) as Parameters<typeof brokenPromises>[2],
			),
		);
		expect(broken).toEqual([]);
		for (const [operationId, count] of Object.entries(promise.requests ?? {})) {
			expect([operationId, world.sandbox.requestsTo({ operationId }).length]).toEqual([
				operationId,
				count,
			]);
		}
	});
});

/** The example as a user has it who imported it and chose a credential in each Patchworks node. */
function withCredential(example: WorkflowJson, kind: 'apiKey' | 'oAuth'): WorkflowJson {
	const nodes = example.nodes.map((one) =>
		one.type.startsWith('n8n-nodes-patchworks.')
			? {
					...one,
					parameters: { ...one.parameters, authentication: kind },
					...using(world.credentials[kind]),
				}
			: one,
	);
	return { ...example, nodes };
}
