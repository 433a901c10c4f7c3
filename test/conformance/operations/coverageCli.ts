import { fs, path, process, projectRoot } from '../../support/node';
import { Coverage, coveredIn } from './coverage';
import { withSection } from '../../support/markdown';
import { runningOrder, Workbench } from './workbench';

/** Runs every operation of the node and prints what of the API it covers; with `--write`, into the documents. */
async function main(): Promise<void> {
	const bench = await Workbench.open();
	const coverage = new Coverage();
	for (const operation of runningOrder) {
		for await (const run of bench.runs(operation)) coverage.add(operation, run);
	}
	await bench.close();

	process.stdout.write(`${coverage.inFull()}\n`);
	if (process.argv.includes('--write')) {
		for (const [file, markdownOf] of Object.entries(coveredIn)) {
			const document = path.join(projectRoot, file);
			const text = fs.readFileSync(document, 'utf8');
			fs.writeFileSync(document, withSection(text, 'operations', markdownOf(coverage)));
		}
	}
	for (const problem of coverage.problems()) process.stderr.write(`${problem}\n`);
	process.exitCode = coverage.problems().length > 0 ? 1 : 0;
}

void main();
