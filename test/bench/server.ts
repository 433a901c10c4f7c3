import { http, process, timers } from '../support/node';
import { pageOfRuns } from './failedRuns';

/**
 * The local API that the benchmark talks to, in a process of its own so that its work does not
 * count. `/control?delay=100` sets how long each answer takes and starts the counts anew; `/control`
 * gives them.
 */

const TOTAL_ROWS = 100_000;
const DOWNLOAD_BYTES = 64 * 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, 'patchworks ');

let delay = 0;
let totalRows = 20_000;
let lifetime = 3_600;
let limit = Infinity;
let windowMs = 0;
let window = { endsAt: 0, taken: 0 };
let counts = { requests: 0, logins: 0, refused: 0 };
let token = 0;
let revokedUpTo = 0;

const rows = Array.from({ length: TOTAL_ROWS }, (_, index) => JSON.stringify(rowOf(index + 1)));

function rowOf(id: number) {
	return {
		id,
		name: `Orders to warehouse ${id}`,
		description: 'Takes new orders from the shop and hands them to the warehouse',
		status: id % 3,
		is_enabled: id % 2 === 0,
		enabled_at: '2026-01-05T08:00:00.000000Z',
		deployed_at: '2026-01-05T08:00:00.000000Z',
		labels: [{ id: id % 7, name: 'orders' }],
		created_at: '2026-01-01T00:00:00.000000Z',
		updated_at: '2026-01-05T08:00:00.000000Z',
	};
}

function pageOf(query: URLSearchParams): string {
	const perPage = Number(query.get('per_page') ?? 100);
	const page = Number(query.get('page') ?? 1);
	const lastPage = Math.ceil(totalRows / perPage);
	const data = rows.slice((page - 1) * perPage, Math.min(page * perPage, totalRows));
	return `{"data":[${data.join(',')}],"meta":{"current_page":${page},"last_page":${lastPage},"per_page":${perPage},"total":${totalRows}}}`;
}

function control(query: URLSearchParams): string {
	const before = JSON.stringify(counts);
	if (query.size > 0) {
		delay = Number(query.get('delay') ?? 0);
		totalRows = Number(query.get('rows') ?? 20_000);
		lifetime = Number(query.get('lifetime') ?? 3_600);
		limit = Number(query.get('limit') ?? Infinity);
		windowMs = Number(query.get('windowMs') ?? 0);
		window = { endsAt: 0, taken: 0 };
		if (query.has('revoke')) revokedUpTo = token;
		counts = { requests: 0, logins: 0, refused: 0 };
	}
	return before;
}

function isRevoked(authorization = ''): boolean {
	const issued = /^Bearer token-(\d+)$/.exec(authorization)?.[1];
	return issued !== undefined && Number(issued) <= revokedUpTo;
}

/** Seconds to wait until the next window, where this one has taken all that it takes; else undefined. */
function secondsToWait(): number | undefined {
	const now = Date.now();
	if (now >= window.endsAt) window = { endsAt: now + windowMs, taken: 0 };
	return ++window.taken > limit ? Math.ceil((window.endsAt - now) / 1_000) : undefined;
}

const server = http.createServer((request, response) => {
	const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
	request.resume();
	const json = (status: number, body: string, headers = {}) => {
		response.writeHead(status, {
			...headers,
			'content-type': 'application/json',
			'content-length': Buffer.byteLength(body),
		});
		response.end(body);
	};
	if (pathname === '/control') return json(200, control(searchParams));

	const answer = () => {
		if (pathname === '/fabric/api/login') {
			counts.logins++;
			return json(200, JSON.stringify({ token: `token-${++token}`, expires_in: lifetime }));
		}
		counts.requests++;
		const wait = secondsToWait();
		if (wait !== undefined) {
			counts.refused++;
			return json(429, '{"message":"Too Many Attempts."}', { 'retry-after': wait });
		}
		if (isRevoked(request.headers.authorization)) {
			return json(401, '{"message":"Unauthenticated."}');
		}
		if (pathname.endsWith('/download')) return void download(response);
		if (pathname === '/api/v1/flow-runs') return json(200, pageOfRuns(searchParams));
		const id = /^\/api\/v1\/flows\/(\d+)$/.exec(pathname)?.[1];
		return json(200, id ? `{"data":${JSON.stringify(rowOf(Number(id)))}}` : pageOf(searchParams));
	};
	if (delay > 0) timers.setTimeout(answer, delay);
	else answer();
	return undefined;
});

async function download(response: import('node:http').ServerResponse) {
	response.writeHead(200, {
		'content-type': 'application/octet-stream',
		'content-length': DOWNLOAD_BYTES,
	});
	for (let sent = 0; sent < DOWNLOAD_BYTES; sent += CHUNK.length) {
		if (!response.write(CHUNK)) await new Promise((resolve) => response.once('drain', resolve));
	}
	response.end();
}

server.listen(0, '127.0.0.1', () => {
	process.send?.((server.address() as import('node:net').AddressInfo).port);
});
process.on('disconnect', () => process.exit());
