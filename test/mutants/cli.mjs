// Puts slips into the sources, one at a time, and says which of them no test notices.
//
// npm run mutants                         all groups
// npm run mutants -- hosts                these groups
// npm run mutants -- hosts --logic        without slips in texts and objects, which takes less long
// npm run mutants -- hosts --sample=7     each seventh slip alone
// npm run mutants -- hosts --sample=7 --offset=3
//                                         the third of each seven, which are others
// npm run mutants -- hosts --survivors    only the slips that no test noticed when they were last run
// npm run mutants -- --check              only whether each source is of a group, and each pattern of a file
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { filesOf, mistakesIn } from './files.mjs';
import { groups, outside } from './groups.mjs';
import { isInSample } from './sample.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
const artifacts = 'artifacts/mutants';
const names = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const options = process.argv.slice(2).filter((word) => word.startsWith('--'));
const OPTIONS = /^--(logic|sample=[1-9]\d*|offset=\d+|survivors|check)$/;

/**
 * Runs a group, and gives Stryker's results.
 *
 * @param mutate the files, or places in them
 */
async function run(mutate, tests) {
	// Which takes a while to load, and is not needed for a check.
	const { Stryker } = await import('@stryker-mutator/core');
	return await new Stryker({
		mutate,
		mutator: {
			excludedMutations: options.includes('--logic') ? ['StringLiteral', 'ObjectLiteral'] : [],
		},
		testRunner: 'jestByFile',
		jest: {
			projectType: 'custom',
			configFile: 'test/mutants/jest.config.js',
			config: { testMatch: tests.map((file) => `**/${file}`) },
			enableFindRelatedTests: false,
		},
		plugins: [
			'@stryker-mutator/jest-runner',
			path.join(project, 'test/mutants/runner.mjs'),
			path.join(project, 'test/mutants/ignored.mjs'),
		],
		ignorers: ['panel', 'debugLog'],
		coverageAnalysis: 'perTest',
		concurrency: 1,
		// The machine may be busy, and then a mutant would count as noticed that was only slow.
		timeoutMS: 30_000,
		timeoutFactor: 4,
		dryRunTimeoutMinutes: 20,
		// Each file of tests leaves memory behind.
		maxTestRunnerReuse: 100,
		// Less time goes into collecting what each mutant leaves behind.
		testRunnerNodeArgs: ['--max-semi-space-size=64'],
		disableTypeChecks: false,
		tempDirName: `${artifacts}/tmp`,
		ignorePatterns: ['artifacts', 'coverage', 'dist', '.n8n-real'],
		reporters: ['progress-append-only'],
		logLevel: 'warn',
		warnings: { slow: false },
	}).runMutationTest();
}

/** How many slips had which end. One that makes a test hang is noticed, too. */
function sums(slips) {
	const count = (...ends) => slips.filter(({ status }) => ends.includes(status)).length;
	const noticed = count('Killed', 'Timeout');
	const mutants = noticed + count('Survived', 'NoCoverage');
	return {
		mutants,
		killed: count('Killed'),
		survived: count('Survived'),
		timeout: count('Timeout'),
		'no coverage': count('NoCoverage'),
		invalid: count('RuntimeError', 'CompileError'),
		'score in %': mutants === 0 ? 0 : Math.round((1000 * noticed) / mutants) / 10,
	};
}

function isUnnoticed({ status }) {
	return ['Survived', 'NoCoverage'].includes(status);
}

/** Each slip that no test noticed, as a line. */
function survivors(slips) {
	return slips
		.filter(isUnnoticed)
		.map(({ fileName, location: { start, end }, mutatorName, replacement, status }) => {
			const source = excerpt(fileName, start, end);
			const mark = status === 'NoCoverage' ? ' (no test gets here)' : '';
			return `${fileName}:${start.line} ${mutatorName}${mark}: ${source} -> ${oneLine(replacement)}`;
		});
}

function excerpt(fileName, start, end) {
	const lines = readFileSync(fileName, 'utf8')
		.split('\n')
		.slice(start.line - 1, end.line);
	lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column - 1);
	lines[0] = lines[0].slice(start.column - 1);
	return oneLine(lines.join('\n'));
}

function oneLine(source) {
	const line = source.replace(/\s+/g, ' ');
	return line.length > 100 ? `${line.slice(0, 100)}…` : line;
}

/** What is kept of the last run of a group: each slip, how it ended, and the sources that it was put into. */
function lastRun(name) {
	const file = `${artifacts}/${name}.slips.json`;
	if (!existsSync(file)) throw new Error(`${name} has not been run yet`);
	const { slips, sources } = JSON.parse(readFileSync(file, 'utf8'));
	for (const [file, source] of Object.entries(sources)) {
		if (readFileSync(file, 'utf8') !== source) throw new Error(`${file} has changed since`);
	}
	return slips;
}

function keep(name, slips) {
	const sources = Object.fromEntries(
		filesOf(groups[name].mutate).map((file) => [file, readFileSync(file, 'utf8')]),
	);
	writeFileSync(`${artifacts}/${name}.slips.json`, JSON.stringify({ slips, sources }));
}

/** What tells one slip from another. */
function keyOf({ fileName, location: { start, end }, mutatorName, replacement }) {
	return JSON.stringify([fileName, start, end, mutatorName, replacement]);
}

/** The slips of a Stryker run that are in the sample, without what is only for it. */
function slipsOf(results) {
	const run = results.filter(({ id }) => isInSample(id));
	return run.map(({ fileName, location, mutatorName, replacement, status }) => ({
		fileName: path.relative(project, fileName),
		location,
		mutatorName,
		replacement,
		status,
	}));
}

/** Runs all slips of a group. */
async function runAll(name) {
	const { mutate, tests } = groups[name];
	return slipsOf(await run(filesOf(mutate), filesOf(tests)));
}

/**
 * Runs those slips of a group again that no test noticed, also against the tests that take long; the others
 * are as they were.
 */
async function runSurvivors(name) {
	const before = lastRun(name);
	const lived = before.filter(isUnnoticed);
	if (lived.length === 0) return before;
	const places = lived.map(
		({ fileName, location: { start, end } }) =>
			// Stryker counts columns from 1 in its results, and from 0 here.
			`${fileName}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`,
	);
	const { tests, slow = [] } = groups[name];
	const again = await run([...new Set(places)], filesOf([...tests, ...slow]));
	const statuses = new Map(slipsOf(again).map((slip) => [keyOf(slip), slip.status]));
	const missed = lived.filter((slip) => !statuses.has(keyOf(slip)));
	if (missed.length > 0) throw new Error(`${missed.length} slips were not tried again`);
	const after = before.map((slip) =>
		isUnnoticed(slip) ? { ...slip, status: statuses.get(keyOf(slip)) } : slip,
	);
	const now = lived.length - after.filter(isUnnoticed).length;
	console.log(`\n${name}: ${now} of ${lived.length} that lived are noticed now`);
	return after;
}

function numberOf(option) {
	return new RegExp(`--${option}=(\\d+)`).exec(options.join(' '))?.[1];
}

process.chdir(project);
// The process that runs tests is another.
process.env.MUTANTS_SAMPLE = numberOf('sample') ?? '1';
process.env.MUTANTS_OFFSET = numberOf('offset') ?? '0';
const mistakes = mistakesIn(groups, outside);
const unknown = [
	...names.filter((name) => !(name in groups)),
	...options.filter((option) => !OPTIONS.test(option)),
];
if (unknown.length > 0) {
	mistakes.push(
		`No such group or option: ${unknown.join(', ')}. Groups: ${Object.keys(groups).join(', ')}`,
	);
}
if (mistakes.length > 0) {
	console.error(mistakes.join('\n'));
	process.exit(1);
}
if (options.includes('--check')) process.exit();

mkdirSync(artifacts, { recursive: true });
const table = {};
for (const name of names.length > 0 ? names : Object.keys(groups)) {
	let slips;
	try {
		slips = await (options.includes('--survivors') ? runSurvivors(name) : runAll(name));
	} catch (error) {
		// Such as a test that fails without any slip.
		console.log(`\n${name} was not run: ${error.message}`);
		process.exitCode = 1;
		continue;
	}
	keep(name, slips);
	table[name] = sums(slips);
	const lines = survivors(slips);
	writeFileSync(`${artifacts}/${name}.txt`, lines.map((line) => `${line}\n`).join(''));
	console.log(`\n${name}\n${lines.join('\n')}`);
	console.table({ [name]: table[name] });
}
console.table(table);
