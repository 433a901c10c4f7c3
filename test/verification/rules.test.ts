import { fs, path, projectRoot } from '../support/node';
import { rules, verdicts } from './rules';

const guide = fs.readFileSync(path.join(projectRoot, 'docs/verification.md'), 'utf8');
const NAMED = /`verify:rules`: ([^|;]+?)\s*[|;]/g;

it.each(verdicts(projectRoot).map((verdict) => ({ name: verdict.rule.name, ...verdict })))(
	'The rule "$name" is kept, or said to be open',
	({ result, problems }) => {
		expect({ result, problems }).not.toMatchObject({ result: 'broken' });
	},
);

it('The guide names each rule that is checked, and no other', () => {
	const named = [...guide.matchAll(NAMED)].flatMap(([, names]) => names.split(', '));

	expect([...new Set(named)].sort()).toEqual(rules.map(({ name }) => name).sort());
});

it('The guide calls open what is open', () => {
	for (const { name, open } of rules) {
		const line = guide
			.split('\n')
			.find((text) => text.includes('`verify:rules`') && text.includes(name));
		expect(line?.includes('**open**')).toBe(open !== undefined);
	}
});
