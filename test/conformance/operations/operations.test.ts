import { difference, mapValues, omitBy } from 'lodash';
import { loadOutputSchema } from 'n8n-core';

import { fs, path, projectRoot } from '../../support/node';
import { Coverage, coveredIn } from './coverage';
import { validateRequest } from '../contract/document';
import { documentedParts, sentParts } from './documented';
import { withSection } from '../../support/markdown';
import { nodeOperations } from './nodeOperations';
import { EVERYTHING, ONLY_REQUIRED } from './scenarios';
import type { OutputSchema } from './outputSchemas';
import { outputSchemaOf, schemaFile, SCHEMAS, shownOtherwise, strangeIn } from './outputSchemas';
import type { OperationRun, SentRequest } from './workbench';
import { runningOrder, Workbench } from './workbench';

const NODE = path.join(projectRoot, 'nodes/Patchworks');

/** Of other resources the sandbox counts the IDs of what is created, and gives back those that were sent. */
const HAS_ITS_OWN_IDS = ['flow', 'flowRun', 'flowVersion', 'payload'];

const isPlainOrFull = ({ scenario }: OperationRun) =>
	[ONLY_REQUIRED, EVERYTHING].includes(scenario);

/** Shown in place of a schema that is not there. */
const NO_SCHEMA = 'no file in __schema__';

/** The paths of requests that a description has in mind. */
const patternOf = (url: string) => new RegExp(`${url.replace(/\{[^}]+\}/g, '[^/]+')}$`);

/** A request without the times in it, which an operation may count from now. */
const withoutNow = (request?: SentRequest) =>
	request && { ...request, url: request.url.replace(/\b1\d{12}\b/g, 'now') };

const coverage = new Coverage();
let bench: Workbench;
let jsonApiBench: Workbench;

beforeAll(async () => {
	bench = await Workbench.open();
	jsonApiBench = await Workbench.open({ moods: ['json-api'] });
});

afterAll(async () => {
	await bench.close();
	await jsonApiBench.close();
});

describe.each(runningOrder.map((operation) => [operation.path, operation] as const))(
	'%s',
	(_path, operation) => {
		const runs: OperationRun[] = [];
		const problemsOf = (find: (run: OperationRun) => string[]) =>
			runs.flatMap((run) => find(run).map((problem) => `${run.scenario}: ${problem}`));

		it('is not refused, whatever is set', async () => {
			for await (const run of bench.runs(operation)) {
				runs.push(run);
				coverage.add(operation, run);
			}
			expect(problemsOf(({ error }) => (error ? [error.message] : []))).toEqual([]);
		});

		it('sends what the contract has, whatever is set', () => {
			expect(problemsOf(({ requests }) => (requests.length > 0 ? [] : ['sent nothing']))).toEqual(
				[],
			);
			expect(problemsOf(({ requests }) => requests.flatMap(validateRequest))).toEqual([]);
		});

		it('can send all that the contract has', () => {
			const documented = coverage.reachedBy(operation).flatMap(documentedParts);
			const sent = runs.flatMap(({ requests }) => requests.flatMap(sentParts));

			expect(difference(documented, sent)).toEqual([]);
		});

		it('sends the same as a tool of an AI agent, for which n8n runs no code', async () => {
			for (const { scenario: name, parameters, requests } of runs.filter(isPlainOrFull)) {
				const ofTool = await bench.requestOfTool(operation, { name, parameters });
				expect(withoutNow(ofTool)).toEqual(withoutNow(requests[0]));
			}
		});

		it('is read by n8n, too, in its method, its path and its plain values', async () => {
			const [{ scenario: name, parameters, requests }] = runs;
			const { method, url, qs = {} } = await bench.readByN8n(operation, { name, parameters });
			const sent = new URL(requests[0].url, 'http://sandbox.test');
			const plain = omitBy(qs, (value) => typeof value === 'object' || value === '');

			expect(method).toBe(requests[0].method);
			if (url) expect(sent.pathname).toMatch(patternOf(url));
			expect(Object.fromEntries(sent.searchParams)).toMatchObject(mapValues(plain, String));
		});

		it('gives items', () => {
			expect(runs[0].items).not.toEqual([]);
		});

		it('gives what the editor shows before it runs, as `npm run schemas` writes it', async () => {
			const schema = loadOutputSchema({ nodeDir: NODE, version: 1, ...operation }) as
				OutputSchema | undefined;
			const written = await outputSchemaOf(bench, operation, runs[0]);

			expect(schema ?? NO_SCHEMA).toEqual(written ?? NO_SCHEMA);
			if (!schema) return;
			expect(runs[0].items.flatMap((item) => strangeIn(item, schema))).toEqual([]);
			const compared = HAS_ITS_OWN_IDS.includes(operation.resource)
				? runs[0].items
				: runs[0].items.map((item) => omitBy(item, (_, name) => /(^|_)id$/.test(name)));
			expect(compared.flatMap((item) => shownOtherwise(item, schema))).toEqual([]);
			const { error, items } = await jsonApiBench.plainRun(operation);
			expect(error).toBeUndefined();
			expect(items).not.toEqual([]);
			expect(items.flatMap((item) => strangeIn(item, schema, ['type']))).toEqual([]);
		});
	},
);

it('The editor is shown nothing of operations that are gone', () => {
	const files = fs
		.readdirSync(SCHEMAS, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => path.join(parentPath, name));

	expect(
		difference(
			files,
			nodeOperations.map((operation) => schemaFile(operation)),
		),
	).toEqual([]);
});

describe('The whole API', () => {
	it('is reached, each operation of it in one place', () => {
		expect(coverage.problems()).toEqual([]);
	});

	it.each(Object.entries(coveredIn))(
		'is in %s as `npm run coverage` writes it',
		(file, markdownOf) => {
			const document = fs.readFileSync(path.join(projectRoot, file), 'utf8');

			expect(document).toBe(withSection(document, 'operations', markdownOf(coverage)));
		},
	);
});
