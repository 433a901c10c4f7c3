import { childProcess, fs, path, process, timers } from '../support/node';

type ChildProcess = ReturnType<typeof childProcess.spawn>;

const STOP_TIMEOUT_MS = 15_000;

/** Names a folder that holds a file for each child that still runs, for those who tidy up after others. */
const REGISTER = 'PATCHWORKS_E2E_PROCESSES';

/** The children that still run; each leads a process group of its own, with the children it starts. */
const running = new Set<ChildProcess>();

process.on('exit', () => {
	for (const child of running) signal(child.pid, 'SIGKILL');
});

/** The environment in which children of children are entered in a register. */
export function withRegister(folder: string): NodeJS.ProcessEnv {
	fs.mkdirSync(folder, { recursive: true });
	return { [REGISTER]: folder };
}

/** Ends whatever a register still holds. */
export function endRegistered(folder: string): void {
	for (const pid of fs.readdirSync(folder)) signal(Number(pid), 'SIGKILL');
}

function enter(child: ChildProcess): () => void {
	running.add(child);
	const folder = process.env[REGISTER];
	const file = folder && child.pid ? path.join(folder, String(child.pid)) : undefined;
	if (file) fs.writeFileSync(file, '');
	return () => {
		running.delete(child);
		if (file) fs.rmSync(file, { force: true });
	};
}

/** A program that was started and that goes on until it is stopped. */
export interface Service {
	/** Whether it has not ended by itself. */
	isRunning(): boolean;
	/** Asks it to end and waits for that; ends it and all it started by force when it takes too long. */
	stop(): Promise<void>;
	/** Ends it at once and leaves it no time to tidy up. */
	kill(): Promise<void>;
}

/** Where a program runs and what it sees. */
export interface RunOptions {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** The user to run as. */
	uid?: number;
	gid?: number;
}

/**
 * Starts a program that goes on by itself.
 *
 * @param logFile what it prints is added to this file
 */
export function startService(
	command: string,
	args: string[],
	logFile: string,
	options: RunOptions = {},
): Service {
	const log = fs.openSync(logFile, 'a');
	const child = childProcess.spawn(command, args, {
		...options,
		detached: true,
		stdio: ['ignore', log, log],
	});
	fs.closeSync(log);
	const leave = enter(child);
	const ended = new Promise<void>((resolve) => {
		child.once('error', (error) => {
			fs.appendFileSync(logFile, `${error.message}\n`);
			resolve();
		});
		child.once('exit', () => resolve());
	}).then(() => {
		signal(child.pid, 'SIGKILL');
		leave();
	});
	return {
		isRunning: () => running.has(child),
		stop: async () => {
			signal(child.pid, 'SIGTERM');
			const timer = timers.setTimeout(() => signal(child.pid, 'SIGKILL'), STOP_TIMEOUT_MS);
			await ended;
			timers.clearTimeout(timer);
		},
		kill: async () => {
			signal(child.pid, 'SIGKILL');
			await ended;
		},
	};
}

/**
 * Runs a program to its end.
 *
 * @returns what it printed
 * @throws Error with what it printed when it fails
 */
export async function run(
	command: string,
	args: string[],
	options: RunOptions = {},
): Promise<string> {
	return await new Promise((resolve, reject) => {
		childProcess.execFile(
			command,
			args,
			{ ...options, maxBuffer: 256 * 1024 * 1024 },
			(error, stdout, stderr) => {
				if (!error) return resolve(stdout);
				reject(new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`));
			},
		);
	});
}

/** Runs npm to its end; the one that runs this, where it is known. */
export async function npm(args: string[], options: RunOptions = {}): Promise<string> {
	const script = process.env.npm_execpath;
	// Whoever runs this may have silenced npm, but what it says of a failure is needed.
	const env = { ...(options.env ?? process.env), npm_config_loglevel: 'error' };
	return script
		? await run(process.execPath, [script, ...args], { ...options, env })
		: await run('npm', args, { ...options, env });
}

/** Signals a program and all it started, such as n8n's task runners: they are one process group. */
export function signal(pid: number | undefined, name: NodeJS.Signals): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, name);
	} catch (error) {
		const nobodyLeft = (error as NodeJS.ErrnoException).code === 'ESRCH';
		if (!nobodyLeft) process.stderr.write(`${String(error)}\n`);
	}
}
