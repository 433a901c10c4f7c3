import { http } from '../node';

type Server = import('node:http').Server;

/** A request as its bytes came over the wire. */
export interface RecordedRequest {
	method: string;
	/** Path and query as they came. */
	url: string;
	headers: import('node:http').IncomingHttpHeaders;
	body: Buffer;
}

/**
 * A server on the loopback interface that notes what reaches it: nock reads JSON before a test sees it,
 * and fails where it is none.
 */
export class RecordingServer {
	private recorded: RecordedRequest[] = [];

	private constructor(private readonly server: Server) {}

	static async start(): Promise<RecordingServer> {
		const server = http.createServer();
		const recording = new RecordingServer(server);
		server.on('request', (request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const { method = '', url = '', headers } = request;
				recording.recorded.push({ method, url, headers, body: Buffer.concat(chunks) });
				response.writeHead(200, { 'content-type': 'application/json' });
				response.end('{"data":{"id":1}}');
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return recording;
	}

	get origin(): string {
		const address = this.server.address();
		return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
	}

	/** What has come since it was last asked. */
	take(): RecordedRequest[] {
		return this.recorded.splice(0);
	}

	async close(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}
}
