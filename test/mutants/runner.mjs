import { strykerPlugins as jestPlugins } from '@stryker-mutator/jest-runner';

import { isInSample } from './sample.mjs';

const { factory: jestRunner } = jestPlugins.find(({ kind }) => kind === 'TestRunner');

/** Stryker's runner for jest, but for each mutant it loads only the files with tests that get to it. */
function runner(injector) {
	const jest = injector.injectFunction(jestRunner);
	const dryRun = jest.dryRun.bind(jest);
	const mutantRun = jest.mutantRun.bind(jest);
	const fileOf = new Map();
	jest.dryRun = async (options) => {
		const result = await dryRun(options);
		for (const { id, fileName } of result.tests ?? []) fileOf.set(id, fileName);
		return result;
	};
	jest.mutantRun = async (options) => {
		if (!isInSample(options.activeMutant.id)) {
			return { status: 'error', errorMessage: 'not in the sample' };
		}
		const all = jest.jestConfig;
		const files = new Set(options.testFilter?.map((id) => fileOf.get(id)));
		if (files.size > 0 && !files.has(undefined)) {
			jest.jestConfig = { ...all, testMatch: [...files] };
		}
		try {
			return await mutantRun(options);
		} finally {
			jest.jestConfig = all;
		}
	};
	return jest;
}
runner.inject = ['$injector'];

export const strykerPlugins = [{ kind: 'TestRunner', name: 'jestByFile', factory: runner }];
