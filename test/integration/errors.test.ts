import type { IDataObject, INode } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import nock from 'nock';

import type { Engine } from '../support/harness/engine';
import type { NodeRun } from '../support/harness/patchworks';
import {
	API_KEY,
	CLOUD,
	PASSWORD,
	TOKEN,
	createEngine,
	failureOf,
	runPatchworks,
} from '../support/harness/patchworks';
import { activeTriggerWith } from '../support/harness/polling';
import { answerAll } from '../support/harness/requests';

let engine: Engine;

beforeAll(async () => {
	engine = await createEngine();
});
afterEach(() => jest.restoreAllMocks());

const GET = { resource: 'flowRun', operation: 'get', flowRunId: '1' };
const START = { resource: 'flow', operation: 'start', flowId: '1' };
const PROXY = `http://user:${PASSWORD}@localhost:1`;
const HTML = '<!DOCTYPE html><html><head><title>Sign in</title></head></html>';

/** No waiting for answers that could be asked for again: these tests are about the words. */
const ONCE = { requestHandling: { retries: 0 } };

interface Case {
	status: number;
	body: unknown;
	headers?: Record<string, string>;
	message: string;
	description: RegExp;
}

const CASES: Record<string, Case> = {
	'401': {
		status: 401,
		body: { message: 'Unauthenticated.' },
		message: 'Unauthenticated.',
		description: /Patchworks refused the credential "Test credential"/,
	},
	'403': {
		status: 403,
		body: { message: 'This action is unauthorized.' },
		message: 'This action is unauthorized.',
		description:
			/API keys have the access of a manager\. Some operations need an administrator: use a Patchworks User Login API credential/,
	},
	'404': {
		status: 404,
		body: { message: 'No query results for model [FlowRun] 1' },
		message: 'No query results for model [FlowRun] 1',
		description: /Check the ID\. Patchworks keeps run logs for 7 days and payloads for 72 hours\./,
	},
	'413': {
		status: 413,
		body: HTML,
		headers: { 'content-type': 'text/html' },
		message: 'Patchworks answered with HTTP 413 and no message.',
		description: /8 MB/,
	},
	'422': {
		status: 422,
		body: {
			message: 'The given data was invalid.',
			errors: { name: ['Required.', 'Too short.'], limit: ['Must be a number.'] },
		},
		message: 'The given data was invalid. name: Required. Too short. limit: Must be a number.',
		description: /did not accept the values/,
	},
	'429': {
		status: 429,
		body: { message: 'Too Many Attempts.' },
		message: 'Too Many Attempts.',
		description: /Too many requests/,
	},
	'500': {
		status: 500,
		body: { message: 'Server Error' },
		message: 'Server Error',
		description: /Try again later/,
	},
	'a system error in the words of Patchworks': {
		status: 422,
		body: { message: 'The connector said ECONNREFUSED for ftp.example.com' },
		message: 'The connector said ECONNREFUSED for ftp.example.com',
		description: /./,
	},
	'a text without a type': {
		status: 400,
		body: 'Requested filter(s) `nam` are not allowed.',
		message: 'Requested filter(s) `nam` are not allowed.',
		description: /./,
	},
};

describe.each(Object.entries(CASES))('Answered with %s', (_, expected) => {
	const answer = () =>
		answerAll(CLOUD.core, () => [
			expected.status,
			expected.body,
			expected.headers ?? { 'content-type': 'application/json' },
		]);

	const assertRun = ({ error }: NodeRun) => {
		expect(error?.message).toContain(expected.message);
		expect(error?.description).toMatch(expected.description);
		expect(error?.httpCode).toBe(String(expected.status));
		expect(error?.context?.itemIndex).toBe(0);
	};

	it('stops the node with what Patchworks said', async () => {
		answer();
		assertRun(await runPatchworks(engine, { ...GET, ...ONCE }));
	});

	it('gives the same words and the details when the node continues', async () => {
		answer();
		const { items, output } = await runPatchworks(
			engine,
			{ ...GET, ...ONCE },
			{ onError: 'continueRegularOutput' },
		);
		expect(items).toMatchObject([
			{
				error: {
					message: expect.stringContaining(expected.message) as string,
					httpCode: String(expected.status),
					description: expect.stringMatching(expected.description) as string,
				},
			},
		]);
		expect(output[0].pairedItem).toEqual({ item: 0 });
	});

	it('gives the same words with the input in the error output', async () => {
		answer();
		const { items, failed } = await runPatchworks(
			engine,
			{ ...GET, ...ONCE },
			{ onError: 'continueErrorOutput', items: [{ order: 1001 }] },
		);
		expect(items).toEqual([]);
		expect(failed).toMatchObject([
			{ order: 1001, error: { message: expect.stringContaining(expected.message) as string } },
		]);
	});
});

describe('An error', () => {
	it('of one item leaves the results of the others as they are', async () => {
		answerAll(CLOUD.core, ({ url }) =>
			url.endsWith('/2') ? [404, { message: 'Not found.' }] : [200, { data: { id: 1 } }],
		);

		const { output } = await runPatchworks(
			engine,
			{ ...GET, flowRunId: '={{ $json.run }}' },
			{ items: [{ run: 1 }, { run: 2 }, { run: 3 }], onError: 'continueRegularOutput' },
		);

		expect(
			output.map(({ json, pairedItem }) => [json.flowRunId ?? failureOf(json), pairedItem]),
		).toEqual([
			['1', { item: 0 }],
			['Not found. [item 1]', { item: 1 }],
			['1', { item: 2 }],
		]);
	});

	it('of one item leaves by the error output, with its input, what Patchworks said and what to do', async () => {
		answerAll(CLOUD.core, ({ url }) =>
			url.endsWith('/2') ? [404, { message: 'Not found.' }] : [200, { data: { id: 1 } }],
		);

		const { items, failed } = await runPatchworks(
			engine,
			{ ...GET, flowRunId: '={{ $json.run }}' },
			{
				items: [1, 2, 3].map((run) => ({ run, message: 'for the shop', details: `of ${run}` })),
				onError: 'continueErrorOutput',
			},
		);

		expect(items).toMatchObject([{ flowRunId: '1' }, { flowRunId: '1' }]);
		expect(failed).toEqual([
			{
				run: 2,
				message: 'for the shop',
				details: 'of 2',
				error: {
					message: 'Not found. [item 1]',
					description:
						'Check the ID. Patchworks keeps run logs for 7 days and payloads for 72 hours.',
					httpCode: '404',
					response: { message: 'Not found.' },
				},
			},
		]);
	});

	it('is all that its item holds, since n8n before 2.40 takes an item that holds more for a success', async () => {
		answerAll(CLOUD.core, () => [404, { message: 'Not found.' }]);

		const { items } = await runPatchworks(engine, GET, { onError: 'continueRegularOutput' });

		expect(items.map((json) => Object.keys(json))).toEqual([['error']]);
	});

	it.each<[string, IDataObject, string]>([
		[
			'Request Options',
			{ requestOptions: { batching: { batch: { batchSize: "={{ $('Missing').item.json.x }}" } } } },
			"Referenced node doesn't exist",
		],
		[
			'Timeout',
			{
				operation: 'startAndWait',
				waitLimit: '={{ $json.none }}',
				requestOptions: { proxy: PROXY },
			},
			"'Timeout (Minutes)' has to be a number, at least 1. Nothing was sent.",
		],
		[
			'Check Every',
			{ ...GET, operation: 'wait', pollInterval: '={{ 0 }}', requestOptions: { proxy: PROXY } },
			"'Check Every (Seconds)' has to be a number, at least 1. Nothing was sent.",
		],
	])('of %s, which is the same for all, fails every item', async (_setting, more, message) => {
		const sent = answerAll(CLOUD.start, () => [200, {}]);
		const run = async (onError?: INode['onError']) =>
			await runPatchworks(engine, { ...START, ...more } as never, {
				items: [{ order: 1 }, { order: 2 }],
				onError,
			});

		const failures = [0, 1].map((item) => `${message} [item ${item}]`);
		const { items } = await run('continueRegularOutput');
		expect(items.map(failureOf)).toEqual(failures);
		const { items: given, failed } = await run('continueErrorOutput');
		expect(given).toEqual([]);
		expect(failed.map((json) => [json.order, failureOf(json)])).toEqual([
			[1, failures[0]],
			[2, failures[1]],
		]);
		const stopped = await run();
		expect(stopped.error?.message).toContain(message);
		expect(JSON.stringify(stopped.error)).not.toContain(PASSWORD);
		expect(sent).toEqual([]);
	});

	it('speaks of how long runs are kept only where it is about one', async () => {
		answerAll(CLOUD.core, () => [404, { message: 'Not found.' }]);

		const { error } = await runPatchworks(engine, {
			resource: 'label',
			operation: 'get',
			labelId: '1',
		});

		expect(error?.description).toBe('Check the ID.');
	});

	it('of an administrator’s operation tells a user to ask one', async () => {
		answerAll(CLOUD.login, () => [200, { token: TOKEN }]);
		answerAll(CLOUD.core, () => [403, { message: 'Forbidden.' }]);

		const { error } = await runPatchworks(engine, { ...GET, authentication: 'oAuth' });

		expect(error?.description).toContain(
			'The user of the credential "Test credential" may not do this',
		);
	});

	it.each([
		['a web page', [200, HTML, { 'content-type': 'text/html' }], 'a web page instead of data'],
		[
			'JSON that breaks off',
			[200, '{"data": [{"id": 1}, {"i', { 'content-type': 'application/json' }],
			'data that is incomplete or not JSON',
		],
	] as Array<[string, [number, unknown, Record<string, string>], string]>)(
		'says that %s is not an answer',
		async (_, answer, problem) => {
			answerAll(CLOUD.core, () => answer);
			answerAll(CLOUD.start, () => answer);

			const get = await runPatchworks(engine, GET);
			expect(get.error?.message).toBe(
				`core.wearepatchworks.com answered with ${problem} (HTTP 200).`,
			);

			const start = await runPatchworks(engine, START);
			expect(start.error?.message).toBe(
				`start.wearepatchworks.com answered with ${problem} (HTTP 200).`,
			);
			expect(start.error?.description).toContain('may have been carried out');
		},
	);

	it('does not follow a redirect, and says where it led', async () => {
		const elsewhere = answerAll('https://elsewhere.example.com', () => [200, {}]);
		answerAll(CLOUD.core, () => [
			302,
			'',
			{ location: 'https://elsewhere.example.com/?signature=made-up' },
		]);

		const { error } = await runPatchworks(engine, GET);

		expect(elsewhere).toHaveLength(0);
		expect(error?.message).toBe(
			'Patchworks answered with a redirect to elsewhere.example.com, which is not followed.',
		);
	});

	it.each([
		['ECONNREFUSED', 'the connection was refused'],
		['ENOTFOUND', 'there is no host of that name'],
		['ETIMEDOUT', 'no answer came in time'],
		['ECONNRESET', 'the connection was closed before the answer came'],
		['EPROTO', 'the TLS connection could not be made'],
		['ERR_SSL_WRONG_VERSION_NUMBER', 'the TLS connection could not be made'],
		['HPE_INVALID_CONSTANT', 'the answer was not valid HTTP'],
		['ERR_FR_REDIRECTION_FAILURE', 'its redirect could not be followed'],
		['EMADEUP', 'the connection failed'],
		['MADE_UP_HPE_', 'the connection failed'],
		[undefined, 'the connection failed'],
	])('says in words what %s means', async (code, words) => {
		nock(CLOUD.core)
			.persist()
			.get('/api/v1/flow-runs/1')
			.replyWithError(Object.assign(new Error(`made up ${code}`), { code }));

		const { error } = await runPatchworks(engine, { ...GET, ...ONCE });

		expect(error?.message).toContain(`core.wearepatchworks.com: ${words}.`);
		expect(error?.description).toContain('Check the host in the credential "Test credential"');
	});

	it('after a start says whether the flow may have been started', async () => {
		const failWith = (code: string) =>
			nock(CLOUD.start)
				.persist()
				.post('/api/v1/flows/1/start/raw')
				.replyWithError(Object.assign(new Error('made up'), { code }));

		failWith('ECONNRESET');
		const reset = await runPatchworks(engine, { ...START, ...ONCE });
		expect(reset.error?.description).toContain('may have been carried out');

		nock.cleanAll();
		failWith('ECONNREFUSED');
		const refused = await runPatchworks(engine, { ...START, ...ONCE });
		expect(refused.error?.description).not.toContain('may have been carried out');
	});
});

describe('The error of a change that was tried again', () => {
	it.each([
		['lost both times', 'ECONNRESET'],
		['lost, and then not sent', 'ECONNREFUSED'],
	])('says that it may have been carried out where it was %s', async (_, second) => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		for (const code of ['ECONNRESET', second]) {
			nock(CLOUD.core)
				.delete('/api/v1/labels/1')
				.replyWithError(Object.assign(new Error('made up'), { code }));
		}

		const { error } = await runPatchworks(engine, {
			resource: 'label',
			operation: 'delete',
			labelId: { __rl: true, mode: 'id', value: '1' },
			requestHandling: { retries: 1 },
		});

		expect(nock.isDone()).toBe(true);
		expect(error?.description).toContain('may have been carried out');
	});
});

describe('The error of a poll', () => {
	it('tells n8n when to poll again, after 429 as late as Patchworks asks', async () => {
		// A credential of its own, since the answer holds up all requests with it.
		engine.credentials.add('polled', 'PatchworksApiKey', { apiKey: API_KEY });
		answerAll(CLOUD.core, () => [
			429,
			{ message: 'Too Many Attempts.' },
			{ 'retry-after': '3600' },
		]);
		const trigger = activeTriggerWith(engine, { events: ['failed'] }, 'polled');

		await expect(trigger.poll()).rejects.toMatchObject({
			message: 'Too Many Attempts.',
			failure: { cause: 'rate-limited', retryAfterMs: 3_600_000 },
		});
	});
});

describe('A secret', () => {
	const SECRETS = [API_KEY, PASSWORD, TOKEN];
	const echo = (status: number) => (request: { authorization: string; body: string }) =>
		[
			status,
			{
				message: `Refused ${request.authorization} and ${request.body}.`,
				errors: { authorization: [request.authorization] },
			},
		] as [number, unknown];

	/** Everything n8n would store of an execution, and everything an error holds. */
	const everythingIn = (result: NodeRun) =>
		JSON.stringify(result.run, (_, value: unknown) =>
			value instanceof Error
				? { ...value, message: value.message, stack: value.stack, cause: value.cause }
				: value,
		);

	it.each(['apiKey', 'oAuth'])(
		'of %s is in no execution, whatever Patchworks echoes',
		async (authentication) => {
			for (const status of [400, 401, 403, 422, 500]) {
				for (const onError of [
					undefined,
					'continueRegularOutput',
					'continueErrorOutput',
				] as const) {
					nock.cleanAll();
					answerAll(CLOUD.login, () => [200, { token: TOKEN, expires_in: 86400 }]);
					answerAll(CLOUD.core, echo(status));

					const result = await runPatchworks(
						engine,
						{ ...GET, ...ONCE, authentication },
						{ onError },
					);

					expect(everythingIn(result)).toContain('Refused');
					for (const secret of SECRETS) expect(everythingIn(result)).not.toContain(secret);
				}
			}
		},
	);

	it.each([290, 1_990])('is not even in part where an answer is cut after %i', async (length) => {
		answerAll(CLOUD.core, () => [422, `${'a'.repeat(length)}${API_KEY} was refused.`]);

		const result = await runPatchworks(engine, GET);

		expect(result.error?.message).toMatch(/^a{290}/);
		expect(everythingIn(result)).not.toContain(API_KEY.slice(0, 7));
	});

	it('is in no execution when the login echoes the password', async () => {
		engine.credentials.add('echo', 'PatchworksOAuth', {
			username: 'echo@example.com',
			password: PASSWORD,
			hosting: 'cloud',
		});
		answerAll(CLOUD.login, echo(401));

		const result = await runPatchworks(
			engine,
			{ ...GET, authentication: 'oAuth' },
			{ credentialId: 'echo' },
		);

		expect(everythingIn(result)).toContain('Refused');
		expect(everythingIn(result)).not.toContain(PASSWORD);
	});

	it('is in no execution that succeeds', async () => {
		answerAll(CLOUD.core, () => [200, { data: { id: 1 } }]);

		expect(everythingIn(await runPatchworks(engine, GET))).not.toContain(API_KEY);
	});

	/** Runs the node with a key, and with an answer that tells it, in each way of going on after errors. */
	async function runsWithKey(apiKey: string, answer: [number, unknown]): Promise<NodeRun[]> {
		engine.credentials.add('odd', 'PatchworksApiKey', { apiKey, hosting: 'cloud' });
		answerAll(CLOUD.start, () => answer);
		const runs: NodeRun[] = [];
		for (const onError of [undefined, 'continueRegularOutput', 'continueErrorOutput'] as const) {
			runs.push(
				await runPatchworks(engine, { ...START, ...ONCE }, { onError, credentialId: 'odd' }),
			);
		}
		return runs;
	}

	it.each(['  made-up-api-key-0002', 'made-up-api-key-0002\n', ' made-up-api-key-0002 '])(
		'that is stored with white space, as %j, is in no execution',
		async (apiKey) => {
			const body = { message: `No key ${apiKey.trim()}.`, [apiKey.trim()]: [apiKey.trim()] };

			for (const result of await runsWithKey(apiKey, [401, body])) {
				expect(everythingIn(result)).toContain('No key *****.');
				expect(everythingIn(result)).not.toContain(apiKey.trim());
			}
		},
	);

	it.each([
		['false', { done: false, key: 'false' }, { done: false, key: '*****' }],
		['null', { name: null, list: ['Not null.'] }, { name: null, list: ['Not *****.'] }],
		['12345', { id: 123456, key: 12345 }, { id: 123456, key: '*****' }],
		['name', { name: 'A name' }, { '*****': 'A *****' }],
		[
			'a"b\\c',
			{ key: 'a"b\\c', sent: JSON.stringify({ key: 'a"b\\c' }) },
			{ key: '*****', sent: '{"key":"*****"}' },
		],
	])('such as %j is not in an error, which is whole', async (secret, body, shown) => {
		const [stopped, ...continued] = await runsWithKey(secret, [500, { error: 'No.', ...body }]);

		expect(stopped.error?.description).toContain('may have been carried out');
		expect(stopped.error?.context?.data).toEqual({ error: 'No.', ...shown });
		for (const { items, failed } of continued) {
			expect([...items, ...failed]).toMatchObject([
				{
					error: {
						message: 'No.',
						description: expect.stringContaining('may have been carried out') as string,
						response: { error: 'No.', ...shown },
					},
				},
			]);
		}
	});
});

it('says how long a slow answer took', async () => {
	nock(CLOUD.core)
		.get('/api/v1/flow-runs/1')
		.reply(async () => {
			await sleep(1_100);
			return [404, { message: 'No such run.' }];
		});

	const { error } = await runPatchworks(engine, GET);

	expect(error?.message).toBe('No such run.');
	expect(error?.description).toMatch(/72 hours\. It took [1-9]\d* s\.$/);
});
