import Fastify from 'fastify';
import type { IDataObject } from 'n8n-workflow';

/** How many rows every list has. */
export const SWOLLEN_TOTAL = 500;

/** A server that passes requests on, and swells what comes back. */
export interface SwellingProxy {
	url: string;
	close(): Promise<void>;
}

/**
 * Starts a server before another that makes its answers as large as those of a big company: each list has
 * 500 rows, and each object 60 more fields, long texts and a long list.
 */
export async function startSwellingProxy(target: string): Promise<SwellingProxy> {
	const app = Fastify({ bodyLimit: 10_000_000 });
	app.all('/*', async ({ method, url, headers, body }, reply) => {
		// The other server has one page of rows; the pages after it are made of these.
		const answer = await fetch(`${target}${url.replace(/([?&]page=)\d+/, '$11')}`, {
			method,
			headers: {
				authorization: String(headers.authorization ?? ''),
				accept: 'application/json',
				...(body !== undefined && { 'content-type': 'application/json' }),
			},
			...(body !== undefined && body !== null && { body: JSON.stringify(body) }),
		});
		const text = await answer.text();
		void reply.code(answer.status);
		const type = answer.headers.get('content-type') ?? '';
		if (url.includes('/download')) {
			return await reply.type('text/plain').send('ä long order. '.repeat(50_000));
		}
		void reply.type(type || 'application/json');
		if (!answer.ok || !type.includes('json') || method !== 'GET') return await reply.send(text);
		const query = new URL(url, target).searchParams;
		return swollenAnswer(JSON.parse(text) as IDataObject, query);
	});
	const url = await app.listen({ host: '127.0.0.1', port: 0 });
	return { url, close: async () => await app.close() };
}

function swollenAnswer(answer: IDataObject, query: URLSearchParams): IDataObject {
	const { data } = answer;
	if (!Array.isArray(data)) return { ...answer, data: swollen((data ?? {}) as IDataObject) };
	const rows = data as IDataObject[];
	if (rows.length === 0) return answer;
	const page = Number(query.get('page') ?? 1);
	const perPage = Number(query.get('per_page') ?? 15);
	const before = (page - 1) * perPage;
	const count = Math.max(0, Math.min(perPage, SWOLLEN_TOTAL - before));
	return {
		...answer,
		data: Array.from({ length: count }, (_, index) => {
			const row = rows[index % rows.length];
			const isFirst = before + index < rows.length;
			return swollen(isFirst ? row : { ...row, id: 1_000_000 + before + index });
		}),
		meta: {
			current_page: page,
			per_page: perPage,
			total: SWOLLEN_TOTAL,
			last_page: Math.ceil(SWOLLEN_TOTAL / perPage),
		},
	};
}

const LONG = 'A text that "goes on" and on, with an ä and a 😀. '.repeat(40);

/** An object with all it has, and much more: also where it has a text or a name, which a simplified one keeps. */
function swollen(object: IDataObject): IDataObject {
	const texts = ['name', 'description', 'log_message', 'content', 'notes', 'value', 'schema'];
	return {
		...object,
		...Object.fromEntries(
			texts
				.filter((name) => typeof object[name] === 'string')
				.map((name) => [name, `${String(object[name])} ${LONG}`]),
		),
		...Object.fromEntries(
			Array.from({ length: 60 }, (_, index) => [`extra_${index}`, index % 20 ? index : LONG]),
		),
		nested: Array.from({ length: 100 }, () => ({ deep: { deeper: { deepest: 'A text' } } })),
	};
}
