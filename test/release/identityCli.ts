import { process, projectRoot, util } from '../support/node';
import { identityFrom, placeholdersLeft, writeIdentity } from './identity';

/** Writes author and repository into the checkout; without both, only says what is left to fill in. */
function main(): number {
	const { values } = util.parseArgs({
		options: {
			author: { type: 'string' },
			repository: { type: 'string' },
			checkout: { type: 'string', default: projectRoot },
		},
	});
	const { author, repository, checkout } = values;
	if ((author === undefined) !== (repository === undefined)) {
		throw new Error('Give both: --author "Name <address@host>" --repository owner/name');
	}
	if (author !== undefined && repository !== undefined) {
		const changed = writeIdentity(checkout, identityFrom(author, repository));
		for (const file of changed) process.stdout.write(`✓ ${file}\n`);
	}
	const left = placeholdersLeft(checkout);
	for (const place of left) process.stdout.write(`✗ ${place}\n`);
	process.stdout.write(
		left.length > 0
			? `${left.length} placeholders are left.\n`
			: '✓ no placeholder is left. Look at the changes with git diff.\n',
	);
	return left.length > 0 ? 1 : 0;
}

try {
	process.exitCode = main();
} catch (error) {
	process.stderr.write(`${(error as Error).message}\n`);
	process.exitCode = 1;
}
