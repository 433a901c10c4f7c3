import { sleep } from 'n8n-workflow';

import { http, zlib } from '../../support/node';

type IncomingMessage = import('node:http').IncomingMessage;
type ServerResponse = import('node:http').ServerResponse;

/** A request that reached the server, read to its end unless the connection was cut before. */
export interface ReceivedRequest {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: Record<string, string>;
	body: string;
	/** Milliseconds since 1970. */
	at: number;
}

/** What the server does with one request that it has read. */
export type Behaviour = (
	response: ServerResponse,
	request: ReceivedRequest,
) => void | Promise<void>;

/** What the server does with a connection: cut it at once, or read a request and answer it. */
export type Step = 'cut' | Behaviour;

/**
 * A server on the loopback interface that misbehaves on the wire, as told step by step: each request
 * takes the next step, and the last step stays.
 */
export class FaultyServer {
	readonly requests: ReceivedRequest[] = [];

	/** How many connections were made, also those that were cut before a request was read. */
	connections = 0;

	private steps: Step[] = [json(200, {})];

	private port = 0;

	private readonly server = http.createServer((request, response) => {
		void this.handle(request, response);
	});

	private constructor() {
		this.server.on('connection', (socket) => {
			// Connections that tests cut are no errors of the server.
			socket.on('error', () => {});
			this.connections++;
			if (this.steps[0] !== 'cut') return;
			this.nextStep();
			socket.resetAndDestroy();
		});
		this.server.on('clientError', (_, socket) => socket.destroy());
	}

	static async start(): Promise<FaultyServer> {
		const server = new FaultyServer();
		await server.open();
		return server;
	}

	get origin(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	get host(): string {
		return `127.0.0.1:${this.port}`;
	}

	/**
	 * Forgets what came and sets what is done with the next requests, once the last stragglers of
	 * earlier ones, which nobody waits for any more, are through.
	 */
	async plan(...steps: Step[]): Promise<void> {
		await this.settled();
		this.requests.length = 0;
		this.connections = 0;
		this.steps = steps;
	}

	/** Waits until no connection is open. */
	async settled(): Promise<void> {
		do await sleep(5);
		while ((await this.openConnections()) > 0);
	}

	/** Listens, on the port it had before. */
	async open(): Promise<void> {
		await new Promise<void>((resolve) => {
			this.server.listen(this.port, '127.0.0.1', resolve);
		});
		this.port = (this.server.address() as import('node:net').AddressInfo).port;
	}

	/** Stops listening, so that connections are refused, and cuts those there are. */
	async close(): Promise<void> {
		await new Promise<void>((resolve) => {
			this.server.close(() => resolve());
			this.server.closeAllConnections();
		});
	}

	private async openConnections(): Promise<number> {
		return await new Promise((resolve, reject) => {
			this.server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
		});
	}

	private nextStep(): Step {
		const [step] = this.steps;
		if (this.steps.length > 1) this.steps.shift();
		return step;
	}

	private async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname, searchParams } = new URL(message.url ?? '/', this.origin);
		const chunks: Buffer[] = [];
		for await (const chunk of message) chunks.push(chunk as Buffer);
		const request: ReceivedRequest = {
			method: message.method ?? '',
			path: pathname,
			query: searchParams,
			headers: message.headers as Record<string, string>,
			body: Buffer.concat(chunks).toString(),
			at: Date.now(),
		};
		this.requests.push(request);
		const step = this.nextStep();
		if (step !== 'cut') await step(response, request);
	}
}

/** Answers with JSON. */
export function json(
	status: number,
	body: unknown,
	headers: Record<string, string> = {},
): Behaviour {
	return (response) => {
		response.writeHead(status, { 'content-type': 'application/json', ...headers });
		response.end(JSON.stringify(body));
	};
}

/** Answers with text as it is. */
export function text(
	status: number,
	body: string | Buffer,
	headers: Record<string, string | number> = {},
): Behaviour {
	return (response) => {
		response.writeHead(status, headers);
		response.end(body);
	};
}

/** Reads the request and cuts the connection without an answer. */
export const resetAfterReading: Behaviour = (response) => {
	response.socket?.resetAndDestroy();
};

/** Answers with the first half of a body whose length the headers tell, then cuts the connection. */
export const halfAnAnswer: Behaviour = (response) => {
	const body = JSON.stringify({ data: { id: 1, name: 'x'.repeat(2_000) } });
	response.writeHead(200, {
		'content-type': 'application/json',
		'content-length': body.length,
	});
	response.write(body.slice(0, body.length / 2), () => response.socket?.destroy());
};

/** Reads the request and never answers. */
export const noAnswer: Behaviour = () => {};

/** Starts to answer and then says no more. */
export const stalledAnswer: Behaviour = (response) => {
	response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 });
	response.write('{"data":');
};

/** Says that the answer is longer than what it sends before it ends the connection. */
export const tooLongALength: Behaviour = (response) => {
	response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 });
	response.write('{"data":{"id":1}}', () => response.socket?.end());
};

/** Answers with a gzip whose middle is overwritten. */
export const damagedGzip: Behaviour = (response) => {
	const body = zlib.gzipSync(JSON.stringify({ data: { id: 1, name: 'x'.repeat(2_000) } }));
	body.fill(0xff, 20, 40);
	response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
	response.end(body);
};
