import type { INode } from 'n8n-workflow';

import { allTexts } from '../conformance/description/texts';
import { fs, path, projectRoot } from '../support/node';

/** Where the README's pictures are, and which texts they show. */
export const PICTURES = path.join(projectRoot, 'docs', 'images');
const SHOWN = path.join(PICTURES, 'texts.json');

/** The pictures of a node that has run: its parameters, given a run that failed. */
export const PICTURED = {
	'why-it-failed': (failedRunId: string): INode['parameters'] => ({
		resource: 'flowRun',
		operation: 'getFailureSummary',
		flowRunId: { __rl: true, mode: 'id', value: failedRunId },
	}),
	'what-to-do': (): INode['parameters'] => ({
		resource: 'flow',
		operation: 'start',
		flowId: { __rl: true, mode: 'name', value: 'Order to warehouse' },
	}),
};

/** The texts of ours that each picture shows, by its name. */
export type Shown = Record<string, string[]>;

/** What is written beside the pictures of what they show. */
export function readShown(): Shown {
	return JSON.parse(fs.readFileSync(SHOWN, 'utf8')) as Shown;
}

/** Writes what pictures show beside them. */
export function writeShown(folder: string, shown: Shown): void {
	const file = path.join(folder, path.basename(SHOWN));
	fs.writeFileSync(file, `${JSON.stringify(shown, null, '\t')}\n`);
}

/** The texts of the panel that a picture may show as a line of its own: no choices, which are common words. */
export function panelTexts(): Set<string> {
	const shown = allTexts().filter(({ kind }) => kind !== 'choice');
	return new Set(
		shown
			.flatMap(({ kind, name, action, hint, description }) =>
				kind === 'notice' ? [description] : [name, action, hint],
			)
			.filter(Boolean),
	);
}

/** The names of all fields of an item, also of those within others. */
export function fieldsOf(item: unknown): string[] {
	if (typeof item !== 'object' || item === null) return [];
	if (Array.isArray(item)) return item.flatMap(fieldsOf);
	return Object.entries(item).flatMap(([name, value]) => [name, ...fieldsOf(value)]);
}
