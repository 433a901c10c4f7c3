import { parse } from 'yaml';

import { fs, path, projectRoot } from '../support/node';

interface Form {
	name: string;
	description: string;
	body: Array<{
		type: string;
		id?: string;
		attributes: { label?: string; value?: string };
		validations?: { required: boolean };
	}>;
}

const read = (file: string) =>
	parse(fs.readFileSync(path.join(projectRoot, '.github/ISSUE_TEMPLATE', file), 'utf8')) as Form;

describe.each(['bug.yml', 'feature.yml'])('The form %s', (file) => {
	const { name, description, body } = read(file);

	it('is one that GitHub takes', () => {
		const ids = body.flatMap(({ id }) => id ?? []);

		expect([name, description]).not.toContain(undefined);
		expect(new Set(ids).size).toBe(ids.length);
		for (const { type, id, attributes } of body) {
			expect(['markdown', 'textarea', 'input', 'dropdown', 'checkboxes']).toContain(type);
			expect(type === 'markdown' ? attributes.value : id && attributes.label).toBeTruthy();
		}
	});

	it('begins with a warning about secrets', () => {
		expect(body[0].attributes.value).toMatch(/Issues are public.*keys, passwords, tokens/);
	});
});

it('The bug form does not go without what the account answers, and the versions', () => {
	const required = read('bug.yml')
		.body.filter(({ validations }) => validations?.required)
		.map(({ attributes }) => attributes.label);

	expect(required).toEqual(
		expect.arrayContaining([
			'Output of npm run check:account',
			'Version of n8n-nodes-patchworks',
			'Version of n8n',
		]),
	);
});
