// Packs the package and checks what a user would install: all that n8n needs, and nothing else.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const [{ files, size, unpackedSize }] = JSON.parse(
	execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: project,
		encoding: 'utf8',
	}),
);
const paths = files.map(({ path }) => path);
const manifest = JSON.parse(readFileSync(`${project}/package.json`, 'utf8'));

const wanted = [
	'package.json',
	'README.md',
	'LICENSE',
	'index.js',
	'dist/bundle.js',
	...manifest.n8n.nodes,
	...manifest.n8n.credentials,
	...manifest.n8n.nodes.map((path) => path.replace(/\.js$/, '.json')),
	'dist/nodes/Patchworks/patchworks.svg',
	'dist/nodes/Patchworks/patchworks.dark.svg',
];
const allowed =
	/^(package\.json|README\.md|LICENSE|index\.js|dist\/bundle\.js|dist\/(nodes|credentials)\/.+)$/;
/** Whether n8n finds the class that it looks for in a file: the one that the file is called after. */
function handsOutItsClass(path) {
	const [className] = basename(path).split('.');
	return typeof createRequire(import.meta.url)(`${project}/${path}`)[className] === 'function';
}

const unwanted = /\.(ts|tsbuildinfo)$/;

const problems = [
	...wanted.filter((path) => !paths.includes(path)).map((path) => `${path} is missing`),
	...paths.filter((path) => !allowed.test(path)).map((path) => `${path} does not belong there`),
	...paths
		.filter((path) => unwanted.test(path) && !path.endsWith('.d.ts'))
		.map((path) => `${path} is a source`),
	...[...manifest.n8n.nodes, ...manifest.n8n.credentials]
		.filter((path) => paths.includes(path) && !handsOutItsClass(path))
		.map((path) => `${path} does not hand out its class`),
	...(manifest.dependencies ? ['package.json has runtime dependencies'] : []),
	...(JSON.stringify(manifest.peerDependencies) === '{"n8n-workflow":"*"}'
		? []
		: ['peerDependencies are not n8n-workflow alone']),
];
for (const problem of problems) console.log(`✗ ${problem}`);
console.log(
	`${problems.length ? '✗' : '✓'} the tarball holds ${paths.length} files, ${Math.round(size / 1024)} kB packed, ${Math.round(unpackedSize / 1024)} kB unpacked`,
);
process.exitCode = problems.length ? 1 : 0;
