import { startSandboxed } from '../features/support/sandboxed';
import { fs, path, projectRoot } from '../support/node';
import { fieldsOf, panelTexts, PICTURED, readShown } from './pictures';

/** What pictures show that is not, or no longer, to be seen. */
function gone(picture: string, known: Iterable<string>): string[] {
	const there = new Set(known);
	const shown = readShown()[picture];
	return shown
		.filter((text) => !there.has(text))
		.map((text) => `${picture} shows "${text}", which is gone: run npm run pictures`);
}

it('shows pictures whose panels have these texts', () => {
	expect(gone('start-a-flow', panelTexts())).toEqual([]);
});

it('shows pictures of what comes out', async () => {
	const { sandbox, run } = await startSandboxed({ history: true });
	const failed = sandbox.runs.find(({ outcome }) => outcome === 'failure')!;
	const summary = await run(PICTURED['why-it-failed'](failed.id));
	const refused = await run(PICTURED['what-to-do']());
	await sandbox.close();

	expect(gone('why-it-failed', fieldsOf(summary.items))).toEqual([]);
	const { message = '', description } = refused.error ?? {};
	expect(gone('what-to-do', [message, description ?? ''])).toEqual([]);
});

it('has what the README shows', () => {
	const readme = fs.readFileSync(path.join(projectRoot, 'README.md'), 'utf8');
	const shown = [...readme.matchAll(/\/docs\/images\/([\w-]+)\.webp/g)].map(([, name]) => name);

	expect(shown.sort()).toEqual(Object.keys(readShown()).sort());
	for (const texts of Object.values(readShown())) expect(texts).not.toEqual([]);
});
