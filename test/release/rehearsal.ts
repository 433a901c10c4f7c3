import { childProcess, fs, os, path, process, projectRoot, util } from '../support/node';
import { readManifest } from './manifest';
import { obstacles } from './readiness';

/**
 * Does all of a release that a machine can do without publishing: says what is left to a person, runs n8n's
 * release tool with npm in a dry run, and checks and scans the tarball.
 */
function main(): number {
	const { values } = util.parseArgs({
		options: { tag: { type: 'string' }, e2e: { type: 'boolean', default: false } },
	});
	const { version } = readManifest(projectRoot);
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rehearsal-'));
	const npm = (...args: string[]) => ['npm', ...args];
	try {
		const left = obstacles(projectRoot, values.tag ?? `v${version}`);
		heading('What is left before the release');
		for (const obstacle of left) say(`- ${obstacle}`);
		if (left.length === 0) say('✓ nothing');

		const steps: Array<[name: string, command: string[], env?: NodeJS.ProcessEnv]> = [
			// As in the workflow, but nothing is sent: npm stops short of it.
			[
				'n8n-node release, npm in a dry run',
				npm('run', 'release'),
				{ GITHUB_ACTIONS: 'true', npm_config_dry_run: 'true', npm_config_loglevel: 'notice' },
			],
			['contents of the tarball', npm('run', '-s', 'pack:check')],
			['rules for verified nodes', npm('run', '-s', 'verify:rules')],
			['scan of sources and package', npm('run', '-s', 'scan')],
			['pack', npm('pack', '--ignore-scripts', '--silent', '--pack-destination', folder)],
		];
		const results = steps.map(([name, command, env]) => ({ name, ok: run(name, command, env) }));

		const [tarball] = fs.readdirSync(folder).map((file) => path.join(folder, file));
		if (tarball) {
			const onTarball = (name: string, ...args: string[]) =>
				results.push({ name, ok: run(name, npm('run', '-s', ...args, '--tarball', tarball)) });
			onTarball('scan of the tarball', 'scan', '--');
			if (values.e2e) onTarball('tarball in a real n8n', 'test:e2e', '--');
		}

		heading('Rehearsal');
		for (const { name, ok } of results) say(`${ok ? '✓' : '✗'} ${name}`);
		if (!values.e2e) say('- tarball in a real n8n: left out, give -- --e2e');
		if (left.length > 0) say(`- ${left.length} left to do before the release, see above`);
		return results.every(({ ok }) => ok) ? 0 : 1;
	} finally {
		fs.rmSync(folder, { recursive: true });
	}
}

function run(name: string, [command, ...args]: string[], env: NodeJS.ProcessEnv = {}): boolean {
	heading(name);
	const { status } = childProcess.spawnSync(command, args, {
		cwd: projectRoot,
		env: { ...process.env, ...env },
		stdio: 'inherit',
	});
	return status === 0;
}

function heading(text: string): void {
	say(`\n=== ${text}`);
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

process.exitCode = main();
