import { process, util } from '../node';
import { FLOWS, startSandbox } from './index';
import { MOODS, moodsNamed } from './moods';

const write = (line = '') => process.stdout.write(`${line}\n`);

/** Serves a sandbox until Ctrl+C, in the moods that the arguments name, or lists the moods there are. */
async function main(): Promise<void> {
	const { values } = util.parseArgs({
		options: {
			mood: { type: 'string', multiple: true, default: [] },
			moods: { type: 'boolean', default: false },
		},
	});
	if (values.moods) {
		for (const { name, description } of MOODS) write(`${name.padEnd(26)}${description}`);
		return;
	}
	const moods = moodsNamed(values.mood);
	const sandbox = await startSandbox({
		moods: values.mood,
		ports: { core: 4301, start: 4302, login: 4303, webhooks: 4304, callbacks: 4305 },
	});
	write('A made-up Patchworks is running. In a credential with Hosting: Self-Hosted, enter');
	write();
	write(`  Core URL    ${sandbox.coreUrl}`);
	write(`  Start URL   ${sandbox.startUrl}`);
	write(`  Login URL   ${sandbox.loginUrl}`);
	write(`  API Key     ${sandbox.apiKey}`);
	write(`  User Name   ${sandbox.username}`);
	write(`  Password    ${sandbox.password}`);
	write();
	write(
		`  Webhooks    ${sandbox.webhooks[0].url}?patchworks_signature=${sandbox.webhooks[0].signature}`,
	);
	write(
		`  Callbacks   ${sandbox.callbacks[0].url}?patchworks_signature=${sandbox.callbacks[0].signature}`,
	);
	write();
	write(
		`  Flow ${FLOWS.orders} succeeds, or fails when its payload has "fail": true; flow ${FLOWS.stock} always fails.`,
	);
	write();
	for (const { name, description } of moods) write(`  Mood ${name}: ${description}`);
	if (moods.length > 0) write();
	write('Stop it with Ctrl+C.');

	const stop = () => {
		void sandbox.close().then(() => process.exit(0));
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(1);
});
