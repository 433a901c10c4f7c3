import { exampleFiles, readExample } from '../demo/runExample';
import { sandboxAccounts } from '../demo/accounts';
import { fs, path, process, projectRoot, util } from '../support/node';
import { startSandbox } from '../support/sandbox';
import type { Sandbox } from '../support/sandbox';
import { installN8n } from './n8n/install-n8n';
import { installPackage, pack } from './n8n/package';
import type { RestClient, StoredCredential, WorkflowJson } from './n8n/rest-client';
import { OWNER } from './n8n/rest-client';
import { startN8n } from './n8n/start-n8n';
import { using } from './workflows';

const PORT = 5690;

/** The sandbox stays at these, so that the credentials of an earlier start still lead to it. */
const SANDBOX_PORTS = { core: 4401, start: 4402, login: 4403, webhooks: 4404, callbacks: 4405 };

const say = (line = ''): void => {
	process.stdout.write(`${line}\n`);
};

/** Starts a real n8n with this package, a sandbox, and the examples; goes on until Ctrl+C. */
async function main(): Promise<void> {
	const { values } = util.parseArgs({
		options: {
			n8n: { type: 'string' },
			port: { type: 'string', default: String(PORT) },
			'no-sandbox': { type: 'boolean', default: false },
		},
	});
	const install = await installN8n(values.n8n, say);
	const userFolder = path.join(install.folder, 'user');
	say('Packing this package …');
	const tarball = await pack(projectRoot, path.join(install.folder, 'tarball'));
	const options = { install, userFolder, port: Number(values.port) };
	if (!fs.existsSync(path.join(userFolder, '.n8n', 'database.sqlite'))) {
		say('Preparing n8n …');
		const first = await startN8n(options);
		await first.stop();
	}
	await installPackage(install, userFolder, tarball);

	const sandbox = values['no-sandbox'] ? undefined : await startSandbox({ ports: SANDBOX_PORTS });
	say('Starting n8n …');
	const n8n = await startN8n(options);
	const credentials = sandbox ? await enterCredentials(n8n.rest, sandbox) : [];
	await importExamples(n8n.rest, credentials);

	say();
	say(`  n8n ${install.version} with this package:  ${n8n.url}`);
	say(`  Sign in with                   ${OWNER.email}`);
	say(`  Password                       ${OWNER.password}`);
	say();
	say(
		sandbox
			? '  Open a workflow and click Execute. Its credentials lead to a made-up Patchworks on this machine.'
			: '  Open a workflow, choose your Patchworks credential in its nodes, and click Execute.',
	);
	say('  Stop all of it with Ctrl+C.');

	const stop = async () => {
		say('Stopping …');
		await n8n.stop();
		await sandbox?.close();
		process.exit(0);
	};
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

/** Enters both credentials for the sandbox, unless they are there from an earlier start. */
async function enterCredentials(rest: RestClient, sandbox: Sandbox): Promise<StoredCredential[]> {
	const names: Record<string, string> = {
		PatchworksApiKey: 'Patchworks sandbox: API key',
		PatchworksOAuth: 'Patchworks sandbox: user',
	};
	const known = await rest.request<StoredCredential[]>('GET', '/credentials');
	return await Promise.all(
		sandboxAccounts(sandbox).map(
			async ({ type, data }) =>
				known.find(({ name }) => name === names[type]) ??
				(await rest.createCredential(type, data, names[type])),
		),
	);
}

/** Imports each example under its name, unless there is a workflow of that name. */
async function importExamples(rest: RestClient, credentials: StoredCredential[]): Promise<void> {
	const known = await rest.request<Array<{ name: string }>>('GET', '/workflows');
	for (const file of exampleFiles()) {
		const example = readExample(file) as WorkflowJson;
		if (known.some(({ name }) => name === example.name)) continue;
		const nodes = example.nodes.map((node) => {
			const type = Object.keys(node.credentials ?? {})[0];
			const credential = credentials.find((one) => one.type === type);
			return credential ? { ...node, ...using(credential) } : node;
		});
		await rest.createWorkflow({ ...example, nodes });
	}
}

main().catch((error: Error) => {
	say(error.message);
	process.exit(1);
});
