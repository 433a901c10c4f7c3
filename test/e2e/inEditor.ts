import { path, process } from '../support/node';
import type { View } from './editor';
import { Editor, findChromium } from './editor';
import type { World } from './setting';
import { setting, startWorld } from './setting';

/** An n8n with its editor, for the checks of a file. */
export interface InEditor {
	(name: string, check: (editor: Editor, world: World) => Promise<void>): void;
}

/**
 * Opens the editor of an n8n before the checks of a file, and closes it after them.
 *
 * A check is left out, with a message, on a developer's machine without Chromium. What is seen when one fails is
 * kept.
 *
 * @param folder where screenshots are put, within the artifacts
 */
export function editorOf(folder: string, view?: View): InEditor {
	let world: World | undefined;
	let editor: Editor | undefined;

	beforeAll(async () => {
		const chromium = findChromium();
		if (!chromium) {
			if (process.env.CI) throw new Error('The editor cannot be checked: install chromium');
			return;
		}
		world = await startWorld();
		// With credentials of both kinds, a new node takes the latest, whichever that is.
		await world.n8n.rest.request('DELETE', `/credentials/${world.credentials.oAuth.id}`);
		const artifacts = path.join(setting().artifacts, folder);
		editor = await Editor.open(world.n8n.url, chromium, artifacts, view);
	});
	afterAll(async () => {
		await editor?.close();
		await world?.stop();
	});

	return (name, check) => {
		it(name, async () => {
			const [opened, around] = [editor, world];
			if (!opened || !around) {
				process.stdout.write(`    skipped, as there is no Chromium: ${name}\n`);
				return;
			}
			await check(opened, around).catch(async (error: Error) => {
				await opened.screenshot('failed');
				throw error;
			});
		});
	};
}
