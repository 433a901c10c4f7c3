// Runs the tests of properties with seeds that nobody has tried: all of them, or those whose path holds one of the given texts.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const rounds = Number(process.env.PROPERTY_RUNS ?? 1);
const wanted = process.argv.slice(2);

const files = readdirSync(join(root, 'test'), { recursive: true })
	.map((name) => join('test', name))
	.filter((name) => name.endsWith('.test.ts'))
	.filter((name) => readFileSync(join(root, name), 'utf8').includes("from 'fast-check'"))
	.filter((name) => wanted.length === 0 || wanted.some((text) => name.includes(text)));

if (files.length === 0 || !(rounds >= 1)) {
	console.error(
		'There is nothing to run: no test of properties has such a path, or PROPERTY_RUNS is not a number from 1 on',
	);
	process.exit(1);
}
for (let round = 1; round <= rounds; round++) {
	const seed = String(randomInt(2 ** 31));
	console.log(`\nRound ${round} of ${rounds}: PROPERTY_SEED=${seed}`);
	const { status } = spawnSync(process.execPath, [jest, '--runTestsByPath', ...files], {
		cwd: root,
		stdio: 'inherit',
		env: { ...process.env, PROPERTY_SEED: seed },
	});
	if (status !== 0) {
		console.error(
			`\nTo see it again: PROPERTY_SEED=${seed} npx jest FILE\nAnd in small: PROPERTY_SEED=${seed} PROPERTY_SHRINK=60 npx jest FILE`,
		);
		process.exit(1);
	}
}
