import type { IDataObject, INode, IRun } from 'n8n-workflow';

import type { Engine } from '../support/harness/engine';
import { jsonOf, node, outputOf } from '../support/harness/engine';
import { API_KEY, CLOUD, createEngine, PASSWORD, USERNAME } from '../support/harness/patchworks';
import type { SeenRequest } from '../support/harness/requests';
import { answerAll, page } from '../support/harness/requests';

const HTTP_REQUEST = 'HTTP Request';
const FLOWS = `${CLOUD.core}/api/v1/flows`;
const START = `${CLOUD.start}/api/v1/flows/1/start`;
const FIVE_ITEMS = Array.from({ length: 5 }, (_, number) => ({ number }));

let engine: Engine;
let users = 0;

beforeEach(async () => {
	engine = await createEngine();
});
afterEach(() => jest.restoreAllMocks());

/** Stores another user each time, since this process remembers its logins, and gives the ID. */
function addUser(data: IDataObject = {}): string {
	const id = `user-${++users}`;
	engine.credentials.add(id, 'PatchworksOAuth', {
		username: `${users}-${USERNAME}`,
		password: PASSWORD,
		hosting: 'cloud',
		...data,
	});
	return id;
}

/** Runs n8n's HTTP Request node with a credential of this package. */
async function runHttpRequest(
	credentialId: string,
	parameters: INode['parameters'],
	items: IDataObject[] = [{}],
	options: { type?: string; onError?: INode['onError'] } = {},
): Promise<IRun> {
	const { type = 'PatchworksOAuth', onError } = options;
	return await engine.run(
		{
			nodes: [
				node('Trigger', 'n8n-nodes-base.manualTrigger', {}),
				node(
					HTTP_REQUEST,
					'n8n-nodes-base.httpRequest',
					{
						authentication: 'predefinedCredentialType',
						nodeCredentialType: type,
						...parameters,
					},
					{
						typeVersion: 4.2,
						...(onError && { onError }),
						credentials: { [type]: { id: credentialId, name: 'Test credential' } },
					},
				),
			],
			connections: { Trigger: { main: [[{ node: HTTP_REQUEST, type: 'main', index: 0 }]] } },
		},
		{ pinData: { Trigger: items.map((json) => ({ json })) } },
	);
}

/** Gives the tokens made-up-token-1, -2, …, each valid for an hour. */
function loginsThatGiveTokens(): SeenRequest[] {
	let issued = 0;
	return answerAll(CLOUD.login, () => [
		200,
		{ token: `made-up-token-${++issued}`, expires_in: 3600 },
	]);
}

/** Lets the clock of this process show another time. */
function passTime(milliseconds: number): void {
	const now = Date.now() + milliseconds;
	jest.spyOn(Date, 'now').mockReturnValue(now);
}

const authorizations = (requests: SeenRequest[]) =>
	requests.map(({ authorization }) => authorization);
const times = (count: number, value: string) => Array.from({ length: count }, () => value);

describe("n8n's HTTP Request node with a user's credential", () => {
	it('gives an answer for every item when there is no token yet, with one login', async () => {
		const logins = loginsThatGiveTokens();
		const core = answerAll(CLOUD.core, () => [200, page([{ id: 1 }])]);

		const run = await runHttpRequest(addUser(), { url: FLOWS }, FIVE_ITEMS);

		expect(run.data.resultData.error).toBeUndefined();
		expect(outputOf(run, HTTP_REQUEST)).toHaveLength(5);
		expect(logins).toHaveLength(1);
		expect(authorizations(core)).toEqual(times(5, 'Bearer made-up-token-1'));
	});

	it('gives an answer for every item when the token has expired, with one login', async () => {
		const credentialId = addUser();
		const logins = loginsThatGiveTokens();
		const core = answerAll(CLOUD.core, () => [200, page([{ id: 1 }])]);
		await runHttpRequest(credentialId, { url: FLOWS });
		passTime(3601_000);

		const run = await runHttpRequest(credentialId, { url: FLOWS }, FIVE_ITEMS);

		expect(run.data.resultData.error).toBeUndefined();
		expect(outputOf(run, HTTP_REQUEST)).toHaveLength(5);
		expect(logins).toHaveLength(2);
		expect(authorizations(core).slice(1)).toEqual(times(5, 'Bearer made-up-token-2'));
		expect(engine.credentials.stored.get(credentialId)?.data.accessToken).toBe('made-up-token-2');
	});

	it('gives an answer for every item when the token is refused, with one login', async () => {
		const credentialId = addUser();
		const logins = loginsThatGiveTokens();
		let valid = 'Bearer made-up-token-1';
		const core = answerAll(CLOUD.core, ({ authorization }) =>
			authorization === valid ? [200, page([{ id: 1 }])] : [401, { message: 'Unauthenticated.' }],
		);
		await runHttpRequest(credentialId, { url: FLOWS });
		valid = 'Bearer made-up-token-2';
		core.length = 0;

		const run = await runHttpRequest(credentialId, { url: FLOWS }, FIVE_ITEMS);

		expect(run.data.resultData.error).toBeUndefined();
		expect(outputOf(run, HTTP_REQUEST)).toHaveLength(5);
		expect(logins).toHaveLength(2);
		// Besides, Core is asked whether it still takes the token.
		const ofItems = core.filter(({ url }) => !url.includes('?'));
		expect(authorizations(ofItems)).toEqual([
			...times(5, 'Bearer made-up-token-1'),
			...times(5, 'Bearer made-up-token-2'),
		]);
	});

	it.each([
		[500, { message: 'Server Error' }],
		[503, { message: 'Unavailable' }],
		[422, { message: 'The flow is not deployed.' }],
		[404, { message: 'No query results.' }],
		[401, { message: 'Not for this flow.' }],
	])(
		'starts a flow once when the start is answered %s, and shows what Patchworks said',
		async (status, body) => {
			const credentialId = addUser();
			const logins = loginsThatGiveTokens();
			answerAll(CLOUD.core, () => [200, page([{ id: 1 }])]);
			await runHttpRequest(credentialId, { url: FLOWS });
			const starts = answerAll(CLOUD.start, () => [status, body]);

			const run = await runHttpRequest(credentialId, { method: 'POST', url: START });

			expect(starts).toHaveLength(1);
			expect(logins).toHaveLength(1);
			expect(JSON.stringify(run.data.resultData.error)).toContain(body.message);
		},
	);

	it('starts no flow a second time when Core cannot be asked about the token', async () => {
		const credentialId = addUser();
		const logins = loginsThatGiveTokens();
		let isCoreUp = true;
		answerAll(CLOUD.core, () => (isCoreUp ? [200, page([{ id: 1 }])] : [503, '']));
		await runHttpRequest(credentialId, { url: FLOWS });
		isCoreUp = false;
		const starts = answerAll(CLOUD.start, () => [500, { message: 'Server Error' }]);

		await runHttpRequest(credentialId, { method: 'POST', url: START });

		expect(starts).toHaveLength(1);
		expect(logins).toHaveLength(1);
	});

	it('logs in once for items whose login fails, and says why', async () => {
		const logins = answerAll(CLOUD.login, () => [401, { message: 'Wrong password.' }]);
		const core = answerAll(CLOUD.core, () => [200, page([])]);

		const run = await runHttpRequest(addUser(), { url: FLOWS }, FIVE_ITEMS, {
			onError: 'continueRegularOutput',
		});

		expect(jsonOf(run, HTTP_REQUEST)).toHaveLength(5);
		expect(JSON.stringify(jsonOf(run, HTTP_REQUEST))).toContain(
			'Patchworks refused the user name or password',
		);
		expect(logins).toHaveLength(1);
		expect(core).toHaveLength(0);
	});
});

describe('A credential whose user name is an expression on the item', () => {
	it('logs in once for each user, and signs each item in as its own', async () => {
		const credentialId = addUser({ username: '={{ $json.user }}' });
		const names = ['ann', 'bob', 'cleo'].map((name) => `${name}-${credentialId}@example.com`);
		const logins = answerAll(CLOUD.login, ({ body }) => [
			200,
			{
				token: `token-of-${(JSON.parse(body) as { username: string }).username}`,
				expires_in: 3600,
			},
		]);
		const core = answerAll(CLOUD.core, () => [200, page([{ id: 1 }])]);
		const items = Array.from({ length: 9 }, (_, index) => ({ user: names[index % 3] }));
		const url = `${FLOWS}?user={{ $json.user }}`;

		const first = await runHttpRequest(credentialId, { url: `=${url}` }, items);
		passTime(30 * 60_000);
		const second = await runHttpRequest(credentialId, { url: `=${url}` }, items);

		expect(outputOf(first, HTTP_REQUEST)).toHaveLength(9);
		expect(outputOf(second, HTTP_REQUEST)).toHaveLength(9);
		expect(logins.map(({ body }) => body).sort()).toEqual(
			names.map((username) => JSON.stringify({ username, password: PASSWORD })),
		);
		expect(core).toHaveLength(18);
		for (const { url: requested, authorization } of core) {
			const user = new URL(requested, CLOUD.core).searchParams.get('user');
			expect(authorization).toBe(`Bearer token-of-${user}`);
		}
	});

	it('does not let a wrong password of one user fail the items of another', async () => {
		const [right, wrong] = ['right', 'wrong'].map((name) => `${name}-${++users}@example.com`);
		const logins = answerAll(CLOUD.login, ({ body }) =>
			body.includes(wrong) ? [401, { message: 'No such user.' }] : [200, { token: 'made-up' }],
		);
		answerAll(CLOUD.core, () => [200, page([{ id: 1 }])]);
		const items = [right, wrong, right, wrong].map((user) => ({ user }));

		const run = await runHttpRequest(
			addUser({ username: '={{ $json.user }}' }),
			{ url: FLOWS },
			items,
			{
				onError: 'continueRegularOutput',
			},
		);

		const failed = outputOf(run, HTTP_REQUEST).map(({ json }) => Boolean(json.error));
		expect(failed).toEqual([false, true, false, true]);
		expect(logins).toHaveLength(2);
	});
});

describe.each([
	['PatchworksApiKey', 'a key'],
	['PatchworksOAuth', 'a token'],
])('%s in the HTTP Request node', (type, secret) => {
	const own = {
		hosting: 'selfHosted',
		coreUrl: 'https://core.example.com',
		startUrl: 'https://start.example.com',
		loginUrl: 'https://login.example.com',
	};

	it.each([
		['Patchworks Cloud', { hosting: 'cloud' }, 'http://core.wearepatchworks.com'],
		['a self-hosted install', own, 'http://core.example.com'],
		['a self-hosted install', own, 'https://core.example.com:8443'],
	])(`does not send ${secret} of %s in clear or to another port`, async (_, hosting, origin) => {
		const login = { username: `${type}-${++users}@example.com`, password: PASSWORD };
		engine.credentials.add('own', type, {
			...(type === 'PatchworksApiKey' ? { apiKey: API_KEY } : login),
			...hosting,
		});
		answerAll(CLOUD.login, () => [200, { token: 'made-up-token', expires_in: 3600 }]);
		answerAll('https://login.example.com', () => [200, { token: 'made-up-token' }]);
		const seen = answerAll(origin, () => [200, page([])]);

		const run = await runHttpRequest('own', { url: `${origin}/api/v1/flows` }, [{}], { type });

		expect(seen).toEqual([]);
		expect(run.data.resultData.error?.message).toContain(
			`This Patchworks credential is not sent to ${origin}.`,
		);
	});
});
