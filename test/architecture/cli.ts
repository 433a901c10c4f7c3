import { groupBy, partition, sumBy, uniq } from 'lodash';

import { withSection } from '../support/markdown';
import { childProcess, fs, path, process, projectRoot } from '../support/node';

const DOCUMENT = path.join(projectRoot, 'docs/architecture.md');
const CONFIG = 'test/architecture/dependency-cruiser.cjs';
/** What the picture shows as one: the rooms of the node, and all of the others. */
const ROOMS = '^(nodes/api|nodes/Patchworks/[a-z]+(?=/)|nodes/PatchworksTrigger|credentials)';

const MOST_LINES = 300;
const MOST_FILES_OF_A_FOLDER = 15;

/** Checks how the sources are laid out, and draws it; with `--write`, into docs/architecture.md. */
function main(): void {
	const problems = [
		...importsAgainstTheRules(),
		...tooLarge(),
		...tooFull(),
		...undescribed(),
		...drawn(),
	];
	for (const problem of problems) process.stderr.write(`${problem}\n`);
	process.stdout.write(`${sizes()}\n`);
	process.stdout.write(problems.length === 0 ? 'The architecture is as it should be.\n' : '');
	process.exitCode = problems.length > 0 ? 1 : 0;
}

function cruise(...args: string[]) {
	return childProcess.spawnSync(
		process.execPath,
		['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', CONFIG, ...args],
		{ cwd: projectRoot, encoding: 'utf8' },
	);
}

function importsAgainstTheRules(): string[] {
	const { status, stdout, stderr } = cruise('nodes', 'credentials');
	return status === 0 ? [] : [stdout + stderr];
}

function filesIn(...folders: string[]): string[] {
	return folders.flatMap((folder) =>
		fs
			.readdirSync(path.join(projectRoot, folder), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map(({ parentPath, name }) => path.relative(projectRoot, path.join(parentPath, name))),
	);
}

function sources(): string[] {
	return filesIn('credentials', 'nodes').filter((file) => file.endsWith('.ts'));
}

/** How many lines there are: of what says what the node can do, and of what does it. */
function sizes(): string {
	const isDescription = (file: string) =>
		/^nodes\/Patchworks\/(resources|description)\//.test(file);
	const lines = (files: string[]) =>
		sumBy(
			files,
			(file) => fs.readFileSync(path.join(projectRoot, file), 'utf8').split('\n').length - 1,
		);
	const [descriptions, others] = partition(sources(), isDescription).map(lines);
	return `${others} lines in nodes/ and credentials/, and ${descriptions} of descriptions (resources/, description/)`;
}

function tooLarge(): string[] {
	const long = sources().filter(
		(file) => fs.readFileSync(path.join(projectRoot, file), 'utf8').split('\n').length > MOST_LINES,
	);
	return long.map((file) => `${file} has more than ${MOST_LINES} lines`);
}

/** The folders in which one does not find one's way: with many files of different kinds. */
function tooFull(): string[] {
	const folders = groupBy(filesIn('credentials', 'nodes', 'test'), (file) => path.dirname(file));
	return Object.entries(folders)
		.filter(([, files]) => files.length > MOST_FILES_OF_A_FOLDER && !areOfOneKind(files))
		.map(
			([folder]) => `${folder} has more than ${MOST_FILES_OF_A_FOLDER} files of different kinds`,
		);
}

/** Whether all are operations of a resource, or have one suffix that says what they are: `.test.ts`, `.json`. */
function areOfOneKind(files: string[]): boolean {
	const [suffix, ...others] = uniq(
		files.map((file) => path.basename(file).split('.').slice(1).slice(-2).join('.')),
	);
	const areOperations = files.every((file) => file.startsWith('nodes/Patchworks/resources/'));
	return areOperations || (others.length === 0 && suffix !== 'ts');
}

/** The files that the tree in the document does not name. Those of resources are alike, and named as such. */
function undescribed(): string[] {
	const document = fs.readFileSync(DOCUMENT, 'utf8');
	return sources()
		.filter((file) => !file.startsWith('nodes/Patchworks/resources/'))
		.filter((file) => !document.includes(path.basename(file, '.ts')))
		.map((file) => `docs/architecture.md does not name ${file}`);
}

/** The picture, which has to be in the document. */
function drawn(): string[] {
	const { stdout } = cruise(
		...['nodes', 'credentials', '--include-only', '^(nodes|credentials)'],
		...['--output-type', 'mermaid', '--collapse', ROOMS],
	);
	const document = fs.readFileSync(DOCUMENT, 'utf8');
	const wanted = withSection(document, 'rooms', `\`\`\`mermaid\n${stdout.trim()}\n\`\`\``);
	if (process.argv.includes('--write')) fs.writeFileSync(DOCUMENT, wanted);
	else if (document !== wanted) {
		return ['The picture in docs/architecture.md is out of date: npm run architecture -- --write'];
	}
	return [];
}

main();
