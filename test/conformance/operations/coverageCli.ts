import { fs, path, process, projectRoot } from '../../support/node';
import { Coverage } from './coverage';
import { withSection } from '../../support/markdown';
import { runningOrder, Workbench } from './workbench';

/** Runs every operation of the node and prints what of the API it covers; with `--write`, into the README. */
async function main(): Promise<void> {
	const bench = await Workbench.open();
	const coverage = new Coverage();
	for (const operation of runningOrder) {
		for await (const run of bench.runs(operation)) coverage.add(operation, run);
	}
	await bench.close();

	const text = coverage.toMarkdown();
	process.stdout.write(`${text}\n`);
	if (process.argv.includes('--write')) {
		const readme = path.join(projectRoot, 'README.md');
		fs.writeFileSync(readme, withSection(fs.readFileSync(readme, 'utf8'), 'operations', text));
	}
	for (const problem of coverage.problems()) process.stderr.write(`${problem}\n`);
	process.exitCode = coverage.problems().length > 0 ? 1 : 0;
}

void main();
