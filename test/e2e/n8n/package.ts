import { fs, path, projectRoot } from '../../support/node';
import type { N8nInstall } from './install-n8n';
import { envFor } from './install-n8n';
import { npm, run } from '../processes';

/** The name under which n8n knows this package. */
export const PACKAGE_NAME = 'n8n-nodes-patchworks';

/**
 * Builds a checkout of this package and packs it as it would be published.
 *
 * @param to the folder for the tarball
 * @returns the path of the tarball
 */
export async function pack(checkout: string, to: string): Promise<string> {
	fs.mkdirSync(to, { recursive: true });
	await npm(['run', 'build'], { cwd: checkout });
	const answer = await npm(['pack', '--ignore-scripts', '--json', '--pack-destination', to], {
		cwd: checkout,
	});
	const [{ filename }] = JSON.parse(answer) as Array<{ filename: string }>;
	return path.join(to, filename);
}

/**
 * Builds and packs this package as it was at an earlier commit, with today's tools.
 *
 * @param commit any name that git knows
 * @param to the folder for the tarball and for what is needed to make it
 */
export async function packCommit(commit: string, to: string): Promise<string> {
	const checkout = path.join(to, 'checkout');
	fs.mkdirSync(checkout, { recursive: true });
	const archive = path.join(to, 'checkout.tar');
	await run('git', ['archive', '--output', archive, commit], { cwd: projectRoot });
	await run('tar', ['-xf', archive, '-C', checkout]);
	fs.symlinkSync(path.join(projectRoot, 'node_modules'), path.join(checkout, 'node_modules'));
	return await pack(checkout, to);
}

/**
 * The newest commit at which nodes and credentials were other than they are now.
 *
 * @returns undefined when there is none, as in a clone without history
 */
export async function previousCommit(): Promise<string | undefined> {
	const source = ['--', 'nodes', 'credentials'];
	const git = async (...args: string[]) => await run('git', args, { cwd: projectRoot });
	const commits = (await git('log', '--format=%H', ...source)).split('\n').filter(Boolean);
	for (const commit of commits) {
		const same = await git('diff', '--quiet', commit, ...source).then(
			() => true,
			() => false,
		);
		if (!same) return commit;
	}
	return undefined;
}

/**
 * Installs the tarball into an n8n that does not run, doing what n8n's CommunityPackagesService does when a
 * user enters the package's name: it would take the tarball from the npm registry.
 *
 * @param userFolder N8N_USER_FOLDER; n8n must have run there once, so that there is a database
 */
export async function installPackage(
	install: N8nInstall,
	userFolder: string,
	tarball: string,
): Promise<void> {
	const nodes = path.join(userFolder, '.n8n', 'nodes');
	const folder = path.join(nodes, 'node_modules', PACKAGE_NAME);
	fs.rmSync(folder, { recursive: true, force: true });
	fs.mkdirSync(folder, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);

	const manifestPath = path.join(folder, 'package.json');
	const packed = JSON.parse(fs.readFileSync(manifestPath, 'utf8')) as Manifest;
	const { devDependencies, peerDependencies, optionalDependencies, ...manifest } = packed;
	void [devDependencies, peerDependencies, optionalDependencies];
	fs.writeFileSync(manifestPath, JSON.stringify(manifest, null, 2));
	await npm(
		[
			'install',
			'--audit=false',
			'--fund=false',
			'--bin-links=false',
			'--install-strategy=shallow',
			'--ignore-scripts=true',
			'--package-lock=false',
		],
		{ cwd: folder, env: envFor(install.node) },
	);

	const ledger = { name: 'installed-nodes', private: true, dependencies: {} as Manifest };
	ledger.dependencies[PACKAGE_NAME] = manifest.version;
	fs.writeFileSync(path.join(nodes, 'package.json'), JSON.stringify(ledger, null, 2));
	await recordInDatabase(install, userFolder, manifest);
}

interface Manifest {
	[key: string]: unknown;
	version?: string;
}

/** Tells n8n's database of the package, so that its page of community nodes lists it. */
async function recordInDatabase(
	install: N8nInstall,
	userFolder: string,
	{ version, author, n8n }: Manifest,
): Promise<void> {
	const { name = '', email = '' } = (author ?? {}) as { name?: string; email?: string };
	const types = (n8n as { nodes: string[] }).nodes.map((file) => {
		const type = path.basename(file, '.node.js');
		return `${type[0].toLowerCase()}${type.slice(1)}`;
	});
	const statements: Array<[string, unknown[]]> = [
		['DELETE FROM installed_nodes WHERE package = ?', [PACKAGE_NAME]],
		['DELETE FROM installed_packages WHERE packageName = ?', [PACKAGE_NAME]],
		[
			'INSERT INTO installed_packages (packageName, installedVersion, authorName, authorEmail) VALUES (?, ?, ?, ?)',
			[PACKAGE_NAME, version, name, email],
		],
		...types.map((type): [string, unknown[]] => [
			'INSERT INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, 1, ?)',
			[type, `${PACKAGE_NAME}.${type}`, PACKAGE_NAME],
		]),
	];
	const script = `
		const { Database } = require('sqlite3');
		const database = new Database(${JSON.stringify(path.join(userFolder, '.n8n', 'database.sqlite'))});
		database.serialize(() => {
			for (const [sql, values] of ${JSON.stringify(statements)}) {
				database.run(sql, values, (error) => { if (error) throw error; });
			}
		});
		database.close();
	`;
	await run(install.node, ['-e', script], { cwd: install.folder });
}
