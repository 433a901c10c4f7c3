import { fs, os, path, process } from '../../support/node';
import { run, startService } from '../processes';
import { freePort, waitFor } from '../waiting';

/** A PostgreSQL on this machine alone, with an empty database for n8n. */
export interface Postgres {
	/** What n8n needs to use it. */
	env: NodeJS.ProcessEnv;
	stop(): Promise<void>;
}

/** Debian keeps the server's programs out of the path. */
const DEBIAN = '/usr/lib/postgresql';
const SUPERUSER = 'postgres';

/** The folder of PostgreSQL's programs, if this machine has them. */
export function findPostgres(): string | undefined {
	const versions = fs.existsSync(DEBIAN) ? fs.readdirSync(DEBIAN).sort().reverse() : [];
	return [
		...versions.map((version) => path.join(DEBIAN, version, 'bin')),
		...(process.env.PATH ?? '').split(path.delimiter),
	].find((folder) => fs.existsSync(path.join(folder, 'initdb')));
}

/**
 * Starts a PostgreSQL on a free port.
 *
 * @param programs the folder of its programs
 */
export async function startPostgres(programs: string): Promise<Postgres> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'patchworks-postgres-'));
	const data = path.join(folder, 'data');
	const as = await unprivileged();
	if (as.uid && as.gid) fs.chownSync(folder, as.uid, as.gid);
	const program = (name: string) => path.join(programs, name);
	await run(
		program('initdb'),
		['-D', data, '-U', SUPERUSER, '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'],
		{ cwd: folder, ...as },
	);
	const port = await freePort();
	const service = startService(
		program('postgres'),
		['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'fsync=off'],
		path.join(folder, 'postgres.log'),
		{ cwd: folder, ...as },
	);
	await waitFor(
		'PostgreSQL',
		async () =>
			await run(program('pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]).then(
				() => true,
				() => undefined,
			),
	);
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_USER: SUPERUSER,
			DB_POSTGRESDB_DATABASE: SUPERUSER,
		},
		stop: async () => {
			await service.stop();
			fs.rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** PostgreSQL refuses to run as root. */
async function unprivileged(): Promise<{ uid?: number; gid?: number }> {
	if (process.getuid?.() !== 0) return {};
	const [uid, gid] = await Promise.all(
		['-u', '-g'].map(async (flag) => Number(await run('id', [flag, SUPERUSER]))),
	);
	return { uid, gid };
}
