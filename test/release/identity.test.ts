import { childProcess, fs, os, path, process, projectRoot } from '../support/node';
import { placeholdersOf, writeIdentity } from './identity';
import { filesOf, readManifest } from './manifest';

let checkout: string;

/** Runs the command on the copy, and gives what its reader sees. */
function identity(...args: string[]): { output: string; status: number | null } {
	const { stdout, stderr, status } = childProcess.spawnSync(
		process.execPath,
		[
			'--import',
			'tsx',
			path.join(projectRoot, 'test/release/identityCli.ts'),
			'--checkout',
			checkout,
			...args,
		],
		{ cwd: projectRoot, encoding: 'utf8' },
	);
	return { output: `${stdout}${stderr}`, status };
}

function read(file: string): string {
	return fs.readFileSync(path.join(checkout, file), 'utf8');
}

beforeEach(() => {
	checkout = fs.mkdtempSync(path.join(os.tmpdir(), 'identity-'));
	for (const file of filesOf(projectRoot).filter((name) => !name.includes('__schema__'))) {
		fs.cpSync(path.join(projectRoot, file), path.join(checkout, file));
	}
	// As it is before anybody has said whose the package is.
	writeIdentity(checkout, placeholdersOf(readManifest(checkout).name));
});

afterEach(() => fs.rmSync(checkout, { recursive: true }));

it('one command says whose the package is, everywhere', () => {
	const { output, status } = identity(
		'--author',
		'Jane Doe <jane@acme.test>',
		'--repository',
		'https://github.com/acme/n8n-nodes-patchworks.git',
	);

	expect(output).toContain('✓ no placeholder is left');
	expect(status).toBe(0);
	expect(JSON.parse(read('package.json'))).toMatchObject({
		author: { name: 'Jane Doe', email: 'jane@acme.test' },
		homepage: 'https://github.com/acme/n8n-nodes-patchworks#readme',
		repository: { url: 'git+https://github.com/acme/n8n-nodes-patchworks.git' },
		bugs: { url: 'https://github.com/acme/n8n-nodes-patchworks/issues' },
	});
	expect(read('LICENSE')).toContain('Copyright (c) 2026 Jane Doe');
	expect(read('CODE_OF_CONDUCT.md')).toContain('jane@acme.test');
	expect(read('nodes/Patchworks/Patchworks.node.json')).toContain(
		'https://github.com/acme/n8n-nodes-patchworks#readme',
	);
	expect(read('.github/ISSUE_TEMPLATE/config.yml')).toContain(
		'https://github.com/acme/n8n-nodes-patchworks/security/advisories/new',
	);
});

it('it can be run again, whatever the first name was', () => {
	const readme = read('README.md');
	identity('--author', 'Patchworks <first@acme.test>', '--repository', 'acme/first');
	const { status } = identity('--author', 'Joe Doe <joe@acme.test>', '--repository', 'acme/second');

	expect(status).toBe(0);
	expect(JSON.parse(read('package.json'))).toMatchObject({
		description: expect.stringContaining('Patchworks') as string,
		author: { name: 'Joe Doe', email: 'joe@acme.test' },
		repository: { url: 'git+https://github.com/acme/second.git' },
	});
	expect(read('LICENSE')).toContain('Copyright (c) 2026 Joe Doe\n');
	expect(read('README.md')).toBe(
		readme.replaceAll('n8n-nodes-patchworks/n8n-nodes-patchworks', 'acme/second'),
	);
});

it('it says what is left', () => {
	const { output, status } = identity();

	expect(output).toContain('✗ package.json: ');
	expect(output).toMatch(/\d+ placeholders are left/);
	expect(status).toBe(1);
});

it.each([
	[
		['--author', 'Jane Doe', '--repository', 'acme/nodes'],
		'--author "Jane Doe" is not of the form',
	],
	[
		['--author', 'J <j@acme.test>', '--repository', 'acme'],
		'--repository "acme" is not of the form',
	],
	[['--author', 'J <j@acme.test>'], 'Give both'],
])('it changes nothing when it was given %j', (args, message) => {
	const before = read('package.json');
	const { output, status } = identity(...args);

	expect(output).toContain(message);
	expect(status).toBe(1);
	expect(read('package.json')).toBe(before);
});
