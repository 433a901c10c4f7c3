import { sandboxAccounts } from '../demo/accounts';
import { FLOWS, startSandbox } from '../support/sandbox';
import type { Sandbox } from '../support/sandbox';
import { checkAccount } from './checkAccount';
import { MOST_REQUESTS } from './requests/client';
import type { Report } from './findings/report';
import { textOf } from './findings/report';

const NOON = Date.UTC(2030, 6, 15, 12);
const HOUR = 3_600_000;

let sandbox: Sandbox;
let waits: number[];

beforeEach(async () => {
	waits = [];
	sandbox = await startSandbox({ standsAt: NOON, history: false });
	for (let index = 0; index < 8; index++) {
		sandbox.addRun({
			flowId: FLOWS.stock,
			startedAt: NOON - HOUR * (index + 1),
			payload: '{"customer":"private-payload"}',
		});
	}
});
afterEach(async () => await sandbox.close());

async function check(accounts = sandboxAccounts(sandbox)): Promise<Report> {
	return await checkAccount(accounts, {
		now: () => sandbox.now(),
		sleep: async (milliseconds) => {
			waits.push(milliseconds);
			sandbox.advance(milliseconds);
		},
	});
}

describe('what is sent', () => {
	it('is GET to Core and the login, and under 60 requests', async () => {
		const { requests } = await check();

		const sent = sandbox.requests.map(({ host, method }) => `${method} ${host}`);
		expect(sent.length).toBe(requests);
		expect(requests).toBeLessThan(60);
		expect(sent.filter((one) => one !== 'GET core')).toEqual(['POST login']);
		expect(sandbox.requests.filter(({ status }) => status === 200)).toHaveLength(requests - 1);
	});

	it('carries the key where there is one, and the token else', async () => {
		const [key, user] = sandboxAccounts(sandbox);

		await check([key]);
		expect(new Set(sandbox.requests.map(({ auth }) => auth))).toEqual(new Set(['apiKey']));
		sandbox.clearRequests();
		const { assumptions } = await check([user]);
		expect(sandbox.requests.map(({ auth }) => auth).slice(0, 3)).toEqual([
			'none',
			'token',
			'token',
		]);
		expect(assumptions.find(({ id }) => id === '17a')?.verdict).toBe('could not tell');
	});

	it('says what was not read for lack of requests or of an ID, and reads what is least known first', async () => {
		const { operations, requests } = await check();

		expect(requests).toBe(MOST_REQUESTS);
		const unread = operations.filter(({ result }) => result === 'not read');
		expect(new Set(unread.flatMap(({ details }) => details))).toEqual(
			new Set(['no requests or time left', 'no ID was found for it']),
		);
		expect(
			unread.filter(
				({ confidence, details }) =>
					confidence === 'inferred' && details.includes('no requests or time left'),
			),
		).toEqual([]);
	});

	it('waits as long as a 429 says, and goes on', async () => {
		let count = 0;
		sandbox.onRequest(() =>
			++count === 5
				? { status: 429, headers: { 'retry-after': '7' }, body: { message: 'Too Many Attempts.' } }
				: undefined,
		);

		const { assumptions } = await check();

		expect(waits).toEqual([7_000]);
		expect(assumptions.filter(({ verdict }) => verdict === 'contradicted')).toEqual([]);
	});

	it('ends where a 429 asks for more than the check may take', async () => {
		let count = 0;
		sandbox.onRequest(() =>
			++count >= 20
				? { status: 429, headers: { 'retry-after': '60' }, body: { message: 'Too Many Attempts.' } }
				: undefined,
		);

		const { requests, operations } = await check();

		expect(waits).toEqual([]);
		// Two are on their way at once.
		expect(requests).toBeLessThanOrEqual(21);
		expect(operations.find(({ operationId }) => operationId === 'listLabels')).toMatchObject({
			result: 'not read',
			details: ['no requests or time left'],
		});
	});

	it('ends after a time', async () => {
		sandbox.onRequest(() => sandbox.advance(3_000));

		const { requests, seconds } = await check();

		expect(requests).toBeLessThan(20);
		expect(seconds).toBeLessThan(60);
	});
});

describe('what is told', () => {
	/** Every text that the sandbox has of an account. */
	const PRIVATE =
		/private.payload|made-up-key|made-up-password|made-up-token|user@example|Stock to shop|Demo shop|warehouse|127\.0\.0\.1|timed out/i;

	it('holds no value of the account', async () => {
		const report = await check();
		const all = `${JSON.stringify(report)}\n${textOf(report)}`;

		expect(all).not.toMatch(PRIVATE);
		for (const { id } of sandbox.runs) expect(all).not.toContain(id);
		expect(all).not.toContain(String(FLOWS.stock));
		expect(all).not.toMatch(/2030|T\d\d:\d\d/);
	});

	it('holds none where all is otherwise', async () => {
		sandbox.setMoods(['statuses-as-names', 'ids-as-text', 'flags-as-text', 'times-in-london']);
		sandbox.onRequest(({ operationId }) =>
			operationId === 'listLabels'
				? {
						status: 200,
						body: {
							data: [
								{
									id: ['private-payload'],
									name: { 'user@example.com': 1, private_payload: 2, id: 3 },
									'Order 1001': true,
									shade: 1,
								},
							],
						},
					}
				: undefined,
		);

		const report = await check();

		expect(`${JSON.stringify(report)}\n${textOf(report)}`).not.toMatch(PRIVATE);
		expect(report.operations.find(({ operationId }) => operationId === 'listLabels')).toEqual({
			operationId: 'listLabels',
			request: 'GET /api/v1/labels',
			confidence: 'documented',
			result: 'differs',
			details: [
				'meta is nothing',
				'links is nothing',
				'id is array, not string or integer',
				'name is object with id, other properties, not string',
				'not in the contract: shade, names of another form',
				expect.stringMatching(/^not in the answer: colour/),
			],
		});
	});

	it('is a line for each assumption and operation, and how many there are of each', async () => {
		const text = textOf(await check());

		expect(text).toMatch(/^What the node takes for granted, on self-hosted\n {2}✓ 1 {3}A run's/);
		expect(text).toMatch(/\n {2}✓ GET \/api\/v1\/labels {2}as in the contract\n/);
		expect(text).toMatch(/\n\d+ confirmed, 0 contradicted, \d+ could not be told\n/);
		expect(text).toMatch(/\n59 requests, 0\.0 s$/);
	});
});

it('does without relations where they are refused, and says so', async () => {
	sandbox.onRequest(({ query }) =>
		String(query.include).includes('virtualEnvironmentVersion')
			? { status: 400, body: { message: 'Requested include(s) are not allowed.' } }
			: undefined,
	);

	const { assumptions } = await check();

	expect(assumptions.filter(({ verdict }) => verdict === 'contradicted')).toEqual([
		expect.objectContaining({ id: '7d', why: 'they are refused with 400' }),
	]);
});

describe('what cannot be checked', () => {
	it('says so where the key is refused', async () => {
		sandbox.revokeApiKey(sandbox.apiKey);

		await expect(check()).rejects.toThrow('The API key or the token was refused with 401.');
	});

	it('says so where the login is refused and there is no key', async () => {
		const [, user] = sandboxAccounts(sandbox);
		sandbox.setPassword('another');

		await expect(check([user])).rejects.toThrow('The login failed: it was refused with 401.');
	});

	it('says so where there are no runs', async () => {
		await sandbox.close();
		sandbox = await startSandbox({ history: false });

		const { assumptions } = await check();

		expect(assumptions.filter(({ verdict }) => verdict === 'contradicted')).toEqual([]);
		expect(assumptions.find(({ id }) => id === '1')).toMatchObject({
			verdict: 'could not tell',
			why: 'there are no flow runs to look at',
		});
	});
});
