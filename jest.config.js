const os = require('node:os');

/** Tests that start a real n8n are not run here: they have their own command, `npm run test:e2e`. */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json' }] },
	setupFilesAfterEnv: ['<rootDir>/test/support/harness/setup.ts'],
	collectCoverageFrom: ['credentials/**/*.ts', 'nodes/**/*.ts'],
	// Each file loads n8n's engine anew and memory grows; a process that has grown is replaced. That needs
	// processes besides this one, also where there are but two cores.
	maxWorkers: Math.max(2, os.availableParallelism() - 1),
	workerIdleMemoryLimit: '1GB',
	// A test ends because it is done, however busy the machine; this ends one that hangs.
	testTimeout: 120_000,
};
