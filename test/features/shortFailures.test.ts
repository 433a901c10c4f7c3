import nock from 'nock';

import { MOST_CHARACTERS_FOR_A_MODEL } from '../../nodes/Patchworks/output/inShort';
import type { Engine } from '../support/harness/engine';
import { API_KEY, CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll, page } from '../support/harness/requests';
import { callTools, TOOL_TYPE } from '../support/harness/tools';

const KEY = { PatchworksApiKey: { id: 'key', name: 'key' } };
const CREATE = { resource: 'label', operation: 'create', name: 'Peak' };
const LONG = 'It "goes on" and on. '.repeat(3_000);
const MANY_FIELDS = Object.fromEntries(
	Array.from({ length: 2_000 }, (_, index) => [`field_${index}`, ['has to be a "text".']]),
);
const DEEP = Array.from({ length: 500 }, () => ({ a: { b: { c: { d: { e: 'A "text".' } } } } }));

let engine: Engine;

beforeEach(async () => {
	nock.disableNetConnect();
	engine = await createEngine();
});
afterEach(() => {
	nock.cleanAll();
});

/** What a model gets of a tool that n8n runs by what the node describes. */
async function call(onError?: 'continueRegularOutput'): Promise<string> {
	const tool = { name: 'tool', parameters: CREATE, credentials: KEY, args: {}, onError };
	return String((await callTools(engine, [tool])).results.tool);
}

describe('A tool that fails', () => {
	it.each([
		['a long message', { message: `Refused. ${LONG}` }],
		['many fields', { message: 'Refused.', errors: MANY_FIELDS }],
		['much besides', { message: 'Refused.', trace: DEEP, log: LONG }],
		['all of it', { message: `Refused. ${LONG}`, errors: MANY_FIELDS, trace: DEEP }],
	])('tells a model shortly of an answer with %s', async (_, body) => {
		answerAll(CLOUD.core, () => [422, body]);

		const item = await call('continueRegularOutput');
		const error = await call();
		const { items } = await runPatchworks(engine, CREATE, {
			onError: 'continueRegularOutput',
			node: { type: TOOL_TYPE },
		});

		for (const answer of [item, error, JSON.stringify(items)]) {
			expect(answer).toContain('Refused.');
			expect(answer.length).toBeLessThanOrEqual(MOST_CHARACTERS_FOR_A_MODEL);
		}
		expect(JSON.parse(item)).toEqual(items);
		expect(items).toEqual([{ error: expect.objectContaining({ httpCode: '422' }) }]);
		expect(items[0].error).toHaveProperty('description');
		expect(items[0].error).toHaveProperty('response');
	});

	it('gives a model all of an answer that is short', async () => {
		const body = { message: 'Refused.', errors: { name: ['is taken.'] }, hint: null };
		answerAll(CLOUD.core, () => [422, body]);

		const [{ error }] = JSON.parse(await call('continueRegularOutput'));

		expect(error.message).toBe('Refused. name: is taken.');
		expect(error.response).toEqual({ message: 'Refused.', errors: { name: ['is taken.'] } });
	});
});

describe('A tool that gives runs of a company', () => {
	it('keeps within what a model reads, with the label of the company on each', async () => {
		const companyLabel = 'Acme Furniture and Household Goods (United Kingdom and Ireland)';
		engine.credentials.add('acme', 'PatchworksApiKey', {
			apiKey: API_KEY,
			hosting: 'cloud',
			companyLabel,
		});
		const runs = Array.from({ length: 50 }, (_, index) => ({
			id: index + 1,
			flow_id: 7,
			flow: { id: 7, name: `Orders to the warehouse of ${'a'.repeat(300)}` },
			status: 3,
		}));
		answerAll(CLOUD.core, () => [200, page(runs)]);

		const { results } = await callTools(engine, [
			{
				name: 'runs',
				parameters: { resource: 'flowRun', operation: 'getAll', returnAll: true },
				credentials: { PatchworksApiKey: { id: 'acme', name: 'acme' } },
				args: {},
			},
		]);

		expect(String(results.runs).length).toBeLessThanOrEqual(MOST_CHARACTERS_FOR_A_MODEL);
		expect(JSON.parse(String(results.runs))[0]).toMatchObject({ flowRunId: '1', companyLabel });
	});
});
