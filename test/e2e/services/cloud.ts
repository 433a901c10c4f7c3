import type { Host } from '../../conformance/contract/document';
import { ORIGINS } from '../../conformance/contract/document';
import { fs, http, https, net, os, path } from '../../support/node';
import { run } from '../processes';

/** Patchworks Cloud on this machine: its hosts, with TLS, lead to a sandbox. */
export interface Cloud {
	/** What an n8n is started with, so that it finds the hosts here and trusts them. */
	env: NodeJS.ProcessEnv;
	/** Lets the hosts lead to these from now on. */
	leadTo(origins: Record<Host, string>): void;
	close(): Promise<void>;
}

const HOST_NAMES = Object.values(ORIGINS).map((origin) => new URL(origin).hostname);
const LOOPBACK = '127.0.0.1';

/**
 * Starts a proxy that takes the hosts of Patchworks Cloud to a server on loopback with a certificate of its
 * own. n8n sends its requests through it as through a company's proxy, so nothing of n8n is replaced.
 *
 * Anything else that n8n asks the proxy for is refused.
 */
export async function startCloud(): Promise<Cloud> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'patchworks-cloud-'));
	const [key, certificate] = ['key.pem', 'certificate.pem'].map((name) => path.join(folder, name));
	await makeCertificate(key, certificate);
	let origins: Record<Host, string> | undefined;

	const hosts = https.createServer(
		{ key: fs.readFileSync(key), cert: fs.readFileSync(certificate) },
		(request, response) => {
			const host = hostOf(request.headers.host);
			if (!origins || !host) {
				response.writeHead(502).end();
				return;
			}
			const { method, headers, url } = request;
			const onward = http.request(new URL(url ?? '/', origins[host]), { method, headers });
			onward.once('response', (answer) => {
				response.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.pipe(response);
			});
			onward.once('error', () => response.destroy());
			request.pipe(onward);
		},
	);
	const hostsPort = await listen(hosts);

	const proxy = http.createServer((_request, response) => void response.writeHead(502).end());
	const tunnels = new Set<import('node:stream').Duplex>();
	proxy.on('connect', ({ url }, socket) => {
		tunnels.add(socket);
		socket.once('close', () => tunnels.delete(socket));
		if (!HOST_NAMES.some((name) => url === `${name}:443`)) {
			socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
			return;
		}
		const onward = net.connect(hostsPort, LOOPBACK, () => {
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			socket.pipe(onward).pipe(socket);
		});
		onward.once('error', () => socket.destroy());
		socket.once('error', () => onward.destroy());
	});
	const proxyUrl = `http://${LOOPBACK}:${await listen(proxy)}`;

	return {
		env: {
			HTTPS_PROXY: proxyUrl,
			HTTP_PROXY: proxyUrl,
			NO_PROXY: `${LOOPBACK},localhost`,
			NODE_EXTRA_CA_CERTS: certificate,
		},
		leadTo: (to) => {
			origins = to;
		},
		close: async () => {
			for (const tunnel of tunnels) tunnel.destroy();
			for (const server of [proxy, hosts]) {
				server.closeAllConnections();
				await new Promise((resolve) => server.close(resolve));
			}
			fs.rmSync(folder, { recursive: true, force: true });
		},
	};
}

function hostOf(name: string | undefined): Host | undefined {
	return (Object.keys(ORIGINS) as Host[]).find((host) => new URL(ORIGINS[host]).host === name);
}

async function listen(server: import('node:net').Server): Promise<number> {
	await new Promise<void>((resolve) => {
		server.listen(0, LOOPBACK, resolve);
	});
	return (server.address() as import('node:net').AddressInfo).port;
}

async function makeCertificate(key: string, certificate: string): Promise<void> {
	await run('openssl', [
		...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
		...['-subj', '/CN=Made Up', '-keyout', key, '-out', certificate],
		...['-addext', `subjectAltName=${HOST_NAMES.map((name) => `DNS:${name}`).join(',')}`],
	]);
}
