import { sandboxAccounts } from '../demo/accounts';
import { FLOWS, startSandbox } from '../support/sandbox';
import type { Sandbox } from '../support/sandbox';
import { checkAccount } from './checkAccount';
import { textOf } from './findings/report';

const NOON = Date.UTC(2030, 6, 15, 12);
const ENVIRONMENT = '601';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ standsAt: NOON, history: false });
	sandbox.addRun({ flowId: FLOWS.stock, startedAt: NOON - 3_600_000 });
});
afterEach(async () => await sandbox.close());

/** What a check with a start says of the assumptions that need one. */
async function verdictsIn(moods: string[], environment = ENVIRONMENT) {
	sandbox.setMoods(moods);
	const report = await checkAccount(
		sandboxAccounts(sandbox),
		{
			now: () => sandbox.now(),
			sleep: async (milliseconds) => sandbox.advance(milliseconds),
		},
		{ flowId: String(FLOWS.orders), environment },
	);
	const said = report.assumptions.map(({ id, verdict, why }) => [id, `${verdict}: ${why}`]);
	const {
		'4a': environmentSaid,
		12: id,
		15: shown,
	} = Object.fromEntries(said) as Record<string, string>;
	return { report, verdicts: [environmentSaid, id, shown] };
}

const starts = () => sandbox.requests.filter(({ host }) => host === 'start');

it.each<[string, string[], [string, string, string]]>([
	[
		'the plain mood',
		[],
		[
			'confirmed: the run is in the one asked for',
			'confirmed: it is data.flow_run_id',
			'confirmed: it could',
		],
	],
	[
		'environment-ignored',
		['environment-ignored'],
		[
			'contradicted: the run is in none',
			'confirmed: it is data.flow_run_id',
			'confirmed: it could',
		],
	],
	[
		'start-without-run',
		['start-without-run'],
		[
			'could not tell: the run was not shown',
			'contradicted: the answer has message',
			'could not tell: the answer has no ID of a run',
		],
	],
	[
		'start-with-another-id',
		['start-with-another-id'],
		[
			'confirmed: the run is in the one asked for',
			'confirmed: it is data.flow_run_id, and data.id is of something else',
			'confirmed: it could',
		],
	],
	[
		'queued-runs, where it waits',
		['queued-runs', 'environment-ignored'],
		[
			'contradicted: the run is in none',
			'confirmed: it is data.flow_run_id',
			'contradicted: it could be read only after 30 seconds',
		],
	],
])('starts one flow once, and says what a start shows in %s', async (_mood, moods, expected) => {
	const { verdicts, report } = await verdictsIn(moods);

	expect(verdicts).toEqual(expected);
	expect(starts()).toHaveLength(1);
	expect(sandbox.runs).toHaveLength(2);
	const all = `${JSON.stringify(report)}${textOf(report)}`;
	for (const value of [ENVIRONMENT, sandbox.runs[1].id, String(FLOWS.orders)]) {
		expect(all).not.toContain(`"${value}"`);
		expect(textOf(report)).not.toMatch(new RegExp(`\\b${value}\\b`));
	}
});

it('takes the environment by its name', async () => {
	const [{ name }] = sandbox
		.rows('/api/v1/flow-version-deployments/virtual-environments')
		.filter(({ id }) => String(id) === ENVIRONMENT);

	const { verdicts } = await verdictsIn([], String(name));

	expect(verdicts[0]).toBe('confirmed: the run is in the one asked for');
});

it('starts nothing where there is no such environment', async () => {
	await expect(verdictsIn([], 'Nowhere')).rejects.toThrow(
		'There is no virtual environment of that name or ID. Nothing was started.',
	);
	expect(starts()).toEqual([]);
});

it('sends a start once, also where no answer comes', async () => {
	sandbox.onRequest(({ host }) => (host === 'start' ? { status: 500, body: {} } : undefined));

	const { verdicts } = await verdictsIn([]);

	expect(verdicts[0]).toBe('could not tell: the start failed: 500');
	expect(starts().length).toBeLessThanOrEqual(1);
	expect(sandbox.runs).toHaveLength(1);
});
