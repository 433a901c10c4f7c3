import { childProcess, fs, os, path, process, projectRoot } from '../support/node';
import { startSandbox } from '../support/sandbox';
import type { Sandbox } from '../support/sandbox';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());

/** Runs the command as `npm run check:account` does. */
async function run(
	moods: string[],
	env: Record<string, string | undefined> = {},
	args: string[] = [],
) {
	sandbox.setMoods(moods);
	const child = childProcess.spawn(
		process.execPath,
		[require.resolve('tsx/cli'), 'test/account/cli.ts', ...args],
		{
			cwd: projectRoot,
			env: {
				PATH: process.env.PATH,
				PATCHWORKS_API_KEY: sandbox.apiKey,
				PATCHWORKS_CORE_URL: sandbox.coreUrl,
				...env,
			},
		},
	);
	const read = async (stream: AsyncIterable<Buffer>) => {
		let text = '';
		for await (const chunk of stream) text += String(chunk);
		return text;
	};
	const ended = new Promise((resolve) => child.once('close', resolve));
	const [stdout, stderr, code] = await Promise.all([read(child.stdout), read(child.stderr), ended]);
	return { stdout, stderr, code };
}

it('ends with 0 where nothing is contradicted, and writes what it printed as JSON', async () => {
	const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'account-')), 'report.json');

	const { stdout, stderr, code } = await run([], {}, ['--json', file]);

	expect([code, stderr]).toEqual([0, '']);
	const report = JSON.parse(fs.readFileSync(file, 'utf8')) as { assumptions: object[] };
	expect(Object.keys(report)).toEqual([
		'hosting',
		'assumptions',
		'operations',
		'requests',
		'seconds',
	]);
	expect(stdout.match(/^ {2}[✓✗?] \d+[a-d]? /gm)).toHaveLength(report.assumptions.length);
	fs.rmSync(path.dirname(file), { recursive: true });
});

it('ends with 1 where something is contradicted', async () => {
	const { stdout, code } = await run(['statuses-as-names']);

	expect(code).toBe(1);
	expect(stdout).toMatch(/✗ 1 {3}.*Contradicted: status is a name in lower case\./);
});

it.each([
	['without a credential', [], { PATCHWORKS_API_KEY: undefined }, /Set PATCHWORKS_API_KEY, or /],
	['where nothing can be read', ['maintenance'], {}, /Flow runs could not be listed: status 503/],
	[
		'where the address is none',
		[],
		{ PATCHWORKS_CORE_URL: 'nowhere' },
		/Core URL is not a web address/,
	],
])('ends with 2 %s', async (_when, moods, env, says) => {
	const { stdout, stderr, code } = await run(moods, env);

	expect([code, stdout]).toEqual([2, '']);
	expect(stderr).toMatch(says);
});

it('warns before it starts a flow, and needs the flow and the environment for it', async () => {
	const env = { PATCHWORKS_START_URL: sandbox.startUrl };
	const before = sandbox.runs.length;

	const half = await run([], env, ['--start', '101']);
	expect([half.code, half.stdout]).toEqual([2, '']);
	expect(half.stderr).toMatch(/name both: --start FLOW_ID --environment NAME/);
	expect(sandbox.runs).toHaveLength(before);

	const { stdout, code } = await run([], env, ['--start', '101', '--environment', '601']);
	expect(stdout).toMatch(
		/^Flow 101 is started once now, without data, in the virtual environment 601/,
	);
	expect(stdout).toMatch(/✓ 4a {2}.*Confirmed: the run is in the one asked for\./);
	expect(code).toBe(0);
	expect(sandbox.runs).toHaveLength(before + 1);
});
