import type { IDataObject } from 'n8n-workflow';

import { sandboxAccounts } from '../demo/accounts';
import { readExample, runExample } from '../demo/runExample';
import type { Engine } from '../support/harness/engine';
import { jsonOf } from '../support/harness/engine';
import { createEngine } from '../support/harness/patchworks';
import { FLOWS, startSandbox } from '../support/sandbox';
import type { Sandbox } from '../support/sandbox';
import { ASSUMPTIONS } from './assumptions';

/** In summer, when London and UTC differ. */
const NOON = Date.UTC(2030, 6, 15, 12);
const MINUTE = 60_000;

let engine: Engine;
let sandbox: Sandbox;

beforeAll(async () => {
	engine = await createEngine();
});
beforeEach(async () => {
	sandbox = await startSandbox({ standsAt: NOON, history: false });
	for (let index = 0; index < 12; index++) {
		sandbox.addRun({
			flowId: FLOWS.stock,
			startedAt: NOON - 60 * MINUTE * (index + 1),
			payload: '{"customer":"private-payload"}',
			trigger: 'API',
			virtualEnvironmentId: '601',
		});
	}
	sandbox.addRun({ flowId: FLOWS.orders, startedAt: NOON - MINUTE, duration: 5 * MINUTE });
});
afterEach(async () => await sandbox.close());

/** What the workflow says of each assumption, by its number. */
async function verdictsIn(moods: string[]): Promise<Record<string, string>> {
	sandbox.setMoods(moods);
	const example = readExample('check-my-account.json');
	const [account] = sandboxAccounts(sandbox);
	const run = await runExample(engine, example, account, () => {});
	expect(run.data.resultData.error).toBeUndefined();
	const [verdicts] = jsonOf(run, 'Write the Verdicts') as IDataObject[];
	return Object.fromEntries(
		Object.entries(verdicts).map(([name, verdict]) => [name.split(' ')[0], String(verdict)]),
	);
}

const contradicted = (verdicts: Record<string, string>) =>
	Object.keys(verdicts).filter((id) => verdicts[id].startsWith('contradicted: '));

it('contradicts nothing in the plain mood, reads only, and tells nothing of the account', async () => {
	const verdicts = await verdictsIn([]);

	expect(verdicts).toEqual({
		1: 'confirmed: status is number',
		'4b': 'confirmed: some runs have one',
		'5a': 'confirmed: it gives runs of that trigger and no others',
		'5b': 'confirmed: all are known',
		'5c': 'confirmed: by flow_id or flow',
		'6a': expect.stringMatching(/^could not tell: it is the same as created_at/),
		'7a': 'confirmed: found: time with a zone',
		'8c': 'confirmed: page 2 goes on where page 1 ends',
		9: 'confirmed: it gives runs without an end, and no others',
		11: 'confirmed: a date in the future gives nothing',
		14: 'confirmed: times say of which zone they are, or count from UTC',
		18: 'confirmed: found: boolean',
	});
	expect(new Set(sandbox.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
});

it.each([
	['empty-page', ['8c']],
	['cursor-pages', ['8c']],
	['statuses-as-digits', ['1']],
	['statuses-as-names', ['1']],
	['statuses-as-labels', ['1']],
	['statuses-as-objects', ['1']],
	['times-without-zone', []],
	['times-in-london', ['14']],
	['times-in-new-york', ['14']],
	['times-in-seconds', ['7a']],
	['times-in-milliseconds', ['7a']],
	['flags-as-numbers', ['18']],
	['flags-as-text', ['18']],
	['flags-as-arrays', ['18']],
	['json-api', []],
	['no-envelope', []],
	['runs-without-flow', ['5c']],
	['runs-without-environment', ['4b']],
	['triggers-as-numbers', ['5a', '5b']],
	['status-filter-ignored', ['9']],
	['tracked-dates-ignored', ['11']],
])('says in the mood %s that %j is contradicted', async (mood, ids) => {
	expect(contradicted(await verdictsIn([mood]))).toEqual(ids);
});

it('cannot tell where there are no runs', async () => {
	await sandbox.close();
	sandbox = await startSandbox({ history: false });

	const verdicts = await verdictsIn([]);

	const { 11: ofTrackedData, ...ofRuns } = verdicts;
	expect(new Set(Object.values(ofRuns))).toEqual(
		new Set(['could not tell: there are no flow runs to look at']),
	);
	expect(ofTrackedData).toMatch(/^confirmed/);
});

it('goes on where a request is refused, and cannot tell what it was for', async () => {
	sandbox.onRequest(({ query, path }) =>
		'filter[trigger]' in query || path.endsWith('/tracked-data')
			? { status: 403, body: { message: 'This action is unauthorized.' } }
			: undefined,
	);

	const verdicts = await verdictsIn([]);

	expect(Object.keys(verdicts).filter((id) => verdicts[id].endsWith('refused'))).toEqual([
		'11',
		'5a',
	]);
	expect(contradicted(verdicts)).toEqual([]);
});

it('states the assumptions as the command does', () => {
	const { nodes } = readExample('check-my-account.json');
	const { assignments } = nodes.at(-1)?.parameters.assignments as {
		assignments: Array<{ id: string; name: string }>;
	};

	for (const { id, name } of assignments) {
		const assumption = ASSUMPTIONS.find((one) => one.id === id);
		// Of the flags it has those of runs alone.
		const statement =
			id === '18' ? 'has_warnings of a run is true or false.' : assumption?.statement;
		expect(`${name}.`).toBe(`${id} ${statement}`);
	}
});
