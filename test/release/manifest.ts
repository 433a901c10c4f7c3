import { childProcess, fs, path } from '../support/node';

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
 * The files of a checkout that git keeps or would keep, as paths from its root.
 *
 * @throws Error when the folder is no checkout
 */
export function filesOf(checkout: string): string[] {
	return childProcess
		.execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
			cwd: checkout,
			encoding: 'utf8',
		})
		.split('\0')
		.filter((file) => file !== '' && fs.existsSync(path.join(checkout, file)));
}
