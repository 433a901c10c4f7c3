import { CONTRARY_CALLS, QUESTIONS } from '../demo/questions';
import { callExampleTools, prepareQuestions } from '../demo/runTools';
import { MOST_CHARACTERS_FOR_A_MODEL } from '../../nodes/Patchworks/output/inShort';
import type { Sandboxed } from './support/sandboxed';
import { SANDBOX_CREDENTIAL, startSandboxed } from './support/sandboxed';

let world: Sandboxed;
const credentials = { PatchworksApiKey: { id: SANDBOX_CREDENTIAL, name: 'Sandbox' } };

beforeEach(async () => {
	world = await startSandboxed({ history: true });
	prepareQuestions(world.sandbox);
});
afterEach(async () => await world.sandbox.close());

describe('The tools of the AI examples', () => {
	it.each(QUESTIONS)('answer: $ask', async ({ calls, answer }) => {
		const results: string[] = [];
		for (const { tool, args } of calls) {
			const given = typeof args === 'function' ? args(results) : args;
			const call = { title: tool, tool, args: given };
			const { [tool]: result } = await callExampleTools(world.engine, credentials, [call]);
			results.push(result);
		}

		expect(results.at(-1)).toMatch(answer);
	});

	it('take what models fill in as it is meant, or say what to fill in instead', async () => {
		const results = await callExampleTools(world.engine, credentials, CONTRARY_CALLS);

		for (const { title, gives } of CONTRARY_CALLS) {
			expect([title, results[title]]).toEqual([title, expect.stringMatching(gives)]);
		}
		expect(world.sandbox.requestsTo({ operationId: 'startFlowRaw' })).toEqual([]);
		for (const result of Object.values(results)) {
			expect(result.length).toBeLessThanOrEqual(MOST_CHARACTERS_FOR_A_MODEL);
		}
	});
});
