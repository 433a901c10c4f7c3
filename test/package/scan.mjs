// Runs n8n's package scanner: on this folder, on a tarball, or on a version that npm has. Its own command
// takes only the last, and ends well even where the scan does not pass.
import {
	analyzePackage,
	analyzePackageByName,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const TRIES = 10;
const BETWEEN_TRIES_MS = 30_000;
const project = fileURLToPath(new URL('../..', import.meta.url));
const PACKAGE_PATTERNS = ['**/*.js', 'package.json'];

/** Prints what a scan found, and whether it passed. */
function report(what, { passed, message = '', details = '' }) {
	const isClean = passed && message === '';
	console.log(`${isClean ? '✓' : '✗'} scan of ${what} ${isClean ? 'is clean' : message}`);
	if (details) console.log(details);
	return isClean;
}

/** Scans what a tarball holds, as the scanner does with the one it takes from npm. */
async function scanTarball(tarball) {
	const folder = mkdtempSync(join(tmpdir(), 'scan-'));
	try {
		execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
		return report(basename(tarball), await analyzePackage(folder, PACKAGE_PATTERNS));
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** Scans a version that npm has, with its provenance and the sources that this names. */
async function scanPublished(version) {
	const { name } = JSON.parse(readFileSync(`${project}/package.json`, 'utf8'));
	for (let tried = 1; ; tried++) {
		const result = await analyzePackageByName(name, version);
		// A version shows up some time after it was published.
		if (result.passed || result.details || tried === TRIES) {
			return report(`${name}@${version}`, result);
		}
		console.log(`${result.message} Trying again in ${BETWEEN_TRIES_MS / 1000} s …`);
		await setTimeout(BETWEEN_TRIES_MS);
	}
}

async function scanProject() {
	const sources = await analyzePackage(project, SOURCE_FILE_PATTERNS);
	const built = await analyzePackage(project, ['dist/**/*.js', 'package.json']);
	return [report('the sources', sources), report('the package', built)].every(Boolean);
}

const { values } = parseArgs({
	options: { tarball: { type: 'string' }, published: { type: 'string' } },
});
const isClean = values.published
	? await scanPublished(values.published)
	: values.tarball
		? await scanTarball(values.tarball)
		: await scanProject();
process.exitCode = isClean ? 0 : 1;
