import { fs, path, process, projectRoot, util } from '../support/node';
import { entryOf } from './changelog';

/** Prints what the changelog says of the tag that is given, as the notes of its release. */
const { values, positionals } = util.parseArgs({
	allowPositionals: true,
	options: { checkout: { type: 'string', default: projectRoot } },
});
const [tag = ''] = positionals;
const changelog = fs.readFileSync(path.join(values.checkout, 'CHANGELOG.md'), 'utf8');
const notes = entryOf(changelog, tag.replace(/^v/, ''));
if (notes) process.stdout.write(`${notes}\n`);
else process.stderr.write(`CHANGELOG.md has no entry for ${tag}.\n`);
process.exitCode = notes ? 0 : 1;
