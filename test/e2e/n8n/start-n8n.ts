import { fs, path } from '../../support/node';
import type { N8nInstall } from './install-n8n';
import { envFor } from './install-n8n';
import type { Service } from '../processes';
import { startService } from '../processes';
import { RestClient } from './rest-client';
import { freePort, waitFor } from '../waiting';

/** A running n8n. */
export interface N8n extends Service {
	url: string;
	/** Signed in as the owner. */
	rest: RestClient;
	/** What it has printed. */
	log(): string;
}

export interface StartOptions {
	install: N8nInstall;
	/** N8N_USER_FOLDER: everything it keeps lies there. */
	userFolder: string;
	/** Any free one by default. */
	port?: number;
	env?: NodeJS.ProcessEnv;
}

/** n8n as users run it, without everything that calls home, asks for a survey or needs the internet. */
const QUIET: NodeJS.ProcessEnv = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
	NODE_ENV: 'production',
};

/** Starts an n8n on this machine alone, and signs in. */
export async function startN8n({ port, ...options }: StartOptions): Promise<N8n> {
	const ownPort = port ?? (await freePort());
	const url = `http://127.0.0.1:${ownPort}`;
	const { service, log } = await launch('start', {
		...options,
		env: { ...options.env, N8N_PORT: String(ownPort), N8N_EDITOR_BASE_URL: url },
	});
	const rest = await waitFor(
		`n8n ${options.install.version} at ${url}`,
		async () => {
			if (!service.isRunning()) throw new Error(`n8n ended by itself:\n${tail(log())}`);
			return await RestClient.signIn(url);
		},
		{ interval: 500 },
	).catch(async (error: Error) => {
		await service.stop();
		throw error;
	});
	return { ...service, url, rest, log };
}

/** Starts a worker of an n8n in queue mode, and waits until it takes work. */
export async function startWorker(options: StartOptions): Promise<Service> {
	const port = await freePort();
	const { service, log } = await launch('worker', {
		...options,
		env: {
			...options.env,
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
		},
	});
	await waitFor(
		'a worker',
		async () => {
			if (!service.isRunning()) throw new Error(`The worker ended by itself:\n${tail(log())}`);
			const answer = await fetch(`http://127.0.0.1:${port}/healthz/readiness`).catch(
				() => undefined,
			);
			return answer?.ok || undefined;
		},
		{ interval: 500 },
	);
	return service;
}

async function launch(
	command: 'start' | 'worker',
	{ install, userFolder, env }: StartOptions,
): Promise<{ service: Service; log: () => string }> {
	fs.mkdirSync(userFolder, { recursive: true });
	const logFile = path.join(userFolder, `${command}-${Date.now()}.log`);
	const service = startService(
		install.node,
		[install.script, command, ...(command === 'worker' ? ['--concurrency=10'] : [])],
		logFile,
		{
			cwd: userFolder,
			env: {
				...envFor(install.node),
				...QUIET,
				...install.env,
				N8N_ENCRYPTION_KEY: 'made-up-encryption-key',
				N8N_LISTEN_ADDRESS: '127.0.0.1',
				N8N_RUNNERS_BROKER_PORT: String(await freePort()),
				N8N_SECURE_COOKIE: 'false',
				N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
				...env,
				N8N_USER_FOLDER: userFolder,
			},
		},
	);
	return { service, log: () => fs.readFileSync(logFile, 'utf8') };
}

function tail(text: string): string {
	return text.split('\n').slice(-30).join('\n');
}
