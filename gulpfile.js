const { promises: fs } = require('node:fs');
const { spawn } = require('node:child_process');
const { series, src, dest } = require('gulp');

/** Empties dist/, so that the package never holds a file whose source is gone. */
const clean = () => fs.rm('dist', { recursive: true, force: true });

/** Compiles credentials/ and nodes/ into dist/; fails on any type error. */
const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });

/** Copies what n8n reads beside the compiled files: icons, codex files and output schemas. */
const copyAssets = () =>
	src(['credentials/**/*.svg', 'nodes/**/*.{svg,node.json}', 'nodes/**/__schema__/**/*.json'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));

exports.build = series(clean, compile, copyAssets);
exports.default = exports.build;
