const vm = require('node:vm');
const { mixinJestEnvironment } = require('@stryker-mutator/jest-runner');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/** Stands for the realm of this process, which vm has no context for. */
const THIS_REALM = {};

/** By source: tests and this package are loaded anew for each mutant, and so is jest. */
const compiled = new Map();

const { compileFunction } = vm;
vm.compileFunction = (source, names, { parsingContext, ...options } = {}) => {
	if (parsingContext !== THIS_REALM) {
		return compileFunction(source, names, { ...options, parsingContext });
	}
	const key = `${options.filename}\n${names}\n${source}`;
	if (!compiled.has(key)) compiled.set(key, compileFunction(source, names, options));
	return compiled.get(key);
};

/** Ends a test that a mutant makes hang. All is loaded before it starts, so that it is long enough. */
const TIMEOUT_MS = 30_000;

/** The mutant that a test has noticed: the other tests would tell nothing new. */
let noticed;

/**
 * An environment of jest that is the process itself, so that packages need not be loaded anew for each
 * mutant: n8n's engine takes longer to load than most tests take to run.
 */
class SharedEnvironment {
	constructor({ projectConfig }) {
		this.global = globalThis;
		this.processExit = process.exit;
		this.console = globalThis.console;
		this.moduleMocker = new ModuleMocker(globalThis);
		this.fakeTimers = null;
		this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
	}

	async setup() {}

	handleTestEvent({ name, test }) {
		const mutant = process.env.__STRYKER_ACTIVE_MUTANT__;
		if (mutant === undefined) return;
		if (name === 'test_fn_failure' || name === 'hook_failure') noticed = mutant;
		if (name !== 'test_start') return;
		if (noticed === mutant) test.mode = 'skip';
		test.timeout ??= TIMEOUT_MS;
	}

	async teardown() {
		this.fakeTimersModern.dispose();
		process.exit = this.processExit;
		globalThis.console = this.console;
	}

	exportConditions() {
		return ['node', 'node-addons'];
	}

	getVmContext() {
		return THIS_REALM;
	}
}

module.exports = mixinJestEnvironment(SharedEnvironment);
