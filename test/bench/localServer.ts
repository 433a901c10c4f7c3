import { forkHere } from './processes';

/** What the server counted since it was last set. */
export interface Counts {
	requests: number;
	logins: number;
	/** By 429. */
	refused: number;
}

/** How the server behaves: milliseconds before each answer, rows of the list, seconds a token lives. */
export interface ServerSettings {
	delay?: number;
	rows?: number;
	lifetime?: number;
	/** How many requests each window takes, and how long one is. */
	limit?: number;
	windowMs?: number;
	/** Refuse all tokens given out so far. */
	revoke?: boolean;
}

/** The benchmark's server, in a process of its own. */
export class LocalServer {
	private constructor(
		readonly origin: string,
		private readonly process: import('node:child_process').ChildProcess,
	) {}

	static async start(): Promise<LocalServer> {
		const child = forkHere('server.ts');
		const port = await new Promise<number>((resolve, reject) => {
			child.once('message', (message) => resolve(Number(message)));
			child.once('exit', () => reject(new Error('The server did not start')));
		});
		return new LocalServer(`http://127.0.0.1:${port}`, child);
	}

	/** Sets how the server behaves and starts its counts anew. */
	async set({ revoke, ...settings }: ServerSettings = {}): Promise<void> {
		const query = new URLSearchParams(
			Object.entries({ delay: 0, ...settings }).map(([name, value]) => [name, String(value)]),
		);
		if (revoke) query.set('revoke', 'true');
		await fetch(`${this.origin}/control?${query.toString()}`);
	}

	async counts(): Promise<Counts> {
		return (await (await fetch(`${this.origin}/control`)).json()) as Counts;
	}

	stop(): void {
		this.process.disconnect();
	}
}
