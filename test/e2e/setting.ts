import type { Account } from '../demo/accounts';
import { sandboxAccounts } from '../demo/accounts';
import { fs, os, path, process } from '../support/node';
import type { Sandbox, SandboxOptions } from '../support/sandbox';
import { startSandbox } from '../support/sandbox';
import type { N8nInstall } from './n8n/install-n8n';
import { installPackage } from './n8n/package';
import type { StoredCredential } from './n8n/rest-client';
import type { N8n } from './n8n/start-n8n';
import { startN8n } from './n8n/start-n8n';

/** What all checks start from; run.ts makes it once. */
export interface Setting {
	install: N8nInstall;
	tarball: string;
	/** The tarball of the package before its latest change, if there is a history. */
	previousTarball?: string;
	/** A user folder with an owner account and without the package. */
	emptyFolder: string;
	/** The same with the package. */
	packageFolder: string;
	/** Where screenshots are put. */
	artifacts: string;
}

const VARIABLE = 'PATCHWORKS_E2E_SETTING';

/** The environment that hands a setting on to the checks. */
export const handOn = (setting: Setting): NodeJS.ProcessEnv => ({
	...process.env,
	[VARIABLE]: JSON.stringify(setting),
});

/** The setting that run.ts handed on. */
export const setting = (): Setting => JSON.parse(process.env[VARIABLE] ?? '') as Setting;

/**
 * Prepares the user folders that each check starts from a copy of.
 *
 * @param folder an empty folder
 */
export async function prepareFolders(
	install: N8nInstall,
	tarball: string,
	folder: string,
): Promise<Pick<Setting, 'emptyFolder' | 'packageFolder'>> {
	const emptyFolder = path.join(folder, 'empty');
	const packageFolder = path.join(folder, 'package');
	const n8n = await startN8n({ install, userFolder: emptyFolder });
	await n8n.stop();
	fs.cpSync(emptyFolder, packageFolder, { recursive: true });
	await installPackage(install, packageFolder, tarball);
	return { emptyFolder, packageFolder };
}

/** A user folder that is a copy of another. */
export function copyOf(folder: string): string {
	const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'patchworks-n8n-'));
	fs.cpSync(folder, copy, { recursive: true });
	return copy;
}

/** As n8n itself would name them. */
const CREDENTIAL_NAMES: Record<string, string> = {
	PatchworksApiKey: 'Patchworks account',
	PatchworksOAuth: 'Patchworks OAuth account',
};

/** An n8n with the package, a sandbox, and both credentials for it. */
export interface World {
	n8n: N8n;
	sandbox: Sandbox;
	userFolder: string;
	accounts: Account[];
	/** By the value of the node's Authentication parameter. */
	credentials: Record<Account['authentication'], StoredCredential>;
	/** Stops n8n and starts it again with the same user folder; something may be done in between. */
	restart(whileStopped?: () => Promise<void>): Promise<void>;
	stop(): Promise<void>;
}

export interface WorldOptions {
	sandbox?: SandboxOptions;
	env?: NodeJS.ProcessEnv;
	/** The user folder to start from a copy of; the one with the package by default. */
	from?: string;
}

/** Starts an n8n with the package and a sandbox, and enters both credentials. */
export async function startWorld({
	sandbox: options,
	env,
	from,
}: WorldOptions = {}): Promise<World> {
	const { install, packageFolder } = setting();
	const sandbox = await startSandbox({ rateLimit: false, ...options });
	const userFolder = copyOf(from ?? packageFolder);
	const start = async () => await startN8n({ install, userFolder, env });
	let n8n = await start().catch(async (error: Error) => {
		await sandbox.close();
		throw error;
	});
	const accounts = sandboxAccounts(sandbox);
	const [apiKey, oAuth] = await Promise.all(
		accounts.map(
			async ({ type, data }) => await n8n.rest.createCredential(type, data, CREDENTIAL_NAMES[type]),
		),
	);
	return {
		get n8n() {
			return n8n;
		},
		sandbox,
		userFolder,
		accounts,
		credentials: { apiKey, oAuth },
		restart: async (whileStopped) => {
			await n8n.stop();
			await whileStopped?.();
			n8n = await start();
		},
		stop: async () => {
			await n8n.stop();
			await sandbox.close();
			fs.rmSync(userFolder, { recursive: true, force: true });
		},
	};
}
