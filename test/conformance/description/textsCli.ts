/** Prints all texts of the interface in one table, to be read together: `npm run -s texts > texts.md`. */
import { process } from '../../support/node';
import { markdownTable } from '../../support/markdown';
import { allTexts } from './texts';

const rows = allTexts().map(({ place, kind, action, description, placeholder, hint }) => [
	place,
	kind,
	[action, description, hint].filter(Boolean).join(' | '),
	placeholder,
]);

process.stdout.write(`${markdownTable(['Where', 'Kind', 'Text', 'Placeholder'], rows)}\n`);
