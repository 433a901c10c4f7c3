import { process, projectRoot, util } from '../support/node';
import { obstacles } from './readiness';

/** Says whether this checkout may be released under the tag that is given; stops a release if not. */
const { values, positionals } = util.parseArgs({
	allowPositionals: true,
	options: { checkout: { type: 'string', default: projectRoot } },
});
const [tag = ''] = positionals;
const problems = obstacles(values.checkout, tag);
for (const problem of problems) process.stdout.write(`✗ ${problem}\n`);
if (problems.length === 0) process.stdout.write(`✓ ${tag} can be released\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
