import nock from 'nock';

/** A request that left, as nock saw it. */
export interface SeenRequest {
	method: string;
	url: string;
	authorization: string;
	body: string;
	headers: Record<string, string>;
}

/**
 * Answers every request to a host, and remembers what left.
 *
 * @param answer the status, the body and the headers to answer with; a string goes out as it is
 */
export function answerAll(
	origin: string,
	answer: (
		request: SeenRequest,
	) =>
		| [status: number, body?: unknown, headers?: Record<string, string>]
		| Promise<[status: number, body?: unknown, headers?: Record<string, string>]>,
): SeenRequest[] {
	const seen: SeenRequest[] = [];
	const scope = nock(origin).persist();
	for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
		scope[method](/.*/).reply(async function (uri) {
			const request: SeenRequest = {
				method: method.toUpperCase(),
				url: uri,
				authorization: String(this.req.headers.authorization ?? ''),
				body: rawBodyOf(this.req),
				headers: this.req.headers as Record<string, string>,
			};
			seen.push(request);
			const [status, body, headers] = await answer(request);
			return [status, body ?? '', headers ?? {}] as never;
		});
	}
	return seen;
}

/** nock gives a JSON body parsed; what left are these bytes. */
function rawBodyOf(request: unknown): string {
	const { requestBodyBuffers = [] } = request as { requestBodyBuffers?: Buffer[] };
	return Buffer.concat(requestBodyBuffers).toString();
}

/** A list as the API gives it. */
export function page(rows: unknown[], current = 1, last = 1): object {
	return {
		data: rows,
		meta: { current_page: current, last_page: last, per_page: 100, total: rows.length },
		links: { first: null, last: null, prev: null, next: null },
	};
}
