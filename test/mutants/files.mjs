import { readdirSync } from 'node:fs';
import path from 'node:path';

const SOURCES = ['nodes', 'credentials'];

/** All sources and tests, by their path from the project's folder, which is the current one. */
const all = [...SOURCES, 'test'].flatMap((folder) =>
	readdirSync(folder, { recursive: true })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => `${folder}/${name.split(path.sep).join('/')}`),
);

/** The files that a pattern names: `*` stands for the rest of a name. */
function matching(pattern) {
	const expression = pattern
		.split('*')
		.map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
		.join('[^/]*');
	return all.filter((file) => new RegExp(`^${expression}$`).test(file));
}

/** The files that patterns name. */
export function filesOf(patterns) {
	return [...new Set(patterns.flatMap(matching))];
}

/**
 * What would leave sources unwatched without a word: a pattern of no file, as after a file was renamed, and
 * a source that is neither of a group nor said to be outside of all.
 */
export function mistakesIn(groups, outside) {
	const patterns = Object.entries(groups).flatMap(([name, { mutate, tests, slow = [] }]) =>
		[...mutate, ...tests, ...slow].map((pattern) => [name, pattern]),
	);
	const mutated = filesOf(Object.values(groups).flatMap(({ mutate }) => mutate));
	const left = filesOf(outside);
	return [
		...Object.entries(groups)
			.filter(([, { mutate, tests }]) => mutate.length === 0 || tests.length === 0)
			.map(([name]) => `${name} mutates or tests nothing.`),
		...[...patterns, ...outside.map((pattern) => ['outside', pattern])]
			.filter(([, pattern]) => matching(pattern).length === 0)
			.map(([name, pattern]) => `${name}: ${pattern} is no file.`),
		...all
			.filter((file) => SOURCES.includes(file.split('/')[0]))
			.filter((file) => !mutated.includes(file) && !left.includes(file))
			.map((file) => `${file} is of no group in test/mutants/groups.mjs.`),
	];
}
