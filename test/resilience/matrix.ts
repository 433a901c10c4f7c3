import { sleep } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { API_KEY, runPatchworks } from '../support/harness/patchworks';
import type { FaultyServer, Step } from './support/faultyServer';
import {
	damagedGzip,
	halfAnAnswer,
	json,
	noAnswer,
	resetAfterReading,
	stalledAnswer,
	text,
	tooLongALength,
} from './support/faultyServer';

/** The requests the matrix is made with: each method, and what it stands for. */
export const REQUESTS = {
	GET: { resource: 'flow', operation: 'get', flowId: id('1'), simplify: false },
	PUT: { resource: 'apiRequest', operation: 'request', method: 'PUT', path: '/api/v1/labels/1' },
	DELETE: {
		resource: 'apiRequest',
		operation: 'request',
		method: 'DELETE',
		path: '/api/v1/labels/1',
	},
	PATCH: {
		resource: 'apiRequest',
		operation: 'request',
		method: 'PATCH',
		path: '/api/v1/labels/1',
	},
	POST: { resource: 'flow', operation: 'start', flowId: id('1'), payload: '{"order":1001}' },
};

export type Method = keyof typeof REQUESTS;

function id(value: string) {
	return { __rl: true, mode: 'id', value };
}

/** One way to misbehave, and how often each request is sent and tried because of it. */
export interface Fault {
	name: string;
	/** What the server does, request by request; the last step stays. `refuse` does not listen at all. */
	steps: Step[] | 'refuse';
	/** How often it is tried to send, by method. */
	sent: Record<Method, number>;
	/** What the user sees: an error, where it is not the answer. */
	sees: Partial<Record<Method, RegExp>>;
	/** Whether the client has to run out of time: only then does it have little of it. */
	isTimedOut?: true;
	/** Whether the server may have carried out what it was asked before it misbehaved. */
	mayBeCarriedOut?: true;
}

const RETRIES = 2;
/** Long enough for a good answer also on a busy machine, which follows those that never come. */
const SHORT_MS = 2_000;
const LONG_MS = 60_000;

const ONCE: Record<Method, number> = { GET: 1, PUT: 1, DELETE: 1, PATCH: 1, POST: 1 };
const AGAIN: Record<Method, number> = { GET: 2, PUT: 2, DELETE: 2, PATCH: 2, POST: 2 };
const SAFE_AGAIN: Record<Method, number> = { ...AGAIN, PATCH: 1, POST: 1 };
const ALL_TRIES: Record<Method, number> = {
	GET: 1 + RETRIES,
	PUT: 1 + RETRIES,
	DELETE: 1 + RETRIES,
	PATCH: 1 + RETRIES,
	POST: 1 + RETRIES,
};

const FINE = json(200, { data: { id: 1 } });

/** The same error whatever the method. */
function all(error: RegExp): Record<Method, RegExp> {
	return { GET: error, PUT: error, DELETE: error, PATCH: error, POST: error };
}

/** An error for the methods that are not sent again, which says that it may have been carried out. */
function unsafe(error: string): Partial<Record<Method, RegExp>> {
	return {
		PATCH: new RegExp(`${error}.* may have been carried out\\. Check before sending it again`, 's'),
		POST: new RegExp(
			`${error}.* may have been carried out\\. Look for it with Flow Run: Get Many, .*Started After`,
			's',
		),
	};
}

/** An error for all methods, of which those that write say that it may have been carried out. */
function unknown(error: string): Record<Method, RegExp> {
	return {
		GET: new RegExp(error),
		PUT: new RegExp(`${error}.* may have been carried out`, 's'),
		DELETE: new RegExp(`${error}.* may have been carried out`, 's'),
		...unsafe(error),
	} as Record<Method, RegExp>;
}

/** What can go wrong with one request; each is tried with every method. */
export const FAULTS: Fault[] = [
	{
		name: 'Connection refused, always',
		steps: 'refuse',
		sent: ALL_TRIES,
		sees: all(/the connection was refused.*It was tried 3 times/s),
	},
	{
		name: 'Connection reset before the request was read, once',
		steps: ['cut', FINE],
		sent: SAFE_AGAIN,
		sees: unsafe('the connection was closed before the answer came'),
	},
	{
		name: 'Connection reset after the request was read, once',
		steps: [resetAfterReading, FINE],
		sent: SAFE_AGAIN,
		sees: unsafe('the connection was closed before the answer came'),
		mayBeCarriedOut: true,
	},
	{
		name: 'Connection reset after the request was read, always',
		steps: [resetAfterReading],
		sent: { ...ALL_TRIES, PATCH: 1, POST: 1 },
		sees: unknown('the connection was closed before the answer came'),
		mayBeCarriedOut: true,
	},
	{
		name: 'Half an answer, once',
		steps: [halfAnAnswer, FINE],
		sent: SAFE_AGAIN,
		sees: unsafe('the answer broke off'),
		mayBeCarriedOut: true,
	},
	{
		name: 'No answer within the timeout, once',
		steps: [noAnswer, FINE],
		sent: SAFE_AGAIN,
		sees: unsafe('no answer came in time'),
		isTimedOut: true,
		mayBeCarriedOut: true,
	},
	{
		name: 'An answer that stalls half-way, once',
		steps: [stalledAnswer, FINE],
		sent: SAFE_AGAIN,
		sees: unsafe('no answer came in time'),
		isTimedOut: true,
		mayBeCarriedOut: true,
	},
	{
		name: 'A slow answer, within the timeout',
		steps: [
			async (response, request) => {
				await sleep(150);
				await FINE(response, request);
			},
		],
		sent: ONCE,
		sees: {},
		mayBeCarriedOut: true,
	},
	{
		name: 'Content-Length longer than the body, once',
		steps: [tooLongALength, FINE],
		sent: SAFE_AGAIN,
		sees: unsafe('the answer broke off'),
		mayBeCarriedOut: true,
	},
	{
		name: 'Content-Length shorter than the body',
		steps: [
			(response) => {
				response.socket?.end(
					'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9\r\nconnection: close\r\n\r\n{"data":{"id":1}}',
				);
			},
		],
		sent: ONCE,
		sees: unknown('the answer was not valid HTTP'),
		mayBeCarriedOut: true,
	},
	{
		name: 'A damaged gzip, once',
		steps: [damagedGzip, FINE],
		sent: SAFE_AGAIN,
		sees: unsafe('the answer was damaged on its way'),
		mayBeCarriedOut: true,
	},
	{
		name: '200 with a web page',
		steps: [text(200, '<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' })],
		sent: ONCE,
		sees: all(/answered with a web page instead of data \(HTTP 200\)/),
		mayBeCarriedOut: true,
	},
	{
		name: '200 with JSON that breaks off',
		steps: [text(200, '{"data":[{"id":1},', { 'content-type': 'application/json' })],
		sent: ONCE,
		sees: all(/answered with data that is incomplete or not JSON \(HTTP 200\)/),
		mayBeCarriedOut: true,
	},
	{
		name: '301 to another path',
		steps: [text(301, '', { location: '/elsewhere' })],
		sent: ONCE,
		sees: all(/answered with a redirect to another address, which is not followed/),
	},
	{
		name: '401, and again with the same key',
		steps: [json(401, { message: 'Unauthenticated.' })],
		// n8n itself sends once more after a 401. It was not carried out.
		sent: AGAIN,
		sees: all(/Unauthenticated\..*refused the credential/s),
	},
	{
		name: '403',
		steps: [json(403, { message: 'This action is unauthorized.' })],
		sent: ONCE,
		sees: all(/This action is unauthorized\..*need an administrator/s),
	},
	{
		name: '404',
		steps: [json(404, { message: 'Not found.' })],
		sent: ONCE,
		sees: all(/Not found\..*Check the ID/s),
	},
	{
		name: '408',
		steps: [json(408, { message: 'Request Timeout' })],
		sent: ONCE,
		sees: all(/Request Timeout/),
	},
	{
		name: '413',
		steps: [text(413, '<html>413</html>', { 'content-type': 'text/html' })],
		sent: ONCE,
		sees: all(/HTTP 413.*up to 8 MB/s),
	},
	{
		name: '422',
		steps: [json(422, { message: 'Invalid.', errors: { name: ['is required'] } })],
		sent: ONCE,
		sees: all(/Invalid\. name: is required/),
	},
	{
		name: '425',
		steps: [json(425, { message: 'Too Early' })],
		sent: ONCE,
		sees: all(/Too Early/),
	},
	{
		name: '429 with Retry-After in seconds, once',
		steps: [json(429, { message: 'Too Many Attempts.' }, { 'retry-after': '0.2' }), FINE],
		sent: AGAIN,
		sees: {},
	},
	{
		name: '429 with Retry-After as a date by a clock that is an hour off, once',
		steps: [
			json(
				429,
				{ message: 'Too Many Attempts.' },
				{
					date: 'Wed, 07 Jan 2026 10:00:00 GMT',
					'retry-after': 'Wed, 07 Jan 2026 10:00:01 GMT',
				},
			),
			FINE,
		],
		sent: AGAIN,
		sees: {},
	},
	{
		name: '429 without Retry-After, once',
		steps: [json(429, { message: 'Too Many Attempts.' }), FINE],
		sent: AGAIN,
		sees: {},
	},
	{
		name: '429 that asks to wait longer than Maximum Wait',
		steps: [json(429, { message: 'Too Many Attempts.' }, { 'retry-after': '3600' })],
		sent: ONCE,
		sees: all(
			/Too Many Attempts\..*Patchworks asks to wait 3600 s, which is longer than 'Maximum Wait/s,
		),
	},
	{
		name: '500',
		steps: [json(500, { message: 'Server Error' })],
		sent: ONCE,
		sees: unknown('Server Error'),
		mayBeCarriedOut: true,
	},
	...[502, 503, 504].flatMap((status): Fault[] => [
		{
			name: `${status}, once`,
			steps: [json(status, { message: 'Unavailable' }), FINE],
			sent: SAFE_AGAIN,
			sees: unsafe('Unavailable'),
			mayBeCarriedOut: true,
		},
		{
			name: `${status}, always`,
			steps: [json(status, { message: 'Unavailable' })],
			sent: { ...ALL_TRIES, PATCH: 1, POST: 1 },
			sees: unknown('Unavailable'),
			mayBeCarriedOut: true,
		},
	]),
];

/** What happened in one cell of the matrix. */
export interface Outcome {
	/** The error with its advice, or undefined when the answer came. */
	error?: string;
	/** How often it was tried to send the request; for refused connections as the error tells. */
	sent: number;
	/** How many of the requests that were read may have been carried out. */
	carriedOut: number;
}

let cells = 0;

/** Runs one cell: a fault with a method, through n8n's engine. */
export async function runCell(
	engine: Engine,
	server: FaultyServer,
	fault: Fault,
	method: Method,
): Promise<Outcome> {
	// Each cell has a key of its own, so that none starts with what another taught the limiter.
	const credentialId = `cell-${++cells}`;
	engine.credentials.add(credentialId, 'PatchworksApiKey', {
		apiKey: `${API_KEY}-${credentialId}`,
		hosting: 'selfHosted',
		coreUrl: server.origin,
		startUrl: server.origin,
	});
	await server.plan(...(fault.steps === 'refuse' ? [FINE] : fault.steps));
	if (fault.steps === 'refuse') await server.close();
	const { error } = await runPatchworks(
		engine,
		{
			...REQUESTS[method],
			requestOptions: { timeout: fault.isTimedOut ? SHORT_MS : LONG_MS },
			requestHandling: { retries: RETRIES, maximumWait: 60 },
		},
		{ credentialId },
	);
	if (fault.steps === 'refuse') await server.open();
	return {
		error: error && `${error.message} ${error.description ?? ''}`,
		sent: fault.steps === 'refuse' ? timesIn(error?.description) : server.connections,
		carriedOut: fault.mayBeCarriedOut ? server.requests.length : 0,
	};
}

function timesIn(description: string | null | undefined): number {
	return Number(/It was tried (\d+) times/.exec(description ?? '')?.[1] ?? 1);
}

/** The outcomes of all cells, by fault and method. */
export type Outcomes = Map<string, Map<Method, Outcome>>;

/** The matrix as a table in Markdown, with what a run makes different taken out of the errors. */
export function tableOf(outcomes: Outcomes): string {
	const methods = Object.keys(REQUESTS) as Method[];
	const lines = FAULTS.map(({ name }) => {
		const cells = methods.map((method) => {
			const { error, sent = 0 } = outcomes.get(name)?.get(method) ?? {};
			return `${sent} × ${error ? 'error' : 'answer'}`;
		});
		const { error } = outcomes.get(name)?.get('POST') ?? {};
		return `| ${[name, ...cells, error ? neutral(error) : 'the answer'].join(' | ')} |`;
	});
	return [
		`| what happens | ${methods.join(' | ')} | what the user sees of the POST that starts a flow |`,
		`|${'---|'.repeat(methods.length + 2)}`,
		...lines,
	].join('\n');
}

function neutral(error: string): string {
	return error
		.replaceAll(/127\.0\.0\.1:\d+/g, 'core.example.com')
		.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2026-01-07T10:00:00.000Z')
		.replaceAll(/in \d+ s\./g, 'in 3 s.')
		.replace(/ It took \d+ s\.$/, '')
		.trim();
}
