const path = require('node:path');

const rootDir = path.resolve(__dirname, '../..');

/** The tests as ever, but with packages loaded once. Stryker sets which files of tests are run. */
module.exports = {
	...require('../../jest.config.js'),
	rootDir,
	testEnvironment: path.join(__dirname, 'environment.js'),
	runtime: path.join(__dirname, 'runtime.js'),
	testSequencer: path.join(__dirname, 'sequencer.js'),
};
