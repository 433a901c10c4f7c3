const Module = require('node:module');
const path = require('node:path');
const { default: Resolver } = require('jest-resolve');
const { default: Runtime } = require('jest-runtime');

const { LazyPackageDirectoryLoader } = require('n8n-core');
const memoize = require('lodash/memoize');

// n8n describes its own nodes in files of many megabytes, which each engine reads.
LazyPackageDirectoryLoader.prototype.readJSON = memoize(
	LazyPackageDirectoryLoader.prototype.readJSON,
	function (file) {
		return path.join(this.directory, file);
	},
);

// No file comes or goes between two mutants.
const { resolveModule } = Resolver.prototype;
const resolved = new Map();
Resolver.prototype.resolveModule = function (from, name, options) {
	const key = JSON.stringify([path.dirname(from), name, options?.conditions]);
	if (!resolved.has(key)) resolved.set(key, resolveModule.call(this, from, name, options));
	return resolved.get(key);
};

let current;

// n8n loads the sources of this package with the `require` of its own files, which are not jest's.
Module._extensions['.ts'] = (module, file) => {
	delete Module._cache[file];
	module.exports = current.requireModule(file);
};

/** What takes long to load and holds nothing that a test changes. */
const CONTRACT = require.resolve('../conformance/contract/document.ts');
let contract;

/** Loads this package's files as jest does, anew for each file of tests, and all packages once a process. */
module.exports = class SharedRuntime extends Runtime {
	constructor(...args) {
		super(...args);
		current = this;
	}

	requireModule(from, name, options, ...more) {
		if (options?.isInternalModule || !isOfPackage(from, name)) {
			if (path.resolve(path.dirname(from), `${name}.ts`) !== CONTRACT) {
				return super.requireModule(from, name, options, ...more);
			}
			contract ??= super.requireModule(from, name, options, ...more);
			return contract;
		}
		return Module.createRequire(from)(name ?? from);
	}
};

function isOfPackage(from, name = from) {
	if (Module.isBuiltin(name)) return false;
	return !/^\.{0,2}\//.test(name) || (path.isAbsolute(name) && name.includes('/node_modules/'));
}
