import { fs, path, process, projectRoot, timers } from '../../support/node';
import { npm, run } from '../processes';

/** An n8n on this machine. */
export interface N8nInstall {
	version: string;
	folder: string;
	/** The script to start it with. */
	script: string;
	/** The Node.js to run it with: this one where n8n allows it. */
	node: string;
	nodeVersion: string;
	/** What it has to be started with. */
	env: NodeJS.ProcessEnv;
}

/** Where real n8ns are kept; git ignores it. */
const KEPT_IN = path.join(projectRoot, '.n8n-real');
const NEWEST = path.join(KEPT_IN, 'newest.json');
const NEWEST_KEPT_MS = 24 * 3_600_000;
const TRIES = 10;

/** Seen to install and to run on this major version of Node.js. */
const KNOWN_GOOD: Record<number, string> = { 20: '2.8.4', 24: '2.40.7' };

/** Says to the user what goes on. */
export type Say = (line: string) => void;

/**
 * Installs an n8n from the npm registry, unless it is there already.
 *
 * Its optional native parts are left out: only what a plain install needs is built.
 *
 * @param wanted a version; `newest` for the newest that installs; by default what suits the Node.js in use
 * @throws Error with npm's words when it cannot be installed
 */
export async function installN8n(wanted: string | undefined, say: Say): Promise<N8nInstall> {
	fs.mkdirSync(KEPT_IN, { recursive: true });
	const runsNewest = nodeMajor(process.version) >= 24;
	const version = wanted ?? (runsNewest ? 'newest' : KNOWN_GOOD[20]);
	return version === 'newest' ? await installNewest(say) : await installVersion(version, say);
}

/** Not every version in the registry can be had: now and then a dependency of the newest is missing. */
async function installNewest(say: Say): Promise<N8nInstall> {
	const known = readNewest();
	if (known) return await installVersion(known, say);

	say('Looking for the newest n8n that installs …');
	for (const version of await newestVersions()) {
		const install = await installVersion(version, say).catch((error: Error) => {
			if (!/ETARGET|E404|ERESOLVE/.test(error.message)) throw error;
			say(`n8n ${version} cannot be installed: ${firstReason(error)}`);
		});
		if (!install) continue;
		fs.writeFileSync(NEWEST, JSON.stringify({ version }));
		return install;
	}
	say(`None of the ${TRIES} newest can be installed, so the last that is known to.`);
	return await installVersion(KNOWN_GOOD[24], say);
}

function readNewest(): string | undefined {
	const known = fs.statSync(NEWEST, { throwIfNoEntry: false });
	if (!known || Date.now() - known.mtimeMs > NEWEST_KEPT_MS) return undefined;
	return (JSON.parse(fs.readFileSync(NEWEST, 'utf8')) as { version: string }).version;
}

async function newestVersions(): Promise<string[]> {
	const all = JSON.parse(await npm(['view', 'n8n', 'versions', '--json'])) as string[];
	const parts = (version: string) => version.split('.').map(Number);
	return all
		.filter((version) => /^\d+\.\d+\.\d+$/.test(version))
		.sort((a, b) => {
			const [left, right] = [parts(a), parts(b)];
			return right[0] - left[0] || right[1] - left[1] || right[2] - left[2];
		})
		.slice(0, TRIES);
}

function firstReason({ message }: Error): string {
	return /npm error (?:notarget|404) (.+)/.exec(message)?.[1] ?? message.split('\n')[1] ?? message;
}

async function installVersion(version: string, say: Say): Promise<N8nInstall> {
	const folder = path.join(KEPT_IN, `n8n-${version}`);
	const modules = path.join(folder, 'node_modules');
	const done = path.join(folder, 'installed');
	if (!fs.existsSync(done)) {
		fs.rmSync(folder, { recursive: true, force: true });
		fs.mkdirSync(folder, { recursive: true });
		const manifest = {
			private: true,
			dependencies: { n8n: version },
			// n8n takes it from a server of its own, which not everyone can reach.
			overrides: { xlsx: '0.18.5' },
		};
		fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
		await withProgress(`Installing n8n ${version}, which takes some minutes`, say, async () => {
			await npm(['install', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund'], {
				cwd: folder,
			});
		});
	}
	const node = await nodeFor(path.join(modules, 'n8n', 'package.json'), say);
	if (!fs.existsSync(done)) {
		const build = async (part: string) =>
			await npm(['rebuild', '--ignore-scripts=false', part], { cwd: folder, env: envFor(node) });
		await withProgress('Building its native parts', say, async () => {
			await build('sqlite3');
			const withoutVm = await build('isolated-vm').then(
				() => false,
				() => true,
			);
			// The newer engine for expressions runs in it, and n8n does not start without.
			const env = withoutVm ? { N8N_EXPRESSION_ENGINE: 'legacy' } : {};
			fs.writeFileSync(done, JSON.stringify(env));
		});
	}
	return {
		version,
		folder,
		script: path.join(modules, 'n8n', 'bin', 'n8n'),
		node,
		nodeVersion: (await run(node, ['--version'])).trim(),
		env: JSON.parse(fs.readFileSync(done, 'utf8') || '{}') as NodeJS.ProcessEnv,
	};
}

/** The Node.js in use if this n8n allows it, else the oldest it allows, from the npm registry. */
async function nodeFor(n8nManifest: string, say: Say): Promise<string> {
	const { engines } = JSON.parse(fs.readFileSync(n8nManifest, 'utf8')) as {
		engines: { node: string };
	};
	const [oldest, newest = Infinity] = (engines.node.match(/\d+(?=\.)/g) ?? []).map(Number);
	const inUse = nodeMajor(process.version);
	if (inUse >= oldest && inUse <= newest) return process.execPath;

	const name = `node-${process.platform}-${process.arch}`;
	const folder = path.join(KEPT_IN, `node-${oldest}`);
	const binary = path.join(folder, 'node_modules', name, 'bin', 'node');
	if (!fs.existsSync(binary)) {
		fs.mkdirSync(folder, { recursive: true });
		fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true }));
		await withProgress(`Installing Node.js ${oldest}, which this n8n needs`, say, async () => {
			await npm(['install', '--ignore-scripts', '--no-package-lock', `${name}@${oldest}`], {
				cwd: folder,
			});
		});
	}
	return binary;
}

/** The environment in which that Node.js is the one that programs find, and native parts are built for. */
export function envFor(node: string): NodeJS.ProcessEnv {
	const bin = path.dirname(node);
	const home = path.dirname(bin);
	const hasHeaders = fs.existsSync(path.join(home, 'include', 'node'));
	return {
		...process.env,
		PATH: [bin, process.env.PATH].join(path.delimiter),
		...(node !== process.execPath && hasHeaders && { npm_config_nodedir: home }),
	};
}

function nodeMajor(version: string): number {
	return Number(/\d+/.exec(version)?.[0]);
}

async function withProgress(what: string, say: Say, work: () => Promise<void>): Promise<void> {
	const start = Date.now();
	const seconds = () => Math.round((Date.now() - start) / 1000);
	say(`${what} …`);
	const ticker = timers.setInterval(() => say(`  … ${seconds()} s`), 20_000);
	try {
		await work();
		say(`  done in ${seconds()} s`);
	} finally {
		timers.clearInterval(ticker);
	}
}
