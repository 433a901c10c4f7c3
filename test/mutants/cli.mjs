// Puts slips into the sources, one at a time, and says which of them no test notices.
//
// npm run mutants              all groups
// npm run mutants -- hosts     these groups
import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { Stryker } from '@stryker-mutator/core';

import { groups } from './groups.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
const artifacts = 'artifacts/mutants';

/** Runs a group, and gives Stryker's results. */
async function run(name) {
	const { mutate, tests } = groups[name];
	return await new Stryker({
		mutate,
		testRunner: 'jestByFile',
		jest: {
			projectType: 'custom',
			configFile: 'test/mutants/jest.config.js',
			config: { testMatch: tests.map((pattern) => `**/${pattern}`) },
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
		timeoutMS: 60_000,
		timeoutFactor: 4,
		dryRunTimeoutMinutes: 20,
		// Each file of tests leaves memory behind.
		maxTestRunnerReuse: 100,
		disableTypeChecks: false,
		tempDirName: `${artifacts}/tmp`,
		ignorePatterns: ['artifacts', 'coverage', 'dist', '.n8n-real', 'docs'],
		reporters: ['clear-text', 'json', 'progress-append-only'],
		clearTextReporter: { reportTests: false, reportScoreTable: false, logTests: false },
		jsonReporter: { fileName: `${artifacts}/${name}.json` },
		logLevel: 'warn',
		warnings: { slow: false },
	}).runMutationTest();
}

/** How many mutants had which end. A mutant that makes a test hang is noticed, too. */
function sums(results) {
	const count = (...ends) => results.filter(({ status }) => ends.includes(status)).length;
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

/** Each mutant that no test noticed, as a line. */
function survivors(results) {
	return results
		.filter(({ status }) => ['Survived', 'NoCoverage'].includes(status))
		.map(({ fileName, location: { start, end }, mutatorName, replacement, status }) => {
			const source = excerpt(fileName, start, end);
			const mark = status === 'NoCoverage' ? ' (no test gets here)' : '';
			return `${path.relative(project, fileName)}:${start.line} ${mutatorName}${mark}: ${source} -> ${oneLine(replacement)}`;
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

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in groups));
if (unknown.length > 0) {
	throw new Error(
		`No such group: ${unknown.join(', ')}. Groups: ${Object.keys(groups).join(', ')}`,
	);
}

process.chdir(project);
mkdirSync(artifacts, { recursive: true });
const table = {};
for (const name of names.length > 0 ? names : Object.keys(groups)) {
	let results;
	try {
		results = await run(name);
	} catch (error) {
		// Such as a test that fails without any slip.
		console.log(`\n${name} was not run: ${error.message}`);
		process.exitCode = 1;
		continue;
	}
	table[name] = sums(results);
	const lines = survivors(results);
	writeFileSync(`${artifacts}/${name}.txt`, lines.map((line) => `${line}\n`).join(''));
	console.log(`\n${name}\n${lines.join('\n')}`);
	console.table({ [name]: table[name] });
}
console.table(table);
