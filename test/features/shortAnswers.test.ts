import type { IDataObject } from 'n8n-workflow';

import { isReading } from '../../nodes/Patchworks/execute/modelArguments';
import { MOST_CHARACTERS_FOR_A_MODEL } from '../../nodes/Patchworks/output/inShort';
import { resources } from '../../nodes/Patchworks/resources';
import { nodeOperations } from '../conformance/operations/nodeOperations';
import { Workbench } from '../conformance/operations/workbench';
import { callTools } from '../support/harness/tools';
import type { SwellingProxy } from './support/swellingProxy';
import { startSwellingProxy, SWOLLEN_TOTAL } from './support/swellingProxy';

const CREDENTIALS = {
	PatchworksApiKey: { id: 'big', name: 'Big' },
	PatchworksOAuth: { id: 'bigUser', name: 'Big' },
};

/** A model pays for each character, and forgets the question over too many. */
const MOST_BYTES = 20_000;

let bench: Workbench;
let proxy: SwellingProxy;

beforeAll(async () => {
	bench = await Workbench.open();
	const { coreUrl, startUrl, loginUrl, apiKey, username, password } = bench.sandbox;
	proxy = await startSwellingProxy(coreUrl);
	const hosts = { hosting: 'selfHosted', coreUrl: proxy.url, startUrl };
	bench.engine.credentials.add('big', 'PatchworksApiKey', { apiKey, ...hosts });
	bench.engine.credentials.add('bigUser', 'PatchworksOAuth', {
		username,
		password,
		loginUrl,
		...hosts,
	});
});
afterAll(async () => {
	await proxy.close();
	await bench.close();
});

const reading = nodeOperations.filter(({ resource, operation }) => {
	const { operations = [] } = resources.find(({ value }) => value === resource) ?? {};
	const found = operations.find(({ option }) => option.value === operation);
	return found && isReading(found);
});

describe('A tool that reads from a big account', () => {
	const results: Record<string, string> = {};

	beforeAll(async () => {
		const calls = [];
		for (const operation of reading) {
			const { parameters } = await bench.plainRun(operation);
			calls.push({ name: operation.path, parameters, credentials: CREDENTIALS, args: {} });
		}
		Object.assign(results, (await callTools(bench.engine, calls)).results as IDataObject);
	}, 600_000);

	it.each(reading.map(({ path }) => path))('%s: gives a model a short answer', (path) => {
		expect(results[path]).toMatch(/^\[/);
		expect(results[path].length).toBeLessThanOrEqual(MOST_CHARACTERS_FOR_A_MODEL);
		expect(Buffer.byteLength(results[path])).toBeLessThanOrEqual(MOST_BYTES);
	});

	it('says how many more there are', () => {
		const flows = JSON.parse(results['Flow > Get Many']) as IDataObject[];

		expect(flows.at(-1)).toEqual({
			note: `and ${SWOLLEN_TOTAL - (flows.length - 1)} more, left out to keep this short. This tool cannot narrow it down.`,
		});
		expect(flows.length).toBeGreaterThan(10);
	});
});
