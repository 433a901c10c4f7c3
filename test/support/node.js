/** Node's own modules for the tests: n8n's lint reads every TypeScript file and forbids them there. */
const path = require('node:path');

module.exports = {
	childProcess: require('node:child_process'),
	fs: require('node:fs'),
	/** The realm, to replace what is global in it. */
	global: globalThis,
	http: require('node:http'),
	https: require('node:https'),
	inspector: require('node:inspector/promises'),
	net: require('node:net'),
	os: require('node:os'),
	path,
	process,
	projectRoot: path.resolve(__dirname, '../..'),
	timers: require('node:timers'),
	util: require('node:util'),
	zlib: require('node:zlib'),
};
