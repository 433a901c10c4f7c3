import { PackageDirectoryLoader } from 'n8n-core';

import { childProcess, fs, path, process, projectRoot, zlib } from '../support/node';

const MAX_KILOBYTES = 60;
const MAX_MILLISECONDS = 60;
const RUNS = 15;

/** What a node weighs, and what it costs to load the package. */
interface Measure {
	what: string;
	value: number;
	unit: 'kB' | 'ms';
	/** What it must not exceed, where there is a limit. */
	limit?: number;
}

/**
 * The size of each node's description as n8n sends it to the editor: with icons and codex as n8n's loader
 * adds them, gzipped as its server does.
 */
async function descriptionSizes(): Promise<Measure[]> {
	const loader = new PackageDirectoryLoader(projectRoot);
	await loader.loadAll();
	return loader.types.nodes.map((description) => ({
		what: `description of ${description.displayName}, gzipped`,
		value: zlib.gzipSync(JSON.stringify(description)).length / 1000,
		unit: 'kB',
		limit: MAX_KILOBYTES,
	}));
}

/** Times what it takes to require every file that package.json names, each time in a fresh process. */
function loadingTimes(): Measure[] {
	const { n8n } = JSON.parse(fs.readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const files = [...n8n.credentials, ...n8n.nodes].map((file) => path.join(projectRoot, file));
	const script = `
		const time = (files) => {
			const start = performance.now();
			for (const file of files) require(file);
			return performance.now() - start;
		};
		const shared = time(['n8n-workflow']);
		const own = time(${JSON.stringify(files)});
		console.log(JSON.stringify({ shared, own }));`;
	const times = Array.from({ length: RUNS }, () => {
		const output = childProcess.execFileSync(process.execPath, ['-e', script], {
			cwd: projectRoot,
			encoding: 'utf8',
		});
		return JSON.parse(output) as { shared: number; own: number };
	});
	return [
		{
			what: `requiring the built package, n8n-workflow being loaded, median of ${RUNS}`,
			value: median(times.map(({ own }) => own)),
			unit: 'ms',
			limit: MAX_MILLISECONDS,
		},
		{
			what: `n8n-workflow, which n8n has loaded long before, median of ${RUNS}`,
			value: median(times.map(({ shared }) => shared)),
			unit: 'ms',
		},
	];
}

function median(values: number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Prints what the built package weighs; fails when it is more than it may. */
async function main(): Promise<void> {
	const measures = [...(await descriptionSizes()), ...loadingTimes()];
	for (const { what, value, unit, limit } of measures) {
		const mark = limit === undefined ? ' ' : value <= limit ? '✓' : '✗';
		const most = limit === undefined ? '' : ` of at most ${limit} ${unit}`;
		process.stdout.write(`${mark} ${value.toFixed(1)} ${unit}${most}: ${what}\n`);
	}
	process.exitCode = measures.some(({ value, limit = Infinity }) => value > limit) ? 1 : 0;
}

void main();
