// Runs n8n's package scanner as it runs on a published package, but on this folder and without the network.
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const parts = { sources: SOURCE_FILE_PATTERNS, package: ['dist/**/*.js', 'package.json'] };

let failed = 0;
for (const [part, patterns] of Object.entries(parts)) {
	const { passed, message = '', details = '' } = await analyzePackage(project, patterns);
	const isEmpty = message === 'No files found to analyze';
	console.log(
		`${passed && !isEmpty ? '✓' : '✗'} scan of the ${part} ${passed && !isEmpty ? 'is clean' : message}`,
	);
	if (details) console.log(details);
	if (!passed || isEmpty) failed++;
}
process.exitCode = failed ? 1 : 0;
