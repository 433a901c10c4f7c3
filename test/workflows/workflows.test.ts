import { parse } from 'yaml';

import { fs, path, projectRoot } from '../support/node';

const FOLDER = path.join(projectRoot, '.github/workflows');

interface Workflow {
	on: Record<string, unknown>;
	permissions?: Record<string, string>;
	jobs: Record<string, Job>;
}

interface Job {
	permissions?: Record<string, string>;
	'timeout-minutes'?: number;
	needs?: string;
	steps: Array<{ uses?: string; run?: string; with?: Record<string, unknown> }>;
}

const workflows = fs.readdirSync(FOLDER).map((file) => {
	const text = fs.readFileSync(path.join(FOLDER, file), 'utf8');
	return { file, text, workflow: parse(text) as Workflow };
});

describe.each(workflows)('The workflow $file', ({ text, workflow }) => {
	const jobs = Object.values(workflow.jobs);

	it('takes each action at a commit, and says which version that is', () => {
		const uses = [...text.matchAll(/uses: (.+)/g)].map(([, use]) => use);

		expect(uses.length).toBeGreaterThan(0);
		for (const use of uses)
			expect(use).toMatch(/^[\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	it('may read, and no more unless a job says so', () => {
		expect(workflow.permissions).toEqual({ contents: 'read' });
	});

	it('leaves no token in the checkout, and ends when it hangs', () => {
		for (const job of jobs) {
			expect(job['timeout-minutes']).toBeGreaterThan(0);
			for (const { uses, with: options } of job.steps) {
				if (uses?.startsWith('actions/checkout@')) {
					expect(options).toMatchObject({ 'persist-credentials': false });
				}
			}
		}
	});

	it('puts nothing that others write into a command', () => {
		for (const { run = '' } of jobs.flatMap(({ steps }) => steps)) expect(run).not.toContain('${{');
		expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
	});
});

describe('Publishing', () => {
	const { workflow } = workflows.find(({ file }) => file === 'publish.yml')!;
	const { check, publish, scan, release } = workflow.jobs;
	const commands = ({ steps }: Job) => steps.flatMap(({ run }) => run ?? []);

	it('happens for a tag alone', () => {
		expect(workflow.on).toEqual({ push: { tags: ['v*'] } });
	});

	it('comes after all checks, the first of which is that the tag is the version', () => {
		expect(commands(check)).toEqual([
			'npm ci --no-audit --no-fund',
			'npm run -s release:check -- "$GITHUB_REF_NAME"',
			'.ci/run',
		]);
		expect(publish.needs).toBe('check');
	});

	it('is done by n8n’s tool, with provenance', () => {
		const { scripts, publishConfig } = JSON.parse(
			fs.readFileSync(path.join(projectRoot, 'package.json'), 'utf8'),
		) as { scripts: Record<string, string>; publishConfig: unknown };

		expect(commands(publish).at(-1)).toBe('npm run release');
		expect(scripts.release).toBe('n8n-node release');
		expect(publishConfig).toEqual({ access: 'public', provenance: true });
		expect(publish.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
	});

	it('is followed by a scan of what npm has, and then by a release with notes', () => {
		expect(scan.needs).toBe('publish');
		expect(commands(scan).at(-1)).toContain('scan -- --published');
		expect(release.needs).toBe('scan');
		expect(commands(release).join()).toMatch(/release:notes.*gh release create/);
	});

	it('gives no other job the right to publish', () => {
		for (const { workflow: other } of workflows) {
			const rights = Object.values(other.jobs).filter(
				({ permissions = {} }) => 'id-token' in permissions,
			);
			expect(rights).toEqual(other === workflow ? [publish] : []);
		}
	});
});
