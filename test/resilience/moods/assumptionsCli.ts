import { withSection } from '../../support/markdown';
import { childProcess, fs, process } from '../../support/node';
import { ASSUMPTIONS_FILE, assumptionsDocument, assumptionsTables } from './assumptionsTable';
import { RECORD, recorded } from './outcomes';

/** Prints what happens where an assumption is wrong; with `--write`, does all uses anew and writes the document. */
function main(): void {
	const writes = process.argv.includes('--write');
	if (writes) {
		const { status } = childProcess.spawnSync(
			'npx',
			['jest', '-w', '1', 'test/resilience/moods/(paging|values|runs|transport).test.ts'],
			{ stdio: 'inherit', env: { ...process.env, [RECORD]: 'true' } },
		);
		if (status !== 0) process.exit(status ?? 1);
	}
	const tables = assumptionsTables(recorded());
	if (writes) {
		fs.writeFileSync(ASSUMPTIONS_FILE, withSection(assumptionsDocument(), 'assumptions', tables));
	} else {
		process.stdout.write(`${tables}\n`);
	}
}

main();
