/** The checks in a real n8n. Started by run.ts, which installs n8n and hands on where it is. */
module.exports = {
	testEnvironment: 'node',
	rootDir: '../..',
	roots: ['<rootDir>/test/e2e/checks'],
	testMatch: ['**/*.e2e.ts'],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json' }] },
	reporters: ['<rootDir>/test/e2e/reporter.js'],
	testTimeout: 600_000,
	// Much of the time is spent on waiting for expiries and for n8n's minutes.
	maxWorkers: 2,
};
