import { withSection } from '../../support/markdown';
import { fs, path, projectRoot } from '../../support/node';
import { ASSUMPTIONS } from './assumptions';
import { assumptionsDocument, assumptionsTables } from './assumptionsTable';
import { recorded } from './outcomes';

it('docs/assumptions.md is up to date; npm run assumptions -- --write makes it so', () => {
	const document = assumptionsDocument();
	expect(document).toBe(withSection(document, 'assumptions', assumptionsTables(recorded())));
});

it.each(ASSUMPTIONS.map(({ name, ...others }) => [name, others] as const))(
	'%s: is in files that exist, and says what happens',
	(_, { code, moods, otherwise }) => {
		expect(code.filter((file) => !fs.existsSync(path.join(projectRoot, file)))).toEqual([]);
		expect(moods.length > 0 || otherwise !== undefined).toBe(true);
	},
);
