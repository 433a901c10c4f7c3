import nock from 'nock';

import { testCredential } from '../support/harness/editor';
import type { Engine } from '../support/harness/engine';
import {
	CLOUD,
	createEngine,
	PASSWORD,
	runPatchworks,
	USERNAME,
} from '../support/harness/patchworks';
import { activeTriggerWith } from '../support/harness/polling';
import { answerAll, page } from '../support/harness/requests';

const LIST = { authentication: 'oAuth', resource: 'flow', operation: 'getAll' };

let engine: Engine;
let users = 0;
let user: { username: string; password: string; hosting: string };

beforeAll(async () => {
	engine = await createEngine();
});
beforeEach(() => {
	// No wait before a login is tried again.
	jest.spyOn(Math, 'random').mockReturnValue(0);
	user = { username: `${++users}-of-errors-${USERNAME}`, password: PASSWORD, hosting: 'cloud' };
	engine.credentials.add('user', 'PatchworksOAuth', user);
});
afterEach(() => jest.restoreAllMocks());

describe('A password that the login repeats', () => {
	it.each([
		...[302, 400, 401, 403, 404, 422, 429, 500, 502, 503, 504].map(
			(status) => [`HTTP ${status}`, status] as const,
		),
	])('with %s is not in what the test of the credential says', async (_, status) => {
		answerAll(CLOUD.login, ({ body }) => [status, { message: `Not for ${body}.` }]);

		const { status: outcome, message } = await testCredential(engine, 'PatchworksOAuth', user);

		expect(outcome).toBe('Error');
		expect(message).toContain('Not for {"username":');
		expect(message).not.toContain(PASSWORD);
	});

	it('in a failure of the connection is not in what the test says', async () => {
		nock(CLOUD.login)
			.persist()
			.post('/fabric/api/login')
			.replyWithError(new Error(`Cannot send ${PASSWORD}.`));

		const { status, message } = await testCredential(engine, 'PatchworksOAuth', user);

		expect(status).toBe('Error');
		expect(message).toBe(
			'Could not log in to Patchworks at app.wearepatchworks.com: Cannot send *****. Check that n8n can reach the internet and that the host is among the allowed domains.',
		);
	});
});

describe('A login that fails', () => {
	it.each([401, 503])(
		'with HTTP %s leaves no doubt that the flow was not started',
		async (status) => {
			answerAll(CLOUD.login, () => [status, { message: 'No.' }]);
			const starts = answerAll(CLOUD.start, () => [200, {}]);

			const { error } = await runPatchworks(engine, {
				authentication: 'oAuth',
				resource: 'flow',
				operation: 'start',
				flowId: { __rl: true, mode: 'id', value: '1' },
			});

			expect(error?.description).toMatch(/^Check the credential "Test credential"\./);
			expect(error?.description).not.toContain('carried out');
			expect(starts).toHaveLength(0);
		},
	);
});

describe('The token of a user', () => {
	it('is in no error of the execution that logged in, where Patchworks repeats it', async () => {
		answerAll(CLOUD.login, () => [200, { token: 'made-up-token-of-errors', expires_in: 3600 }]);
		answerAll(CLOUD.core, ({ authorization }) => [422, { message: `No: ${authorization}.` }]);

		const { run, error } = await runPatchworks(engine, LIST);

		expect(error?.message).toBe('No: Bearer *****.');
		expect(JSON.stringify(run)).not.toContain('made-up-token-of-errors');
	});

	it('is not sent where n8n has emptied the stored one', async () => {
		answerAll(CLOUD.login, () => [200, { token: 'made-up-token-anew', expires_in: 3600 }]);
		const core = answerAll(CLOUD.core, () => [200, page([])]);
		await runPatchworks(engine, LIST);
		engine.credentials.stored.get('user')!.data.accessToken = '';

		await runPatchworks(engine, LIST);

		expect(core.map(({ authorization }) => authorization)).toEqual(
			Array(2).fill('Bearer made-up-token-anew'),
		);
	});

	it('is the stored one where another n8n process has logged in since', async () => {
		answerAll(CLOUD.login, () => [200, { token: 'made-up-token-of-this', expires_in: 3600 }]);
		const core = answerAll(CLOUD.core, () => [200, page([])]);
		await runPatchworks(engine, LIST);
		const { data } = engine.credentials.stored.get('user')!;
		data.accessToken = 'made-up-token-of-other';

		await runPatchworks(engine, LIST);

		expect(core.map(({ authorization }) => authorization)).toEqual([
			'Bearer made-up-token-of-this',
			'Bearer made-up-token-of-other',
		]);
	});
});

describe('The error of a poll that could not log in', () => {
	it.each([
		[429, { 'retry-after': '3600' }, { cause: 'rate-limited', retryAfterMs: 3_600_000 }],
		[503, { 'retry-after': '3600' }, { cause: 'temporarily-unavailable', retryAfterMs: 3_600_000 }],
		[500, {}, { cause: 'temporarily-unavailable' }],
		[401, {}, { cause: 'credential-invalid' }],
	])('with HTTP %s tells n8n why, so that it knows when to poll again', async (...args) => {
		const [status, headers, failure] = args;
		answerAll(CLOUD.login, () => [status, { message: 'No.' }, headers as Record<string, string>]);
		const trigger = activeTriggerWith(
			engine,
			{ authentication: 'oAuth', events: ['failed'] },
			'user',
		);

		const error = (await trigger.poll().catch((caught: unknown) => caught)) as {
			failure: object;
		};

		expect(error.failure).toEqual(failure);
	});
});
