import type { IDataObject, INode } from 'n8n-workflow';

import { searchList } from '../support/harness/editor';
import type { Engine } from '../support/harness/engine';
import { byId } from '../support/harness/operations';
import { API_KEY, CLOUD, createEngine, runPatchworks } from '../support/harness/patchworks';
import { answerAll } from '../support/harness/requests';

let engine: Engine;
let keys = 0;

beforeAll(async () => {
	engine = await createEngine();
});
beforeEach(() => {
	// Another key, since requests with one share what it was told.
	engine.credentials.add('key', 'PatchworksApiKey', {
		apiKey: `${API_KEY}-${++keys}`,
		hosting: 'cloud',
	});
	// So that nothing waits before it is sent again, unless an answer asks for it.
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
	jest.restoreAllMocks();
});

const GET = { resource: 'flow', operation: 'get', flowId: byId('7') };

const run = async (requestHandling?: IDataObject, parameters: INode['parameters'] = GET) =>
	await runPatchworks(engine, {
		...parameters,
		...(requestHandling && { requestHandling: requestHandling as INode['parameters'] }),
	});

const unavailable = () => answerAll(CLOUD.core, () => [503, { message: 'Unavailable' }]);

/** Refuses the first request as one too many, and answers the others. */
const refuseOnce = (retryAfter: string) => {
	let refused = false;
	return answerAll(CLOUD.core, () => {
		if (refused) return [200, { data: { id: 7 } }];
		refused = true;
		return [429, { message: 'Too Many Attempts.' }, { 'retry-after': retryAfter }];
	});
};

describe('Request Handling', () => {
	it.each([
		['retries', 'Retries', 0],
		['maximumWait', 'Maximum Wait (Seconds)', 0],
		['requestsAtOnce', 'Maximum Requests at Once', 1],
		['pagesAtOnce', 'Pages at Once', 1],
	])(
		'refuses a value of %s that it cannot be, before anything is sent',
		async (name, label, minimum) => {
			const core = unavailable();

			for (const value of [minimum - 1, 'many', null]) {
				const list = { resource: 'flow', operation: 'getAll' };
				const { error } = await run({ [name]: value }, list);

				expect(error?.message).toBe(
					`'${label}' has to be a number, at least ${minimum} [item 0]. Nothing was sent.`,
				);
				expect(error?.context?.itemIndex).toBe(0);
			}
			expect(core).toHaveLength(0);
		},
	);

	it('takes the least of each value', async () => {
		answerAll(CLOUD.core, () => [200, { data: { id: 7 } }]);

		const { error } = await run({ retries: 0, maximumWait: 0, requestsAtOnce: 1, pagesAtOnce: 1 });

		expect(error).toBeUndefined();
	});

	it.each([
		['as often as Retries says', { retries: 1 }, 2],
		['not at all where Retries is 0', { retries: 0 }, 1],
		['four times where Retries is not set', { pagesAtOnce: 2 }, 5],
		['four times where nothing is set', undefined, 5],
	])('sends again %s', async (_, requestHandling, sent) => {
		const core = unavailable();

		await run(requestHandling);

		expect(core).toHaveLength(sent);
	});

	it.each([
		['as many seconds as Maximum Wait says', { maximumWait: 1 }, 1],
		['five minutes where Maximum Wait is not set', { retries: 1 }, 300],
		['five minutes where nothing is set', undefined, 300],
	])('waits no longer than %s', async (_, requestHandling, seconds) => {
		const core = refuseOnce(String(seconds + 1));

		const { error } = await run(requestHandling);

		expect(error?.description).toContain(
			`Patchworks asks to wait ${seconds + 1} s, which is longer than 'Maximum Wait (Seconds)' allows.`,
		);
		expect(core).toHaveLength(1);
	});

	it('waits where Maximum Wait allows it', async () => {
		const core = refuseOnce('0.1');

		const { error } = await run({ maximumWait: 5 });

		expect(error).toBeUndefined();
		expect(core).toHaveLength(2);
	});
});

describe('A list in the editor', () => {
	it('is asked for again twice, since a person waits for it', async () => {
		const core = unavailable();

		await expect(searchList(engine, 'searchFlows')).rejects.toThrow('Unavailable');

		expect(core).toHaveLength(3);
	});

	it('waits no longer than ten seconds', async () => {
		const core = refuseOnce('11');

		await expect(searchList(engine, 'searchFlows')).rejects.toThrow('Too Many Attempts.');

		expect(core).toHaveLength(1);
	});

	it('does not look at what the node says of its requests', async () => {
		const core = unavailable();

		await expect(
			searchList(engine, 'searchFlows', { requestHandling: { retries: 0 } }),
		).rejects.toThrow('Unavailable');

		expect(core).toHaveLength(3);
	});
});
