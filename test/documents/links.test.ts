import { fs, os, path, projectRoot } from '../support/node';
import { brokenLinks } from './links';

let checkout: string;

/** What is said of a document that stands beside `docs/other.md`, which has the heading "What it does". */
function saidOf(markdown: string): string[] {
	fs.writeFileSync(path.join(checkout, 'README.md'), markdown);
	return brokenLinks(checkout);
}

beforeEach(() => {
	checkout = fs.mkdtempSync(path.join(os.tmpdir(), 'links-'));
	fs.mkdirSync(path.join(checkout, 'docs'));
	fs.writeFileSync(path.join(checkout, 'docs/other.md'), '# Other\n\n## What it does, `really`\n');
	fs.writeFileSync(
		path.join(checkout, 'package.json'),
		JSON.stringify({
			scripts: { build: 'true' },
			repository: { url: 'git+https://github.com/jane/n8n-nodes-example.git' },
		}),
	);
});

afterEach(() => fs.rmSync(checkout, { recursive: true }));

it.each([
	'[other](docs/other.md), [a part](docs/other.md#what-it-does-really), [folder](docs)',
	'# Here\n\n[here](#here) and [page](https://example.com/a_(b)) `[code](gone.md)`',
	'```md\n[code](gone.md)\n```',
	'[page][ref]\n\n[ref]: https://example.com/page',
	'`docs/other.md` and `npm run build`',
	'![text](https://raw.githubusercontent.com/jane/n8n-nodes-example/HEAD/docs/other.md)',
	'![picture](https://raw.githubusercontent.com/jane/another/HEAD/docs/gone.png)',
	'[![badge](https://example.com/badge.svg)](https://example.com)',
])('finds nothing wrong with %j', (markdown) => {
	expect(saidOf(markdown)).toEqual([]);
});

it.each([
	['[other](docs/gone.md)', 'docs/gone.md is not there'],
	['![picture](docs/gone.png)', 'docs/gone.png is not there'],
	[
		'![picture](https://raw.githubusercontent.com/jane/n8n-nodes-example/HEAD/docs/gone.png)',
		'https://raw.githubusercontent.com/jane/n8n-nodes-example/HEAD/docs/gone.png is not there',
	],
	['[a part](docs/other.md#gone)', 'docs/other.md#gone names no heading of docs/other.md'],
	['[here](#gone)', '#gone names no heading of README.md'],
	['[page](http://example.com)', 'http://example.com is no https address'],
	['[page](https://localhost/x)', 'https://localhost/x is no address of a public page'],
	['[page][ref]', '[ref] has no address'],
	['`test/gone.ts`', 'test/gone.ts is not there'],
	['`npm run gone`', 'npm run gone is no command of package.json'],
])('says of %j that %s', (markdown, problem) => {
	expect(saidOf(markdown)).toEqual([`README.md: ${problem}`]);
});

it('finds nothing wrong with the documents of this package', () => {
	expect(brokenLinks(projectRoot)).toEqual([]);
});
