import { process } from '../node';
import { FLOWS, startSandbox } from './index';

async function main(): Promise<void> {
	const sandbox = await startSandbox({
		ports: { core: 4301, start: 4302, login: 4303, webhooks: 4304, callbacks: 4305 },
	});
	const write = (line = '') => process.stdout.write(`${line}\n`);
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
	write('Stop it with Ctrl+C.');

	const stop = () => {
		void sandbox.close().then(() => process.exit(0));
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

void main();
