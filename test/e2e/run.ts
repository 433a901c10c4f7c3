import { childProcess, fs, os, path, process, projectRoot, util } from '../support/node';
import { PICTURES } from '../documents/pictures';
import { installN8n } from './n8n/install-n8n';
import { pack, packCommit, previousCommit } from './n8n/package';
import { endRegistered, signal, withRegister } from './processes';
import type { Setting } from './setting';
import { handOn, prepareFolders } from './setting';

const say = (line: string): void => {
	process.stdout.write(`${line}\n`);
};

/** Installs n8n, packs the package, and runs the checks; those whose names are given, or all. */
async function main(): Promise<number> {
	const { values, positionals } = util.parseArgs({
		allowPositionals: true,
		options: {
			n8n: { type: 'string' },
			tarball: { type: 'string' },
			previous: { type: 'string' },
			// Takes the pictures that the checks made for the README.
			'write-pictures': { type: 'boolean', default: false },
		},
	});
	const install = await installN8n(values.n8n, say);
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'patchworks-e2e-'));
	// PostgreSQL runs as another user and has to get to its own folder in it.
	fs.chmodSync(folder, 0o711);
	const register = path.join(folder, 'processes');
	const env = { ...withRegister(register), TMPDIR: folder };
	const tidyUp = () => {
		if (!fs.existsSync(folder)) return;
		endRegistered(register);
		fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	};
	process.on('exit', tidyUp);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
	try {
		const tarball = values.tarball ?? (await pack(projectRoot, path.join(folder, 'tarball')));
		const previous = values.previous ?? (await previousCommit());
		const folders = await prepareFolders(install, tarball, folder);
		const artifacts = path.join(projectRoot, 'artifacts', `n8n-${install.version}`);
		fs.rmSync(artifacts, { recursive: true, force: true });
		fs.mkdirSync(artifacts, { recursive: true });
		const setting: Setting = {
			install,
			tarball,
			previousTarball: previous && (await packCommit(previous, path.join(folder, 'previous'))),
			...folders,
			artifacts,
		};
		say(`n8n ${install.version} on Node.js ${install.nodeVersion}, ${path.basename(tarball)}`);
		const code = await runJest({ ...handOn(setting), ...env }, positionals);
		if (code === 0 && values['write-pictures']) {
			fs.cpSync(path.join(artifacts, 'pictures'), PICTURES, { recursive: true });
		}
		return code;
	} finally {
		tidyUp();
	}
}

async function runJest(env: NodeJS.ProcessEnv, names: string[]): Promise<number> {
	const jest = childProcess.spawn(
		process.execPath,
		[
			require.resolve('jest/bin/jest'),
			'--config',
			path.join(projectRoot, 'test', 'e2e', 'jest.config.js'),
			...names,
		],
		{ stdio: 'inherit', env, detached: true },
	);
	// With its workers, and before the folder goes that they write to.
	process.prependListener('exit', () => signal(jest.pid, 'SIGKILL'));
	return await new Promise((resolve) => jest.once('exit', (code) => resolve(code ?? 1)));
}

main().then(
	(code) => process.exit(code),
	(error: Error) => {
		say(error.message);
		say('0 passed, 1 failed');
		process.exit(1);
	},
);
