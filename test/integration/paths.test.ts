import type { Engine } from '../support/harness/engine';
import { CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll } from '../support/harness/requests';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});

const run = async (flowRunId: unknown, more = {}) =>
	await runPatchworks(
		engine,
		{ resource: 'flowRun', operation: 'get', flowRunId: flowRunId as string },
		more,
	);

describe('An ID in a path', () => {
	it.each([
		['12345', '/api/v1/flow-runs/12345'],
		[12345, '/api/v1/flow-runs/12345'],
		['01HZX0000000000000000MADEU', '/api/v1/flow-runs/01HZX0000000000000000MADEU'],
		[' 12345 ', '/api/v1/flow-runs/12345'],
		['?1', '/api/v1/flow-runs/%3F1'],
		['#1', '/api/v1/flow-runs/%231'],
		['a%20b', '/api/v1/flow-runs/a%2520b'],
		['Läuft·✓1', '/api/v1/flow-runs/L%C3%A4uft%C2%B7%E2%9C%931'],
		['...1', '/api/v1/flow-runs/...1'],
		[{ __rl: true, mode: 'id', value: '777' }, '/api/v1/flow-runs/777'],
		[{ __rl: true, mode: 'list', value: 778, cachedResultName: 'x' }, '/api/v1/flow-runs/778'],
	])('%j is sent as %s', async (id, url) => {
		const core = answerAll(CLOUD.core, () => [200, { data: { id: 1 } }]);

		const { error } = await run(id);

		expect(error).toBeUndefined();
		expect(core.map((request) => request.url)).toEqual([url]);
	});

	it.each([
		['={{ "" }}', 'is empty'],
		['   ', 'is empty'],
		['={{ $json.missing }}', 'is empty'],
		[{ __rl: true, mode: 'id', value: '={{ null }}' }, 'is empty'],
		['.', 'is not an ID: it is a relative path'],
		['..', 'is not an ID: it is a relative path'],
		['%2e%2e', 'is not an ID: it is a relative path'],
		['../users/1', 'is not an ID: it contains a slash'],
		['a/b', 'is not an ID: it contains a slash'],
		['a\\b', 'is not an ID: it contains a slash'],
		['a%2Fb', 'is not an ID: it contains a slash'],
		['a%5cb', 'is not an ID: it contains a slash'],
		['a\nb', 'is not an ID: it contains a control character'],
		['a\u0000b', 'is not an ID: it contains a control character'],
		['a\u007fb', 'is not an ID: it contains a control character'],
		['={{ ({ id: 1 }) }}', 'is not an ID'],
		['={{ [1, 2] }}', 'is not an ID'],
		['1\ud83d', 'is not an ID: it contains half a character'],
	])('%j is refused: %s', async (id, problem) => {
		const core = answerAll(CLOUD.core, () => [200, {}]);

		const { error } = await run(id);

		expect(core).toHaveLength(0);
		expect(error?.message).toBe(`'Flow Run' ${problem} [item 0]. Nothing was sent.`);
	});
});
