import Fastify from 'fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mapValues } from 'lodash';
import type { OpenAPIBackend } from 'openapi-backend';

import { matchOperation, parseQuery } from '../../../conformance/contract/document';
import type { Host } from '../../../conformance/contract/document';
import { formSchema, readForm } from '../../../conformance/contract/forms';
import type { Form } from '../../../conformance/contract/forms';
import { Refusal } from './answers';
import type { Answer } from './answers';
import { createBackend } from './backend';
import type { BackendOptions, Exchange } from './backend';
import type { Asked, AskedQuery, Delivery } from '../moods/mood';
import { withoutSignature } from './requestLog';
import type { LoggedRequest } from './requestLog';

const BODY_LIMIT_BYTES = 8 * 1024 * 1024;
const LOOPBACK = '127.0.0.1';

/** A request that a hook may answer in its own way. */
export interface HookedRequest {
	host: Host;
	method: string;
	path: string;
	query: Record<string, string | string[]>;
	headers: Record<string, string>;
	body: Buffer;
	/** The fields of the body where it is a form. */
	form?: Form;
	operationId?: string;
	/** For what an answer cannot do: destroy the socket, write half a body. */
	raw: { request: FastifyRequest['raw']; response: FastifyReply['raw'] };
}

/** A hook's answer; `answered` when it used the raw response; nothing to leave the request to the sandbox. */
export type HookAnswer = Answer | 'answered' | undefined | void;

/** Sees every request before the sandbox does, and may take its time. */
export type RequestHook = (request: HookedRequest) => HookAnswer | Promise<HookAnswer>;

/** What the servers of one sandbox share. */
export interface ServerOptions extends BackendOptions {
	requests: LoggedRequest[];
	hooks: Set<RequestHook>;
	/** The addresses of all hosts, once they are known. */
	origins: Record<Host, string>;
}

/** One host's server. */
export interface Server {
	url: string;
	close(): Promise<void>;
}

/**
 * Serves one host of Patchworks on a loopback port of its own.
 *
 * @param port 0 for any free one
 */
export async function serve(host: Host, port: number, options: ServerOptions): Promise<Server> {
	const api = await createBackend(host, options);
	const app = Fastify({ bodyLimit: BODY_LIMIT_BYTES, forceCloseConnections: true });
	const loggedOf = new WeakMap<FastifyRequest, LoggedRequest>();
	let origin = '';

	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
	app.setErrorHandler(async (error: { statusCode?: number; message: string }, _request, reply) => {
		const message =
			error.statusCode === 413 ? 'The body is larger than 8 MB.' : `Server Error: ${error.message}`;
		return await reply.status(error.statusCode ?? 500).send({ message });
	});
	app.addHook('onRequest', async (request, reply) => {
		void reply.header('date', new Date(options.world.clock.now()).toUTCString());
		const logged: LoggedRequest = {
			at: options.world.clock.now(),
			host,
			method: request.method,
			url: withoutSignature(request.url),
			auth: 'none',
			status: 0,
		};
		loggedOf.set(request, logged);
		options.requests.push(logged);
		reply.raw.once('finish', () => {
			logged.status = reply.raw.statusCode;
		});
	});
	app.all('/*', async (request, reply) => {
		const exchange: Exchange = {
			host,
			origin,
			headers: mapValues(request.headers, String),
			raw: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
			logged: loggedOf.get(request) as LoggedRequest,
			answerHeaders: {},
		};
		const { pathname, search } = new URL(request.url, 'http://sandbox');
		const target = matchOperation(host, request.method, pathname);
		const { headers, raw } = exchange;
		const form = await readForm(headers, raw, formSchema(target?.op.requestBody));
		const hooked = await askHooks(options.hooks, {
			host,
			method: request.method,
			path: pathname,
			query: parseQuery(search),
			headers,
			body: raw,
			form,
			operationId: target?.operationId,
			raw: { request: request.raw, response: reply.raw },
		});
		if (hooked === 'answered') return reply.hijack();
		const { moods } = options.world;
		const asked: Asked = {
			host,
			method: request.method,
			path: pathname,
			query: parseQuery(search),
			operationId: target?.operationId,
			isList: target?.op.parameters.some(({ name }) => name === 'page') ?? false,
			origins: options.origins,
			headers,
			isFirst: moods.isFirst(request.method, request.url),
		};
		const query = { ...asked.query };
		const answer =
			hooked ?? moods.ask(query, asked) ?? (await answerTo(api, request, exchange, query, form));
		const changed = moods.change(answer, asked);
		if (moods.deliver(reply.raw, deliveryOf(changed, reply, exchange), asked))
			return reply.hijack();
		return await send(reply, changed, exchange);
	});

	origin = await app.listen({ host: LOOPBACK, port });
	return { url: origin, close: async () => await app.close() };
}

async function askHooks(hooks: Set<RequestHook>, hooked: HookedRequest): Promise<HookAnswer> {
	for (const hook of hooks) {
		const answer = await hook(hooked);
		if (answer) return answer;
	}
	return undefined;
}

async function answerTo(
	api: OpenAPIBackend,
	request: FastifyRequest,
	exchange: Exchange,
	query: AskedQuery,
	form?: Form,
): Promise<Answer> {
	const { pathname } = new URL(request.url, 'http://sandbox');
	const { headers, raw } = exchange;
	const body = form ?? (raw.toString('utf8') || undefined);
	const contentType = headers['content-type']?.split(';')[0];
	const handled: Promise<Answer> = api.handleRequest(
		{
			method: request.method,
			path: pathname,
			query,
			// openapi-backend wants the bare media type.
			headers: contentType ? { ...headers, 'content-type': contentType } : headers,
			body,
		},
		exchange,
	);
	return await handled.catch(answerOf);
}

/** The answer that a refusal carries; any other error is a fault of the sandbox and says so. */
function answerOf(error: unknown): Answer {
	if (error instanceof Refusal) return error.answer;
	const message = error instanceof Error ? error.stack : String(error);
	return { status: 500, body: { message: `The sandbox failed: ${message}` } };
}

async function send(
	reply: FastifyReply,
	{ status, headers, body }: Answer,
	{ answerHeaders }: Exchange,
): Promise<FastifyReply> {
	void reply.status(status).headers({ ...answerHeaders, ...headers });
	if (typeof body !== 'object' || Buffer.isBuffer(body)) return await reply.send(body);
	return await reply.type('application/json').send(JSON.stringify(body));
}

/** The answer for a mood that sends it in its own way. */
function deliveryOf(
	{ status, headers, body }: Answer,
	reply: FastifyReply,
	{ answerHeaders }: Exchange,
): Delivery {
	const isJson = typeof body === 'object' && !Buffer.isBuffer(body);
	return {
		status,
		headers: {
			...(reply.getHeaders() as Record<string, string>),
			...answerHeaders,
			...(isJson && { 'content-type': 'application/json' }),
			...headers,
		},
		bytes: Buffer.isBuffer(body)
			? body
			: Buffer.from(isJson ? JSON.stringify(body) : String(body ?? '')),
	};
}
