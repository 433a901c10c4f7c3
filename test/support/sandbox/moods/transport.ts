import { sleep } from 'n8n-workflow';

import { htmlPage } from '../serving/answers';
import { isData } from './mood';
import type { Delivery, Mood } from './mood';

type ServerResponse = import('node:http').ServerResponse;

const PIECES = 4;
const PAUSE_MS = 20;

async function deliverSlowly(response: ServerResponse, { status, headers, bytes }: Delivery) {
	response.writeHead(status, { ...headers, 'content-length': bytes.length });
	const size = Math.ceil(bytes.length / PIECES) || 1;
	for (let start = 0; start < bytes.length; start += size) {
		await sleep(PAUSE_MS);
		response.write(bytes.subarray(start, start + size));
	}
	response.end();
}

function breakOff(response: ServerResponse, { status, headers, bytes }: Delivery): void {
	response.writeHead(status, { ...headers, 'content-length': bytes.length });
	response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy());
}

/** Where downloads lie that Core does not give itself; the path goes on with their content. */
const STORE = '/stored/';

/** How answers travel. */
export const TRANSPORT: Mood[] = [
	{
		name: 'redirects-to-https',
		description: 'Answers each request with a redirect to the same path on another host, by https.',
		ask: (_query, { path }) => ({
			status: 301,
			headers: { location: `https://patchworks.example.com${path}` },
		}),
	},
	{
		name: 'redirects-to-path',
		description: 'Answers each request with a redirect to another path of the same host.',
		ask: (_query, { path, origins, host }) =>
			path.startsWith('/v2/')
				? undefined
				: { status: 308, headers: { location: `${origins[host]}/v2${path}` } },
	},
	{
		name: 'downloads-elsewhere',
		description:
			'Redirects the download of a payload to another host, which refuses a request with a credential.',
		ask: (_query, { path, headers }) => {
			if (!path.startsWith(STORE)) return undefined;
			if (headers.authorization) return { status: 400, body: 'Only one auth mechanism allowed' };
			const [type, content] = path.slice(STORE.length).split('/');
			return {
				status: 200,
				headers: { 'content-type': decodeURIComponent(type) },
				body: Buffer.from(content, 'base64url'),
			};
		},
		answer: (answer, { operationId, origins }) => {
			const { status, headers, body } = answer;
			if (operationId !== 'downloadPayload' || status !== 200) return answer;
			const type = encodeURIComponent(headers?.['content-type'] ?? '');
			const content = (body as Buffer).toString('base64url');
			return {
				status: 302,
				headers: { location: `${origins.callbacks}${STORE}${type}/${content}` },
			};
		},
	},
	{
		name: 'slow-bodies',
		description: 'Sends each body in four pieces with pauses between.',
		deliver: (response, delivery) => {
			void deliverSlowly(response, delivery);
			return true;
		},
	},
	{
		name: 'bodies-break-off',
		description: 'Closes the connection in the middle of each body.',
		deliver: (response, delivery) => {
			breakOff(response, delivery);
			return true;
		},
	},
	{
		name: 'bodies-break-off-once',
		description:
			'Closes the connection in the middle of a body where a request is made for the first time.',
		deliver: (response, delivery, { isFirst }) => {
			if (!isFirst) return false;
			breakOff(response, delivery);
			return true;
		},
	},
	{
		name: 'bodies-end-early',
		description: 'Sends half of each JSON as if it were whole.',
		deliver: (response, { status, headers, bytes }, asked) => {
			if (!isData(asked) || !headers['content-type']?.includes('json')) return false;
			const half = bytes.subarray(0, bytes.length / 2);
			response.writeHead(status, { ...headers, 'content-length': half.length });
			response.end(half);
			return true;
		},
	},
	{
		name: 'html-errors',
		description: 'Sends web pages in place of errors.',
		answer: (answer) => (answer.status < 400 ? answer : htmlPage(answer.status, 'Error')),
	},
	{
		name: 'sign-in-page',
		description:
			'Answers each request with 200 and a web page, as a proxy that wants a sign-in does.',
		ask: () => htmlPage(200, 'Sign in'),
	},
	{
		name: 'maintenance',
		description: 'Answers each request with 503 and a web page.',
		ask: () => htmlPage(503, 'Down for maintenance'),
	},
];
