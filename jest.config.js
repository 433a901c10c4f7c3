/** Tests that start a real n8n are not run here: they have their own command, `npm run test:e2e`. */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json' }] },
	setupFilesAfterEnv: ['<rootDir>/test/harness/setup.ts'],
	collectCoverageFrom: ['credentials/**/*.ts', 'nodes/**/*.ts'],
	testTimeout: 30_000,
};
