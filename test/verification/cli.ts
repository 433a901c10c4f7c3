import { process, projectRoot } from '../support/node';
import { verdicts } from './rules';

const SHOWN = 5;

/** Prints which of n8n's rules are kept; fails when one is broken that docs/verification.md calls kept. */
const all = verdicts(projectRoot);
for (const { rule, problems, result } of all) {
	const mark = { kept: '✓', open: '-', person: '-', broken: '✗' }[result];
	const why = result === 'open' ? `: ${rule.open}` : result === 'person' ? `: ${rule.person}` : '';
	process.stdout.write(`${mark} ${rule.name}${why}\n`);
	for (const problem of problems.slice(0, SHOWN)) process.stdout.write(`    ${problem}\n`);
	if (problems.length > SHOWN) process.stdout.write(`    … and ${problems.length - SHOWN} more\n`);
	if (rule.open && problems.length === 0) process.stdout.write('    it is kept: call it so\n');
}
process.exitCode = all.some(({ result }) => result === 'broken') ? 1 : 0;
