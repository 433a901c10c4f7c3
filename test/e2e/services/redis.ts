import { fs, os, path, process } from '../../support/node';
import { run, startService } from '../processes';
import { freePort, pause } from '../waiting';

/** A Redis on this machine alone that keeps nothing. */
export interface Redis {
	port: number;
	stop(): Promise<void>;
}

/** Whether this machine has Redis; the package of most systems is called redis-server. */
export async function hasRedis(): Promise<boolean> {
	return await run('redis-server', ['--version']).then(
		() => true,
		() => false,
	);
}

/** Starts a Redis on a free port. */
export async function startRedis(): Promise<Redis> {
	const port = await freePort();
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'patchworks-redis-'));
	const service = startService(
		'redis-server',
		['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
		path.join(folder, 'redis.log'),
		{ cwd: folder, env: process.env },
	);
	await pause(500);
	return {
		port,
		stop: async () => {
			await service.stop();
			fs.rmSync(folder, { recursive: true, force: true });
		},
	};
}
