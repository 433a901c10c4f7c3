import { fs, path } from '../support/node';

/** What package.json says that a release depends on. */
export interface Manifest {
	name: string;
	version: string;
	license: string;
	homepage: string;
	keywords: string[];
	author: { name: string; email: string };
	repository: { type: string; url: string };
	bugs: { url: string };
	scripts: Record<string, string>;
	dependencies?: Record<string, string>;
	peerDependencies: Record<string, string>;
	n8n: { strict: boolean; n8nNodesApiVersion: number; credentials: string[]; nodes: string[] };
}

/** The package.json of a checkout. */
export function readManifest(checkout: string): Manifest {
	return JSON.parse(fs.readFileSync(path.join(checkout, 'package.json'), 'utf8')) as Manifest;
}

/**
 * The files of a checkout, as paths from its root, without folders that .gitignore names. It asks no git: the
 * tests run without one, too.
 */
export function filesOf(checkout: string): string[] {
	const ignored = ['.git', ...ignoredFolders(checkout)];
	const within = (folder: string): string[] =>
		fs
			.readdirSync(path.join(checkout, folder), { withFileTypes: true })
			.filter(({ name }) => !ignored.includes(name))
			.flatMap((entry) => {
				const file = path.posix.join(folder, entry.name);
				return entry.isDirectory() ? within(file) : [file];
			});
	return within('').sort();
}

function ignoredFolders(checkout: string): string[] {
	const file = path.join(checkout, '.gitignore');
	const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n') : [];
	return lines.filter((line) => line.endsWith('/')).map((line) => line.slice(0, -1));
}
