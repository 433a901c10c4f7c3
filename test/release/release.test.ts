import { childProcess, fs, os, path, process, projectRoot } from '../support/node';

const CHANGELOG = `# Changelog

## [Unreleased]

### Added

- What comes next.

## [1.2.0] - 2026-11-28

### Fixed

- A retry that ran twice.

## [1.1.0] - 2026-10-01

- The beginning.
`;

let checkout: string;

/** Runs a command of the release on the made-up checkout, and gives what its reader sees. */
function run(command: string, tag: string): { output: string; status: number | null } {
	const { stdout, stderr, status } = childProcess.spawnSync(
		process.execPath,
		[
			'--import',
			'tsx',
			path.join(projectRoot, `test/release/${command}.ts`),
			tag,
			'--checkout',
			checkout,
		],
		{ cwd: projectRoot, encoding: 'utf8' },
	);
	return { output: `${stdout}${stderr}`, status };
}

function write(file: string, text: string): void {
	fs.writeFileSync(path.join(checkout, file), text);
}

function writeManifest(version: string, email = 'jane@acme.test'): void {
	write(
		'package.json',
		JSON.stringify({
			name: 'n8n-nodes-made-up',
			version,
			author: { name: 'Jane Doe', email },
			repository: { type: 'git', url: 'git+https://github.com/acme/made-up.git' },
		}),
	);
}

beforeEach(() => {
	checkout = fs.mkdtempSync(path.join(os.tmpdir(), 'release-'));
	writeManifest('1.2.0');
	write('package-lock.json', JSON.stringify({ version: '1.2.0' }));
	write('CHANGELOG.md', CHANGELOG);
});

afterEach(() => fs.rmSync(checkout, { recursive: true }));

describe('Before a release', () => {
	it('nothing is in the way of a tag that is the version', () => {
		expect(run('checkCli', 'v1.2.0')).toEqual({
			output: '✓ v1.2.0 can be released\n',
			status: 0,
		});
	});

	it('a tag that is not the version stops it', () => {
		expect(run('checkCli', 'v1.3.0')).toEqual({
			output: '✗ The tag is v1.3.0, and package.json has 1.2.0.\n',
			status: 1,
		});
	});

	it('a lock file of another version stops it', () => {
		write('package-lock.json', JSON.stringify({ version: '1.1.0' }));

		expect(run('checkCli', 'v1.2.0').output).toBe('✗ package-lock.json has the version 1.1.0.\n');
	});

	it.each([
		['', '✗ CHANGELOG.md has no entry for 1.2.0: name the one for Unreleased so.\n'],
		['## [1.2.0]', '✗ The entry of CHANGELOG.md for 1.2.0 has no date.\n'],
	])('a changelog with "%s" for it stops it', (heading, message) => {
		write('CHANGELOG.md', CHANGELOG.replace('## [1.2.0] - 2026-11-28', heading));

		expect(run('checkCli', 'v1.2.0').output).toBe(message);
	});

	it('a placeholder that is left stops it', () => {
		writeManifest('1.2.0', 'maintainers@n8n-nodes-made-up.example');

		expect(run('checkCli', 'v1.2.0').output).toBe(
			'✗ A placeholder is left in package.json: maintainers@n8n-nodes-made-up.example\n',
		);
	});
});

describe('The notes of a release', () => {
	it('are what the changelog says of it', () => {
		expect(run('notesCli', 'v1.2.0')).toEqual({
			output: '### Fixed\n\n- A retry that ran twice.\n',
			status: 0,
		});
	});

	it('are missed when the changelog has none', () => {
		expect(run('notesCli', 'v9.0.0')).toEqual({
			output: 'CHANGELOG.md has no entry for v9.0.0.\n',
			status: 1,
		});
	});
});
