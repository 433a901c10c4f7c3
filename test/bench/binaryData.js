const { tmpdir } = require('node:os');
const { mkdtempSync } = require('node:fs');
const { join } = require('node:path');
const { BinaryDataConfig, BinaryDataService } = require('n8n-core');

// n8n-core brings its own copy of the container it registers its services in.
const { Container } = require(require.resolve('@n8n/di', { paths: [require.resolve('n8n-core')] }));

/** Lets n8n keep binary data in files, as it does by default, and not in the execution's data. */
exports.storeBinaryDataOnDisk = async () => {
	const config = Container.get(BinaryDataConfig);
	config.mode = 'filesystem';
	config.localStoragePath = mkdtempSync(join(tmpdir(), 'patchworks-bench-'));
	await Container.get(BinaryDataService).init();
	return config.localStoragePath;
};
