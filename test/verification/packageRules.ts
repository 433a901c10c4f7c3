import { fs, path } from '../support/node';
import { placeholdersLeft } from '../release/identity';
import type { Manifest } from '../release/manifest';
import type { Rule } from './rule';

const read = (checkout: string, file: string) => fs.readFileSync(path.join(checkout, file), 'utf8');
const isThere = (checkout: string, file: string) => fs.existsSync(path.join(checkout, file));

/** A line that is said where something does not hold. */
const unless = (holds: boolean, problem: string): string[] => (holds ? [] : [problem]);

/** The sources of what n8n loads, as package.json names it. */
const sourcesOf = ({ n8n }: Manifest, what: 'nodes' | 'credentials') =>
	n8n[what].map((file) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts'));

/** What n8n asks of the package. */
export const packageRules: Rule[] = [
	{
		name: 'name and keyword',
		problems: (_, { name, keywords }) => [
			...unless(/^(@[\w-]+\/)?n8n-nodes-[\w-]+$/.test(name), `the package is called ${name}`),
			...unless(keywords.includes('n8n-community-node-package'), 'the keyword is missing'),
		],
	},
	{
		name: 'licence',
		problems: (checkout, { license }) => [
			...unless(license === 'MIT', `package.json says ${license}`),
			...unless(read(checkout, 'LICENSE').startsWith('MIT License'), 'LICENSE is another'),
		],
	},
	{
		name: 'author and repository',
		person: 'npm run identity, and a public repository',
		problems: (checkout) => placeholdersLeft(checkout),
	},
	{
		name: 'one repository',
		problems: (_, { repository, homepage, bugs }) => {
			const address = repository.url.replace(/^git\+|\.git$/g, '');
			return [
				...unless(/^https:\/\/github\.com\/[\w-]+\/[\w.-]+$/.test(address), address),
				...unless(homepage.startsWith(address), `homepage is ${homepage}`),
				...unless(bugs.url.startsWith(address), `bugs is ${bugs.url}`),
			];
		},
	},
	{
		name: 'no dependencies',
		problems: (_, { dependencies = {}, peerDependencies }) => [
			...Object.keys(dependencies),
			...Object.keys(peerDependencies).filter((name) => name !== 'n8n-workflow'),
		],
	},
	{
		name: 'n8n loads what there is',
		problems: (checkout, manifest) => {
			const named = [...sourcesOf(manifest, 'nodes'), ...sourcesOf(manifest, 'credentials')];
			return [
				...named.filter((file) => !isThere(checkout, file)).map((file) => `${file} is missing`),
				...unless(manifest.n8n.n8nNodesApiVersion === 1, 'n8nNodesApiVersion is not 1'),
			];
		},
	},
	{
		name: 'n8n’s lint',
		problems: (checkout, { n8n, scripts }) => [
			...unless(n8n.strict, 'n8n.strict is off'),
			...unless(scripts.lint === 'n8n-node lint', `lint is ${scripts.lint}`),
			...unless(
				/^import \{ config \} from '@n8n\/node-cli\/eslint';\s+export default config;\s*$/.test(
					read(checkout, 'eslint.config.mjs'),
				),
				'eslint.config.mjs is not n8n’s',
			),
		],
	},
	{
		name: 'published with provenance',
		problems: (checkout, { scripts }) => {
			const workflow = read(checkout, '.github/workflows/publish.yml');
			return [
				...unless(scripts.release === 'n8n-node release', `release is ${scripts.release}`),
				...unless(workflow.includes('npm run release'), 'publish.yml does not release'),
				...unless(workflow.includes('id-token: write'), 'publish.yml may not sign'),
			];
		},
	},
	{
		name: 'README',
		problems: (checkout) => {
			const readme = read(checkout, 'README.md');
			return [
				...['Install', 'Credentials', 'Operations', 'Compatibility'].flatMap((part) =>
					unless(new RegExp(`^## .*${part}`, 'm').test(readme), `it has no part ${part}`),
				),
				...unless(readme.includes('](examples/'), 'it leads to no example'),
			];
		},
	},
	{
		name: 'codex',
		problems: (checkout, manifest) =>
			sourcesOf(manifest, 'nodes').flatMap((source) => {
				const file = source.replace(/\.ts$/, '.json');
				if (!isThere(checkout, file)) return [`${file} is missing`];
				const { node, resources } = JSON.parse(read(checkout, file)) as Codex;
				const type = path.basename(source, '.node.ts');
				const wanted = `${manifest.name}.${type[0].toLowerCase()}${type.slice(1)}`;
				return [
					...unless(node === wanted, `${file} is of ${node}`),
					...unless(
						resources.primaryDocumentation[0]?.url === manifest.homepage,
						`${file} does not lead to the README`,
					),
				];
			}),
	},
];

interface Codex {
	node: string;
	resources: { primaryDocumentation: Array<{ url: string }> };
}
