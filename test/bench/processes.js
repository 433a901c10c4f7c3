const { fork } = require('node:child_process');
const { join } = require('node:path');

/** Starts a TypeScript file of this folder in a process of its own. */
exports.forkHere = (file, args = []) =>
	fork(join(__dirname, file), args, { execArgv: ['--import', 'tsx'] });
