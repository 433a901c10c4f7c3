import { process, projectRoot } from '../support/node';
import { brokenLinks } from './links';

/** Prints what is wrong with the links of the documents. */
const problems = brokenLinks(projectRoot);
for (const problem of problems) process.stdout.write(`✗ ${problem}\n`);
if (problems.length === 0) process.stdout.write('✓ every link of the documents leads somewhere\n');
process.exitCode = problems.length > 0 ? 1 : 0;
