import { fs, path, projectRoot } from '../support/node';
import type { Manifest } from '../release/manifest';
import { readManifest } from '../release/manifest';
import { rules, verdicts } from './rules';

const guide = fs.readFileSync(path.join(projectRoot, 'docs/verification.md'), 'utf8');
const NAMED = /`verify:rules`: ([^|;]+?)\s*[|;]/g;

it.each(verdicts(projectRoot).map((verdict) => ({ name: verdict.rule.name, ...verdict })))(
	'The rule "$name" is kept, or said to be open',
	({ result, problems }) => {
		expect({ result, problems }).not.toMatchObject({ result: 'broken' });
	},
);

it.each<[name: string, change: Partial<Manifest>, problem: string]>([
	['name and keyword', { name: 'patchworks' }, 'the package is called patchworks'],
	['name and keyword', { keywords: [] }, 'the keyword is missing'],
	['licence', { license: 'ISC' }, 'package.json says ISC'],
	['one repository', { homepage: 'https://acme.test' }, 'homepage is https://acme.test'],
	['no dependencies', { dependencies: { axios: '1.0.0' } }, 'axios'],
	['no dependencies', { peerDependencies: { 'n8n-core': '*' } }, 'n8n-core'],
	[
		'n8n loads what there is',
		{
			n8n: {
				strict: true,
				n8nNodesApiVersion: 1,
				credentials: [],
				nodes: ['dist/nodes/Gone/Gone.node.js'],
			},
		},
		'nodes/Gone/Gone.node.ts is missing',
	],
	['n8n’s lint', { scripts: { lint: 'eslint' } }, 'lint is eslint'],
	['published with provenance', { scripts: { release: 'npm publish' } }, 'release is npm publish'],
])('The rule "%s" is broken by %j', (name, change, problem) => {
	const rule = rules.find((one) => one.name === name)!;

	expect(rule.problems(projectRoot, { ...readManifest(projectRoot), ...change })).toContain(
		problem,
	);
});

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
